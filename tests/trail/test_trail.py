"""Who reads what happened with what: generated over the roles and every kind of record."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import SchoolAccount, User
from people.permissions import Permission
from people.roles import Role
from tests import html
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.trail.events import READERS, assignment, did, one_of_each, tampering
from todwick_portal.trail.kinds import BY_SLUG, KINDS, visible_events

pytestmark = pytest.mark.django_db
# Which kinds each reader's own pages show; what is not here stays hidden. Written out, not read from the code.
READ_BY = {
    Role.HEAD: {
        "account", "role", "role-proposal", "pupil", "contact", "list", "mail", "setting", "year", "new-year",
        "school-account", "device", "place", "survey", "entry", "check", "request", "policy", "chain-check",
        "whole-policy", "document", "platform", "rule-use",
        "reading", "readers", "reading-reminder", "checkup", "letter", "incident", "evidence", "incident-letter",
        "report", "report-words", "post", "removal", "data-breach", "data-request",
        "period", "keeping", "destruction-request", "destruction", "assessment", "assessment-words",
        "bundle-part",
    },
    Role.DSL: {
        "pupil", "contact", "check", "policy", "reading", "readers", "reading-reminder",
        "incident", "evidence", "incident-letter", "post", "removal", "period",
    },
    Role.CHAIR: {
        "account", "role", "role-proposal", "policy", "whole-policy", "readers", "rule-use", "chain-check",
        "incident-letter", "report", "report-part", "period", "keeping", "destruction-request", "destruction",
    },
}  # fmt: skip


@pytest.fixture
def records(office) -> dict:
    """One of each kind, each with an event."""
    made = one_of_each()
    made["school-account"] = SchoolAccount.objects.create(platform="x", handle="@school")
    for slug, target in made.items():
        did(Verb.SETTING_CHANGED, target, office, key=slug)
    return made


def _page(client, user: User, address: str, **query) -> html.Page:
    client.force_login(user)
    return html.Page(client.get(address, query).content.decode())


def _status(client, user: User, record, slug: str) -> int:
    client.force_login(user)
    return client.get(BY_SLUG[slug].trail_of(record)).status_code


def test_there_is_a_record_of_every_kind_to_look_at(records):
    assert {*records, "chain-check"} == set(BY_SLUG)


@pytest.mark.parametrize("role", Role)
def test_a_trail_is_read_by_who_may_read_the_record_and_hidden_from_the_rest(client, records, role):
    user = UserFactory(role=role)

    got = {slug: _status(client, user, record, slug) for slug, record in records.items()}

    if role in READERS:
        assert got == {slug: 200 if slug in READ_BY[role] else 404 for slug in records}
    else:
        assert set(got.values()) == {403}


@pytest.mark.parametrize("role", READERS)
def test_the_list_holds_the_events_of_those_records_and_no_other(records, role):
    user = UserFactory(role=role)

    seen = {(event.target_model, event.target_id) for event in visible_events(user)}

    expected = {slug for slug in records if slug in READ_BY[role]}
    assert seen == {(BY_SLUG[slug].label, str(records[slug].pk)) for slug in expected}


@pytest.mark.parametrize("role", sorted(set(Role) - READERS))
def test_who_may_read_no_trail_does_not_open_the_list(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("record:events")).status_code == 403


def test_the_chair_sees_no_account_that_is_a_parents_alone(client, office):
    chair, parent = UserFactory(role=Role.CHAIR), UserFactory(role=Role.PARENT)
    did(Verb.ACCOUNT_EDITED, parent, office, fields=["surname"])

    assert _status(client, chair, parent, "account") == 404
    assert str(parent) not in _page(client, chair, reverse("record:events")).text


def test_what_does_not_exist_is_not_found(client, head):
    client.force_login(head)
    wrong = [("pupil", uuid.uuid4()), ("pupil", "4"), ("account", 0), ("account", "x"), ("nothing", 1)]
    wrong.append(("account", 10**30))

    assert {client.get(reverse("record:trail", args=place)).status_code for place in wrong} == {404}


def test_opening_a_childs_trail_is_recorded_and_an_accounts_is_not(client, head):
    pupil, user = PupilFactory(), UserFactory(role=Role.STAFF)

    _status(client, head, pupil, "pupil")
    _status(client, head, user, "account")

    assert AuditEvent.objects.about(pupil).get().verb == Verb.RECORD_READ
    assert not AuditEvent.objects.about(user).exists()


def test_a_refused_trail_leaves_nothing(client):
    pupil = PupilFactory()

    _status(client, UserFactory(role=Role.CHAIR), pupil, "pupil")

    assert not AuditEvent.objects.about(pupil).exists()


def test_a_line_says_when_who_in_which_role_what_and_the_details_in_words(client, head, office):
    pupil = PupilFactory()
    did(Verb.PERMISSION_STOPPED, pupil, UserFactory(role=Role.PARENT, surname="Thorne"), places=3, loads=[9])

    text = _page(client, head, BY_SLUG["pupil"].trail_of(pupil)).text

    assert "Photo permission stopped by a parent 3 places Robin Thorne , Parent or carer" in text
    assert timezone.localdate().strftime("%A %-d %B %Y") in text
    assert "{" not in text and "loads" not in text and "[9]" not in text


def test_the_role_is_the_one_of_that_day_and_says_who_stood_in(client, head):
    cover = UserFactory(surname="Hallam")
    day = timezone.localdate()
    assignment(cover, Role.HEAD, day - dt.timedelta(days=9), day - dt.timedelta(days=5), is_cover=True)
    assignment(cover, Role.STAFF, day - dt.timedelta(days=4))
    user = UserFactory(role=Role.STAFF)
    did(Verb.ACCOUNT_INVITED, user, cover, at=timezone.now() - dt.timedelta(days=6))
    did(Verb.ACCOUNT_EDITED, user, cover, fields=["email"])

    text = _page(client, head, BY_SLUG["account"].trail_of(user)).text

    assert "Account details changed Changed: e-mail address Robin Hallam , Member of staff" in text
    assert "Account invited Robin Hallam , Headteacher (standing in)" in text


def test_a_name_in_the_details_stands_there_only_for_who_may_see_that_record(client, head, dsl):
    contact, user = PupilContactFactory(), UserFactory(surname="Cartwright")
    did(Verb.CONTACT_LINKED, contact, head, user=user.pk)
    address = BY_SLUG["contact"].trail_of(contact)

    assert "Robin Cartwright" in _page(client, head, address).text
    assert "Cartwright" not in _page(client, dsl, address).text


def test_the_chair_reads_no_name_of_somebody_whose_account_is_not_theirs_to_look_after(client):
    chair, nobody = UserFactory(role=Role.CHAIR), UserFactory(surname="Okafor")
    did(Verb.ROLE_GIVEN, UserFactory(role=Role.CLERK).assignments.get(), nobody, role="clerk")

    text = _page(client, chair, reverse("record:events")).text

    assert "Somebody whose account you do not look after" in text and "Okafor" not in text


@pytest.mark.parametrize(
    ("hand", "words"),
    [("public", "Somebody without an account"), ("command", "A command on the server"), ("worker", "by itself")],
)
def test_what_nobody_signed_in_did_says_by_which_hand(client, head, hand, words):
    user = UserFactory()
    did(Verb.SIGN_IN_REFUSED, user, actor=hand, way="password")

    assert words in _page(client, head, BY_SLUG["account"].trail_of(user)).text


def test_a_childs_trail_tells_of_contacts_and_answers_and_of_no_other_child(client, head):
    pupil, other = PupilFactory(), PupilContactFactory()
    did(Verb.CONTACT_SHUT_OUT, PupilContactFactory(pupil=pupil, name="Segun Ashdown"), head, reason="court_order")
    did(Verb.CONTACT_SHUT_OUT, other, head, reason="safeguarding")

    text = _page(client, head, BY_SLUG["pupil"].trail_of(pupil)).text

    assert "Segun Ashdown" in text and other.name not in text
    assert "A court order" in text


def test_what_the_portal_did_by_itself_is_on_no_page(head):
    did(Verb.RETENTION_RUN, comments=3)
    did(Verb.BACKUP_MADE)
    did(Verb.SIGN_IN_REFUSED, actor="public", way="password")
    did(Verb.REGISTER_EXPORTED, None, head, form="csv", rows=3)

    assert [event.verb for event in visible_events(head)] == [Verb.REGISTER_EXPORTED]
    assert not visible_events(UserFactory(role=Role.CHAIR)).exists()
    assert not visible_events(UserFactory(role=Role.DSL)).exists()


def test_a_record_that_is_erased_is_told_of_no_longer(head):
    pupil = PupilFactory()
    did(Verb.PUPIL_FLAGGED, pupil, head)
    pupil.delete()

    assert not visible_events(head).exists()


# --- doors, and what was tampered with ----------------------------------------------------------------------


def test_the_pages_of_records_lead_to_their_trail_for_who_may_read_it(client, head, office, dsl):
    pupil = PupilFactory()
    address, trail = reverse("consent:pupil", args=[pupil.public_id]), BY_SLUG["pupil"].trail_of(pupil)

    assert trail in _page(client, head, address).links and trail in _page(client, dsl, address).links
    assert trail not in _page(client, office, address).links


@pytest.mark.parametrize("role", Role)
def test_the_start_page_has_the_door_for_those_who_may_open_it(client, role):
    user = UserFactory(role=role)
    client.force_login(user)
    links = html.Page(client.get(reverse("dashboard"), follow=True).content.decode()).links

    assert (reverse("record:events") in links) == user.has_perm(Permission.AUDIT_TRAIL)
    assert (reverse("record:head") in links) == (role == Role.CHAIR)


@pytest.mark.parametrize(
    "change",
    [
        {"target_id": "9" * 39}, {"target_id": "x~"}, {"verb": "odd"}, {"details": ["a"]}, {"by_id": 99999},
        {"details": {"role": 3, "user": [[1]], "school_year": "x", "fields": 4, "rows": "many", "last_day": 5}},
        {"target_model": "people.nothing"}, {"actor": "?"}, {"details": {"user": 10**30, "rows": 10**30}},
    ],
)  # fmt: skip
def test_events_that_were_tampered_with_break_no_page(client, head, change):
    user = UserFactory()
    did(Verb.ACCOUNT_EDITED, user, head, fields=["title"])
    with tampering():
        AuditEvent.objects.update(**change)
    client.force_login(head)

    assert client.get(reverse("record:events")).status_code == 200
    assert client.get(BY_SLUG["account"].trail_of(user)).status_code == 200


def test_every_kind_is_a_kind_of_its_own():
    assert len(BY_SLUG) == len(KINDS) == len({kind.label for kind in KINDS})
