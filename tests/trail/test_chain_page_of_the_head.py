"""The head asks whether the record is whole, and learns nothing of how long it is: each act adds an event, one with an
incident about the head too."""

import re

import pytest
from django.urls import reverse

from audit.checking import check_chain
from audit.models import AuditEvent, ChainCheck
from people.models import RoleAssignment
from people.roles import Role
from tests import html
from tests.audit.events import write_events
from tests.factories import UserFactory
from tests.trail.events import cut_off, tampering
from todwick_portal.trail import jobs, views

pytestmark = pytest.mark.django_db
CHAIN, CHECK, EVENTS = (reverse(f"record:{name}") for name in ("chain", "check", "events"))
DAY_AND_HOUR = re.compile(r"\d{1,2} \w+ \d{4}(, \d\d:\d\d)?")


def _text(answer) -> str:
    return html.Page(answer.content.decode()).text


def _numbers(answer) -> list[str]:
    """The figures in the page's own part that are no day and no hour, nor how long a seal is."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    shown = DAY_AND_HOUR.sub("", html.Page(main).text).replace("64 letters and figures", "")
    return re.findall(r"\d+", shown)


@pytest.fixture
def at_the_page(client, head):
    client.force_login(head)
    return client


def test_the_head_reads_that_it_is_whole_and_when_it_was_checked_without_a_number(at_the_page):
    for _ in range(2):
        write_events(5)
        answer = at_the_page.post(CHECK, follow=True)

    check = ChainCheck.objects.first()
    assert "Whole. Every event holds." in _text(answer)
    assert f"{check.at:%Y}" in _text(answer)
    assert check.head not in answer.content.decode()
    assert _numbers(answer) == []


def test_the_page_is_the_same_however_many_events_there_are(at_the_page):
    write_events(5)
    check_chain(by=None)
    before = _text(at_the_page.get(CHAIN))
    ChainCheck.objects.update(events=7, head="f" * 64)
    write_events(3)

    assert _text(at_the_page.get(CHAIN)) == before


def test_a_broken_record_is_said_to_be_broken_without_a_number(at_the_page):
    write_events(5)
    with tampering():
        AuditEvent.objects.filter(sequence=3).update(target_id="changed")

    for _ in range(2):  # as the last check, and among those before
        answer = at_the_page.post(CHECK, follow=True)

    assert "It does not hold." in _text(answer) and "The chair of governors sees where." in _text(answer)
    assert _numbers(answer) == []


def test_a_kept_seal_is_compared_without_the_number_of_its_event(at_the_page):
    seal = write_events(5)[3].seal
    before = at_the_page.post(CHAIN, {"seal": seal})
    check_chain(by=None)
    after = at_the_page.post(CHAIN, {"seal": seal})
    cut_off(3)
    gone = at_the_page.post(CHAIN, {"seal": seal})

    assert "This seal is in the record. Check the record now" in _text(before)
    assert "This seal is in the record. Nothing up to it was changed or taken out." in _text(after)
    assert "This seal is not in the record." in _text(gone)
    for answer in (before, after, gone):
        # the seal itself stands in the box where it was pasted
        assert _numbers(answer) == []


def test_while_a_long_record_is_read_no_number_is_said(at_the_page, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(views, "LONG", 4)
    write_events(5)

    answer = at_the_page.post(CHECK, follow=True)

    assert "The portal reads the record now." in _text(answer) and jobs.is_checking()
    assert _numbers(answer) == []


@pytest.mark.parametrize(("role", "reads"), [(Role.HEAD, False), (Role.CHAIR, True)])
def test_in_the_list_of_what_happened_a_check_says_how_long_it_was_to_the_chair_alone(client, role, reads):
    write_events(5)
    check_chain(by=None)
    client.force_login(UserFactory(role=role))

    text = _text(client.get(EVENTS))

    assert "ecord checked" in text
    assert ("5 events read" in text) == reads


def test_a_chair_who_is_head_as_well_reads_no_number_either(client):
    write_events(5)
    check_chain(by=None)
    both = UserFactory(role=Role.CHAIR)
    RoleAssignment.objects.create(user=both, role=Role.HEAD, is_cover=True)
    client.force_login(both)

    assert "Every event holds." in _text(client.get(CHAIN))
    assert _numbers(client.get(CHAIN)) == []
    assert "events read" not in _text(client.get(EVENTS))
