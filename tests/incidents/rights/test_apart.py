"""How a part went that is handed over apart is written down for those who may look through it, and for nobody else."""

import uuid

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.bundles import fetch_bundle, say_handed_apart
from incidents.actions.data_requests import add_to_request
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.reporting import Linked
from incidents.models import BundlePart, CasePerson, DataRequestEntry, RequestState
from incidents.walls import Standing
from people.models import User
from tests.incidents.made import again, report
from tests.incidents.pages import a_key, page_of, send, text_of
from todwick_portal.trail.kinds import BY_SLUG, trail_of

from .asked import Kind, bundled, checked, fresh, gathered, own, say

pytestmark = pytest.mark.django_db
Part = CasePerson.Part


@pytest.fixture
def waiting(school, dpo, wren, mother) -> BundlePart:
    """A part about the officer, who leads the request, not looked through yet."""
    linked = (
        Linked(Part.SUBJECT, Standing.STAFF, str(dpo), user=dpo),
        Linked(Part.AFFECTED, Standing.PUPIL, str(wren), pupil=wren),
    )
    report(school.reporter, *linked)
    return next(one for one in gathered(own(mother, pupil=wren), dpo) if one.is_apart)


@pytest.fixture
def part(school, waiting) -> BundlePart:
    """The same, frozen: the headteacher hands it over."""
    checked(waiting, school.head, school.chair)
    return fresh(waiting)


def typed(**changes: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {"form_key": a_key(), "on": today, "how": "Zqhowzq on paper", "to": "Zqtozq"} | changes


def say_so(part: BundlePart, by: User) -> DataRequestEntry:
    said = typed()
    return say_handed_apart(part=part, said=said, form_key=uuid.UUID(said.pop("form_key")), by=again(by))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": ""}, "Choose a day"),
        ({"on": "2027-01-01"}, "That day is still to come."),
        ({"on": "2026-01-01"}, "Check the day."),
        ({"how": " "}, "Write how."),
        ({"to": ""}, "Write to whom."),
    ],
)
def test_the_day_how_and_to_whom_are_asked_and_nothing_typed_is_lost(client, school, part, changed, said):
    response = send(client, school.head, "bundle-part-handing", part.public_id, **typed(**changed))

    assert response.status_code == 400 and said in text_of(response)
    assert "Zqhowzq" in response.content.decode() or "Zqtozq" in response.content.decode()
    assert not DataRequestEntry.objects.filter(kind=Kind.HANDED_APART).exists()


def test_it_stands_with_the_part_and_in_the_history_for_whoever_may_read_the_part(client, school, part):
    assert "Nobody has said yet" in text_of(page_of(client, school.head, "bundle-part", part.public_id))
    assert part.title in text_of(page_of(client, school.head, "bundle-parts"))

    send(client, school.head, "bundle-part-handing", part.public_id, **typed())

    assert "Zqhowzq" in text_of(page_of(client, school.head, "bundle-part", part.public_id))
    assert "Zqtozq" in text_of(page_of(client, school.chair, "bundle-part", part.public_id))
    history = text_of(page_of(client, school.head, "data-request", part.request.public_id))
    assert f"Handed over apart: {part.title}" in history and "Zqhowzq" in history
    assert part.title not in text_of(page_of(client, school.head, "bundle-parts"))
    known = AuditEvent.objects.about(part).filter(verb=Verb.RIGHTS_ADDED).get()
    assert known.by == school.head and known.details == {"part": "handed_apart"}


def test_whoever_leads_the_request_learns_nothing_of_it(client, school, dpo, part):
    def seen(user: User) -> list[str]:
        pages = [page_of(client, user, "data-request", part.request.public_id)]
        pages.append(page_of(client, user, "data-request-entry", part.request.public_id, "notes"))
        return [text_of(page) for page in pages]

    def told(user: User) -> list[str]:
        return [event.verb for event in trail_of(again(user), BY_SLUG["data-request"], part.request)]

    people = (dpo, school.office)
    for user in people:  # what opening it writes down is there before
        seen(user)
    before = [(seen(user), len(told(user))) for user in people]
    revision = fresh(part.request).revision
    say_so(part, school.head)

    assert [seen(user) for user in people] == [pages for pages, _ in before]
    assert all(Verb.RIGHTS_ADDED not in told(user) for user in people)
    assert fresh(part.request).revision == revision
    for user in people:
        assert page_of(client, user, "bundle-part-handing", part.public_id).status_code in (403, 404)
        with pytest.raises(NotAllowed):
            say_so(part, user)


def test_the_request_is_not_answered_by_it(school, dpo, part):
    say_so(part, school.head)

    with pytest.raises(WrongState, match="not handed over"):
        say(part.request, Kind.ANSWERED, dpo, on=timezone.localdate().isoformat(), text="So.")
    with pytest.raises(NotAllowed):  # nor is it said by the form of the request
        add_to_request(
            request=fresh(part.request), kind=Kind.HANDED_APART, said=typed(), form_key=uuid.uuid4(), by=again(dpo)
        )


def test_it_is_said_once_it_is_frozen_by_whoever_prepares_it_and_of_no_other_part(client, school, dpo, waiting):
    for by in (school.head, school.chair):
        assert page_of(client, by, "bundle-part-handing", waiting.public_id).status_code == 404
    checked(waiting, school.head, school.chair)

    assert page_of(client, school.head, "bundle-part-handing", waiting.public_id).status_code == 200
    assert page_of(client, school.chair, "bundle-part-handing", waiting.public_id).status_code == 404
    lists = waiting.request.parts.get(kind="lists")
    checked(lists, school.head, dpo)
    assert page_of(client, school.head, "bundle-part-handing", lists.public_id).status_code == 404


def test_it_is_said_after_the_request_was_answered_too_and_never_of_one_that_was_refused(client, school, dpo, part):
    checked(part.request.parts.get(kind="lists"), school.head, dpo)
    bundled(part.request, dpo)
    today = timezone.localdate().isoformat()
    say(part.request, Kind.HANDED, dpo, on=today, how="By post", to="The mother")
    say(part.request, Kind.ANSWERED, dpo, on=today, text="So.")
    assert say_so(part, school.head).part == part

    type(part.request).objects.filter(pk=part.request_id).update(state=RequestState.REFUSED)
    refused = send(client, school.head, "bundle-part-handing", part.public_id, **typed())
    assert refused.status_code == 409 and "was refused or taken back" in text_of(refused)
    assert "Zqhowzq" in refused.content.decode()


def test_sent_twice_it_is_said_once_and_without_an_answer_not_at_all(client, school, part):
    said = typed()
    for _ in range(2):
        send(client, school.head, "bundle-part-handing", part.public_id, **said)

    assert part.entries.count() == 1
    with pytest.raises(CannotBeSo):
        say_handed_apart(part=part, said=said | {"how": ""}, form_key=uuid.uuid4(), by=again(school.head))


def test_a_part_that_whoever_asked_fetched_waits_for_nobody_to_hand_it_over(client, school, mother, part):
    fetch_bundle(bundle=part.bundle, by=again(mother))

    assert part.title not in text_of(page_of(client, school.head, "bundle-parts"))
