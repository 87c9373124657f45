"""A parent stops a permission: at once, for good, and however often the answers are loaded again."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.actions import undo_import
from consent.actions.own import years_in_hand
from consent.effective import Status
from consent.faults import ConsentFault
from consent.models import ConsentResponse, Purpose, SurveyImport
from consent.own import own_children
from consent.register import register_on
from people.roles import Role
from tests.consent.given import SEPTEMBER, TODAY, answer, children, survey
from tests.consent.parents import mother, said, separated, september, status
from tests.consent.stops import NOON, purposes, stop
from tests.factories import PupilFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_stop_in_one_place_counts_on_the_next_question_and_leaves_the_others():
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(load, leanne)
    assert status(poppy) == Status.YES

    stop(leanne, "website")

    assert status(poppy) == Status.WITHDRAWN
    assert status(poppy, "newsletter") == Status.YES


def test_a_stop_everywhere_leaves_no_place():
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(load, leanne)

    count = stop(leanne)

    assert count == len(purposes())
    assert {status(poppy, slug) for slug in load.asked} == {Status.WITHDRAWN}


def test_a_stop_is_kept_as_this_parents_own_answer_with_who_when_and_how():
    _, poppy, leanne, _ = separated()

    stop(leanne, "website")

    kept = ConsentResponse.objects.latest("pk")
    assert (kept.survey.kind, kept.recorded_by, kept.respondent_name) == ("portal", leanne.user, leanne.name)
    assert (kept.answered_at, kept.answered_precision, kept.respondent_key) == (
        NOON,
        "second",
        "name:leanne cartwright",
    )
    assert [str(question) for question in kept.survey.questions.all()] == ["Stopped in the portal: Website"]
    assert AuditEvent.objects.filter(verb=Verb.PERMISSION_STOPPED, target_id=str(poppy.pk), by=leanne.user).count() == 1


def test_beside_the_other_parents_yes_it_is_a_conflict_and_nothing_goes_out():
    _, poppy, leanne, _ = separated()

    stop(leanne, "website")

    assert status(poppy) == Status.CONFLICT


@pytest.mark.parametrize("given", [SEPTEMBER, NOON - dt.timedelta(minutes=1)])
def test_no_later_load_revives_it_with_an_answer_given_before(given):
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(load, leanne)
    stop(leanne, "website")

    said(survey(file_name="Later.csv", applied=NOON), leanne, given=given, recorded=NOON)

    assert status(poppy) == Status.WITHDRAWN


def test_an_answer_the_same_parent_gives_later_counts_again():
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(load, leanne)
    stop(leanne, "website")

    later = NOON + dt.timedelta(hours=2)
    said(survey(file_name="Later.csv", applied=later), leanne, given=later, recorded=later)

    assert status(poppy) == Status.YES


def test_a_stop_before_any_survey_asked_stays_and_asks_nobody_else_anything():
    [poppy, wren] = children("Poppy", "Wren")
    leanne = mother(poppy)

    stop(leanne, "website")

    assert register_on([poppy, wren], TODAY, 2026).asked == []
    said(survey(applied=NOON), leanne, given=SEPTEMBER, recorded=NOON)
    assert status(poppy) == Status.NO or status(poppy) == Status.WITHDRAWN


def test_sent_twice_it_is_one_stop():
    _, _, leanne, _ = separated()
    token = uuid4()

    stop(leanne, "website", token=token)
    stop(leanne, "website", token=token)

    assert SurveyImport.objects.filter(kind="portal").count() == 1
    assert AuditEvent.objects.filter(verb=Verb.PERMISSION_STOPPED).count() == 1


def test_the_number_of_another_load_is_no_token():
    load, _, leanne, _ = separated()

    with pytest.raises(ConsentFault, match="Open My children again"):
        stop(leanne, "website", token=load.public_id)


def test_from_june_a_stop_holds_in_the_coming_year_too():
    assert years_in_hand(dt.date(2027, 5, 31)) == [2026]
    assert years_in_hand(dt.date(2027, 6, 1)) == [2026, 2027]
    assert years_in_hand(dt.date(2027, 8, 31)) == [2026, 2027]
    assert years_in_hand(dt.date(2027, 9, 1)) == [2027]


def test_a_stop_in_july_is_not_forgotten_on_the_first_of_september(monkeypatch):
    july = dt.datetime(2027, 7, 20, 19, 14, tzinfo=dt.UTC)
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(survey(year=2027, applied=july), leanne, given=july - dt.timedelta(days=30))
    monkeypatch.setattr(timezone, "now", lambda: july)

    stop(leanne, "website")

    first = dt.date(2027, 9, 1)
    website = Purpose.objects.get(slug="website")
    assert register_on([poppy], first).of(poppy, website).status == Status.WITHDRAWN


# --- what the page is made of


def test_own_answers_alone_are_shown_also_where_two_have_one_name():
    load = september()
    poppy = PupilFactory(code="3H", legal_forename="Poppy", legal_surname="Pike")
    senior = mother(poppy, "John Pike", relationship="Father")
    other = UserFactory(role=Role.PARENT, email="junior@families.example")
    junior = mother(poppy, "John Pike", user=other, relationship="Father")
    said(load, senior, "no", only=["website"])
    said(load, junior, "yes", only=["newsletter"])
    answer(load, poppy, "no", who="Somebody else")

    shown = [
        (place.purpose.slug, place.said.value)
        for child in own_children(junior.user, TODAY)
        for place in child.places
        if place.said
    ]

    assert shown == [("newsletter", "yes")]


@pytest.mark.parametrize("count", [1, 4])
def test_four_children_cost_as_many_queries_as_one(count, django_assert_max_num_queries):
    load = september()
    first, *others = (mother(pupil) if n == 0 else pupil for n, pupil in enumerate(children(*"ABCD"[:count])))
    for contact in [first, *(mother(pupil, user=first.user) for pupil in others)]:
        said(load, contact)

    with django_assert_max_num_queries(18):
        own_children(first.user, TODAY)


def test_the_office_cannot_take_a_parents_own_stop_back(office):
    _, _, leanne, _ = separated()
    stop(leanne, "website")

    with pytest.raises(ConsentFault, match="Only the parent"):
        undo_import(survey=SurveyImport.objects.get(kind="portal"), by=office)
