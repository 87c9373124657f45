"""Whether permission existed at the moment a picture was posted: by what the portal knew then (policy A11)."""

import datetime as dt

import pytest
import time_machine

from consent.effective import Status
from incidents.actions.reporting import Linked
from incidents.kinds import Kind, Place
from incidents.models import Case, CasePerson
from incidents.permission_then import Then, permission_then
from incidents.walls import Standing
from tests.consent.checked import checked
from tests.consent.given import SEPTEMBER, answer, children, survey
from tests.consent.parents import mother

from .made import again, report
from .pages import page_of, text_of

OCTOBER = dt.datetime(2026, 10, 14, 9, tzinfo=dt.UTC)
THAT_DAY = dt.date(2026, 10, 9)


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel(OCTOBER):
        yield


@pytest.fixture
def wren(db):
    """A child whose mother said yes to everything in September."""
    with time_machine.travel(SEPTEMBER, tick=False):
        [child] = children("Wren")
        contact = mother(child)
        load = survey()
        answer(load, child, who=contact.name)
    return child, load, contact


def _posted(school, child, at: dt.time | None, **more) -> Case:
    linked = Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, str(child), pupil=child)
    facts = {"kind": Kind.PHOTO_UNPERMITTED, "place": Place.ONLINE, "platform": "X (Twitter)"}
    return report(school.reporter, linked, happened_on=THAT_DAY, happened_at=at, **{**facts, **more})


def _then(case: Case, user) -> Then | None:
    return permission_then(case.incident, list(case.people.select_related("pupil")), user)


def _on_x(case: Case, user) -> Status:
    [child] = _then(case, user).children
    return next(place for place in child.places if place.is_meant).then.status


def test_a11_a_yes_taken_back_at_noon_counted_in_the_morning_and_not_in_the_afternoon(school, wren):
    child, load, contact = wren
    noon = dt.datetime(2026, 10, 9, 11, 0, tzinfo=dt.UTC)
    answer(load, child, "no", who=contact.name, given=noon, record=3)

    assert _on_x(_posted(school, child, dt.time(9, 0)), school.head) is Status.YES
    assert _on_x(_posted(school, child, dt.time(15, 0)), school.head) is Status.WITHDRAWN
    assert _on_x(_posted(school, child, None), school.head) is Status.WITHDRAWN


def test_a11_what_was_answered_then_and_known_only_later_stands_beside_it(client, school, wren):
    child, load, contact = wren
    before = dt.datetime(2026, 10, 8, 9, 0, tzinfo=dt.UTC)
    later = dt.datetime(2026, 10, 12, 9, 0, tzinfo=dt.UTC)
    answer(load, child, "no", who=contact.name, given=before, recorded=later, record=4)
    case = _posted(school, child, None)

    [found] = _then(case, school.head).children
    place = next(place for place in found.places if place.is_meant)

    assert (place.then.status, place.since.status) == (Status.YES, Status.WITHDRAWN)
    said = text_of(page_of(client, school.head, "incident", case.public_id))
    assert "At the end of 9 October 2026, since no hour is known" in said
    assert "X (Twitter) : Yes" in said
    assert "Known since: Stopped" in said


def test_a11_the_checks_recorded_before_it_are_named_and_none_of_later(client, school, wren):
    child, *_ = wren
    with time_machine.travel(dt.datetime(2026, 10, 8, 9, tzinfo=dt.UTC)):
        before = checked(school.colleague, [child])
    after = checked(school.colleague, [child])
    case = _posted(school, child, dt.time(9, 0))

    said = text_of(page_of(client, school.head, "incident", case.public_id))

    assert before.code in said
    assert after.code not in said


def test_a11_whoever_does_not_read_the_full_record_is_shown_none_of_it(client, school, wren):
    child, *_ = wren
    case = _posted(school, child, None)
    assert "Did permission exist?" in text_of(page_of(client, school.dsl, "incident", case.public_id))

    client.force_login(school.head)
    client.post(f"/incidents/{case.public_id}/dealing/new/", {"user": school.handler.pk})
    said = text_of(page_of(client, again(school.handler), "incident", case.public_id))

    assert "Several messages" in said
    assert "Did permission exist?" not in said


def test_a11_only_of_an_incident_with_a_picture(school, wren):
    child, *_ = wren

    assert _then(_posted(school, child, None, kind=Kind.COMMENT), school.head) is None
