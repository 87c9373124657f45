"""Who reads a data breach: every relation of the access matrix, on the page, in the list, in its file, in mails."""

import csv
import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.breaching import open_breach, out_of
from incidents.actions.dealing import assign_case
from incidents.breach_mails import readers_of_breach
from incidents.kinds import Kind as IncidentKind
from incidents.models import CasePerson, DataBreach, PanelMember
from incidents.relations import Act
from incidents.standing import can
from incidents.walls import Standing
from people.models import Pupil
from people.roles import Role
from tests.conftest import SHARED
from tests.factories import PupilFactory, UserFactory

from .made import Linked, about, again, report

MATRIX = SHARED / "design" / "access_matrix.csv"
NOBODY = {"anon", "receipt_holder", "it_admin"}
ROLES = {
    "parent_own": Role.PARENT, "parent_other": Role.PARENT, "staff_unrelated": Role.STAFF,
    "class_teacher": Role.STAFF, "teacher_other_class": Role.STAFF,
}  # fmt: skip


def cells():
    if not MATRIX.exists():
        return []
    with MATRIX.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(r["role"], r["action"], r["verdict"]) for r in rows if r["object"] == "data_breach"]


def case_for(school, role, pupil):
    """The incident out of which it is opened; about whom the row of the matrix says."""
    subject = {"staff_subject": school.handler, "head_subject": school.head, "chair_subject": school.chair}.get(role)
    linked = [Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, str(pupil), pupil=pupil)]
    return report(school.reporter, *linked, *([about(subject)] if subject else []), kind=IncidentKind.PHOTO_UNPERMITTED)


def person(school, role, case, pupil: Pupil, dpo):
    """The person of the row."""
    if role in ROLES:
        return UserFactory(role=ROLES[role])
    if role == "former_staff":
        return UserFactory(role=Role.STAFF, ends_on=timezone.localdate() - dt.timedelta(days=1))
    if role == "former_parent":
        return UserFactory()
    if role == "staff_handler":
        assign_case(case=case, user=school.handler, by=again(school.head))
    if role == "governor_panel":
        PanelMember.objects.create(case=case, user=school.governor, named_by=school.chair)
    names = {
        "staff_reporter": "reporter", "staff_handler": "handler", "staff_subject": "handler", "head_subject": "head",
        "chair_subject": "chair", "governor_panel": "governor",
    }  # fmt: skip
    return dpo if role == "dpo" else getattr(school, names.get(role, role))


@pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone")
def test_the_matrix_has_a_row_for_every_relation():
    assert len(cells()) == 23 and {action for _, action, _ in cells()} == {"read"}
    assert {role for role, _, verdict in cells() if verdict == "Y"} == {"head", "dpo"}


@pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone")
@pytest.mark.parametrize(("role", "action", "verdict"), cells())
def test_every_relation_of_the_access_matrix(client, school, role, action, verdict):
    dpo, pupil = UserFactory(role=Role.DPO), PupilFactory()
    case = case_for(school, role, pupil)
    opener = next(one for one in (school.head, school.chair, school.vice_chair) if _may_open(case, one))
    held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(opener), case=case)
    user = None if role in NOBODY else person(school, role, case, pupil, dpo)
    if user and user.ends_on is None:
        client.force_login(user)
    may = verdict == "Y"
    addresses = [held.get_absolute_url(), *(
        reverse("incidents:breach-entry", args=[held.public_id, part]) for part in ("facts", "risk", "decision")
    )]  # fmt: skip

    for address in addresses:
        assert (client.get(address).status_code == 200) == may, address
    listed = client.get(reverse("incidents:breaches"))
    assert (held.reference in listed.content.decode()) == may
    file = client.post(reverse("incidents:breaches-file"))
    taken = b"".join(file.streaming_content) if file.status_code == 200 else b""
    assert (held.reference.encode() in taken) == may
    assert (user in readers_of_breach(held)) == may
    if user:
        assert DataBreach.objects.visible_to(again(user)).filter(pk=held.pk).exists() == may


def _may_open(case, user):
    return can(again(user), Act.COMMENT, case)


def test_reading_is_recorded_each_time(client, school):
    UserFactory(role=Role.DPO)
    case = report(school.reporter, kind=IncidentKind.PHOTO_UNPERMITTED)
    held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.head), case=case)
    client.force_login(school.head)
    for _ in range(2):
        client.get(held.get_absolute_url())

    assert [event.by for event in AuditEvent.objects.about(held).filter(verb=Verb.BREACH_READ)] == [school.head] * 2
