"""Who may do what with a complaint: the table, the query and the school's access matrix say the same."""

import csv
import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from incidents.complaints.abouts import About
from incidents.models import Case, CaseAssignment, PanelMember
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.standing import can
from people.models import User
from people.roles import Role
from tests.conftest import SHARED
from tests.factories import UserFactory
from tests.incidents.made import School, again

from .made import complain

MATRIX = SHARED / "design" / "access_matrix.csv"
ACTS = {
    "read": Act.READ,
    "list": Act.LIST,
    "search": Act.SEARCH,
    "know_it_exists": Act.KNOW,
    "reply": Act.REPLY,
    "change_status": Act.CHANGE_STATE,
    "escalate": Act.ESCALATE,
    "withdraw": Act.WITHDRAW,
    "appoint_panel": Act.APPOINT_PANEL,
    "record_panel_decision": Act.RECORD_PANEL,
    "see_complainant_identity": Act.IDENTITY,
    "notified_by_email": Act.MAILED,
}
KINDS = {
    "complaint_general": About.STAFF,
    "complaint_about_head": About.HEAD,
    "complaint_about_chair": About.CHAIR,
}
OWN = {"own", "own text, status, replies", "own text, status, replies; no internal notes"}
BUNDLE = {"redacted bundle", "redacted bundle, panel stage only", "panel appointed by clerk/vice-chair"}
# Whoever holds a receipt has no account: what they may do is tested on the pages that ask for the code.
WITHOUT_ACCOUNT = {"anon", "receipt_holder", "it_admin"}


def _cells() -> list[tuple[str, str, str, str]]:
    if not MATRIX.exists():
        return []
    with MATRIX.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(r["role"], r["object"], r["action"], r["verdict"]) for r in rows if r["object"] in KINDS]


def _act(action: str, verdict: str) -> Act:
    act = ACTS[action]
    if verdict in OWN and act in {Act.READ, Act.IDENTITY}:
        return Act.READ_OWN
    return Act.READ_BUNDLE if verdict in BUNDLE and act is Act.READ else act


def _who(school: School, role: str, what: str) -> tuple[User, Case]:
    """The person of a row of the matrix, and a complaint to which they stand so; a panel deals with it."""
    plain: dict[str, Callable[[], User]] = {
        "staff_unrelated": lambda: UserFactory(role=Role.STAFF),
        "class_teacher": lambda: UserFactory(role=Role.STAFF),
        "teacher_other_class": lambda: UserFactory(role=Role.STAFF),
        "staff_reporter": lambda: school.reporter,
        "staff_handler": lambda: school.handler,
        "parent_own": lambda: UserFactory(role=Role.PARENT),
        "parent_other": lambda: UserFactory(role=Role.PARENT),
        "former_staff": lambda: UserFactory(role=Role.STAFF, ends_on=timezone.localdate() - dt.timedelta(days=1)),
        "former_parent": lambda: UserFactory(),
        "dpo": lambda: UserFactory(role=Role.DPO),
        "governor_panel": lambda: school.governor,
        "staff_subject": lambda: school.colleague,
        "head_subject": lambda: school.head,
        "chair_subject": lambda: school.chair,
    }
    user = plain.get(role, lambda: getattr(school, role))()
    about = KINDS[what]
    name = ""
    if role == "staff_subject":
        name, about = f"{user.forename} {user.surname}", About.STAFF
    elif role in {"head_subject", "chair_subject"}:
        about = {"head_subject": About.HEAD, "chair_subject": About.CHAIR}[role]
    case = complain(about, by=user if role == "parent_own" else None, about_name=name)
    if role == "staff_handler" and what == "complaint_general":
        CaseAssignment.objects.create(case=case, user=user, given_by=school.head, knows_who=True)
    if role == "governor_panel":
        PanelMember.objects.create(case=case, user=user, named_by=school.clerk)
    Case.objects.filter(pk=case.pk).update(at_panel=True)
    return user, case


@pytest.mark.skipif(not MATRIX.exists(), reason="the design does not lie beside this clone")
@pytest.mark.parametrize(("role", "what"), sorted({cell[:2] for cell in _cells() if cell[0] not in WITHOUT_ACCOUNT}))
def test_every_cell_of_the_access_matrix_holds(school, role, what):
    cells = [cell[2:] for cell in _cells() if cell[:2] == (role, what)]
    user, case = _who(school, role, what)
    user, case = again(user), Case.objects.get(pk=case.pk)
    wrong = []
    for action, verdict in cells:
        if action == "delete":
            assert verdict == "N", "nobody deletes a case"
            continue
        act = _act(action, verdict)
        may = can(user, act, case)
        listed = Case.objects.allowing(act, user, Sort.COMPLAINT).filter(pk=case.pk).exists()
        if may != listed:
            wrong.append(f"{action}: the page says {may}, the query {listed}")
        if may != (verdict != "N"):
            wrong.append(f"{action}: {may}, the matrix says {verdict}")
    assert wrong == []


def test_what_the_clerk_and_the_panel_read_ends_with_the_panel(school):
    case = complain(About.STAFF)
    PanelMember.objects.create(case=case, user=school.governor, named_by=school.clerk)
    for user in (school.clerk, school.governor):
        assert not can(again(user), Act.KNOW, case)

    Case.objects.filter(pk=case.pk).update(at_panel=True)
    case.refresh_from_db()
    for user in (school.clerk, school.governor):
        assert can(again(user), Act.READ_BUNDLE, case)
        assert not can(again(user), Act.READ, case)


def test_somebody_who_deals_with_it_learns_who_complained_only_if_needed_and_not_withheld(school):
    case = complain(About.STAFF)
    given = CaseAssignment.objects.create(case=case, user=school.handler, given_by=school.head)
    assert not can(again(school.handler), Act.IDENTITY, case)

    CaseAssignment.objects.filter(pk=given.pk).update(knows_who=True)
    assert can(again(school.handler), Act.IDENTITY, case)

    type(case.complaint).objects.filter(pk=case.pk).update(is_name_withheld=True)
    assert not can(again(school.handler), Act.IDENTITY, case)
