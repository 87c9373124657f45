"""The row audit_log of the access matrix, as every relation that it names, through the pages and the commands."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import User
from people.roles import Role
from policies.demo import load_demo_policy
from policies.models import PolicyVersion
from tests.factories import UserFactory
from tests.project.test_walk import OWN_MATRIX, ROLE_OF, WITHOUT_ACCOUNT
from tests.trail.events import did, one_of_each
from todwick_portal.trail.kinds import BY_SLUG, visible_events

pytestmark = pytest.mark.django_db
# Who is the subject of a record: that begins with incidents; nothing an event is about today has one.
SUBJECTS = {"head_subject", "chair_subject"}
OF_THE_PORTAL = (Verb.BACKUP_MADE, Verb.RETENTION_RUN, Verb.SIGN_IN_REFUSED)


def _rows(action: str) -> list[Any]:
    """Each relation with whether it may; the design's N is a no, a yes may be for some records only."""
    with OWN_MATRIX.open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if (r["object"], r["action"]) == ("audit_log", action)]
    assert len(rows) == 23
    return [(row["role"], row["verdict"] != "N") for row in rows if row["role"] not in SUBJECTS]


def _user(relation: str) -> User | None:
    if relation in WITHOUT_ACCOUNT:
        return None
    if not relation.startswith("former_"):
        return UserFactory(role=ROLE_OF[relation])
    left = timezone.localdate() - dt.timedelta(days=1)
    user = UserFactory(ends_on=left if relation == "former_staff" else None)
    user.assignments.create(role=ROLE_OF[relation], starts_on=left, ends_on=left)
    return user


def _opens(client, user: User | None, name: str, *arguments: Any) -> bool:
    client.logout()
    if user:
        client.force_login(user)
    return client.get(reverse(name, args=arguments)).status_code == 200


@pytest.mark.parametrize(("relation", "may"), _rows("read_record_trail"))
def test_the_trail_of_a_record_is_read_by(client, head, relation, may):
    """`records they may read`: of a policy all who may read trails, of a child those who read the full record."""
    load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=timezone.localdate())
    user = _user(relation)

    assert _opens(client, user, "record:trail", "policy", PolicyVersion.objects.get().pk) == may
    assert _opens(client, user, "record:events") == may


@pytest.mark.parametrize(("relation", "may"), _rows("read_system"))
def test_what_the_portal_did_by_itself_is_read_by(relation, may):
    """By whoever runs the server, with a command; no page shows it, and the command names nobody."""
    somebody = UserFactory(forename="Lucinda", surname="Ashdown")
    for verb in OF_THE_PORTAL:
        did(verb, None, None, actor="worker")
    did(Verb.SESSIONS_ENDED, somebody, somebody, one=True)
    if relation == "it_admin":
        said = _said("system_events")
        assert "Ashdown" not in said and "Lucinda" not in said and f"account {somebody.pk}" in said
        assert may == all(verb.label in said for verb in OF_THE_PORTAL)
        return
    user = _user(relation)
    seen = visible_events(user).filter(verb__in=OF_THE_PORTAL).exists() if user else False
    assert seen == may


@pytest.mark.parametrize(("relation", "may"), _rows("verify_chain"))
def test_the_chain_is_verified_by(client, relation, may):
    did(Verb.BACKUP_MADE)
    if relation == "it_admin":
        assert ("events hold" in _said("verify_audit")) == may
        return
    user = _user(relation)
    opened = _opens(client, user, "record:chain")
    client.post(reverse("record:check"))

    assert opened == may
    assert AuditEvent.objects.filter(verb=Verb.CHAIN_CHECKED).exists() == may


@pytest.mark.parametrize(("relation", "may"), _rows("read_head_accesses"))
def test_what_the_head_opened_is_read_by(client, relation, may):
    assert _opens(client, _user(relation), "record:head") == may


def test_every_kind_that_a_trail_can_be_of_asks_whose_rows_may_be_seen():
    nobody = UserFactory()
    made = one_of_each()

    assert all(record._meta.model.objects.filter(pk=record.pk).exists() for record in made.values() if record)
    assert [slug for slug, kind in BY_SLUG.items() if kind.seen(nobody).exists()] == []


def _said(command: str) -> str:
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_the_command_narrows_and_pages_by_number():
    user = UserFactory()
    for _ in range(4):
        did(Verb.SESSIONS_ENDED, user, user, one=True)
    did(Verb.BACKUP_MADE)
    did(Verb.RECORD_READ, user, user)
    out = io.StringIO()
    call_command("system_events", "--kind", "sign-in", "--limit", "2", "--before", "4", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["3", "2"]
    assert lines[-1] == "Mails that could not be sent: 0"
    assert "record read" not in _said("system_events")
