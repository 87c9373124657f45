"""A data breach about headteacher and data-protection officer at once: the chair of governors keeps it alone."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.actions.breach_clocks import remind_of_breaches
from incidents.actions.breaching import Opened, open_breach, out_of
from incidents.actions.clocks import running_since
from incidents.actions.faults import CannotBeSo, NotAllowed
from incidents.actions.people import link_person
from incidents.breach_mails import readers_of_breach
from incidents.breach_words import clock_of
from incidents.kinds import Kind as IncidentKind
from incidents.models import BreachAbout, BundlePart, DataBreach
from incidents.retention_kinds import BREACHES
from incidents.rights.gathering import gather
from incidents.rights.leading import second_of_breach, to_prepare
from incidents.steps import Proposed
from people.models import Notification
from people.roles import Role
from tests.factories import PupilFactory, UserFactory
from tests.incidents.rights.asked import known_person, received
from tests.mornings import mails_at

from .breached import RISK, Kind, breach, decided_not, fresh, say
from .made import about, again, report
from .pages import a_key, page_of, send, text_of

pytestmark = pytest.mark.django_db
TWO = ("head", "officer")


@pytest.fixture
def officer(school):
    return UserFactory(role=Role.DPO)


@pytest.fixture
def case(school, officer):
    """A picture without permission, about both."""
    return report(school.reporter, about(school.head), about(officer), kind=IncidentKind.PHOTO_UNPERMITTED)


@pytest.fixture
def held(school, case):
    """Its record, opened by the chair, who owns the incident."""
    return open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.chair), case=case)


@pytest.fixture
def by_hand(school, officer):
    """Opened by the headteacher, about both."""
    return breach(school.head, about=BreachAbout.BOTH)


def seen_by(user) -> list[str]:
    return [one.reference for one in DataBreach.objects.visible_to(again(user))]


def told_of(found) -> set[int]:
    return set(Notification.objects.filter(subject__startswith=found.reference).values_list("user", flat=True))


# --- who reads it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["held", "by_hand"])
def test_the_chair_alone_reads_it_and_is_told_by_its_reference(request, school, officer, which):
    found = request.getfixturevalue(which)

    assert seen_by(school.chair) == [found.reference] and readers_of_breach(found) == [school.chair]
    for user in (school.head, officer, school.dsl, school.vice_chair, school.clerk, school.office, school.governor):
        assert seen_by(user) == []
    assert told_of(found) <= {school.chair.pk}
    [*mails] = Notification.objects.filter(subject__startswith=found.reference)
    assert all(found.title not in mail.subject + mail.body for mail in mails)


def test_opened_by_one_of_the_two_it_is_told_to_the_chair(school, by_hand):
    assert told_of(by_hand) == {school.chair.pk}


def test_who_comes_after_the_headteacher_does_not_read_it_either(school, officer, held, by_hand):
    deputy, other_officer = UserFactory(role=Role.HEAD), UserFactory(role=Role.DPO)

    assert seen_by(deputy) == []
    assert by_hand.reference not in seen_by(other_officer)


def test_another_officer_who_is_not_in_it_keeps_the_one_of_the_incident(school, officer, held):
    """As where it is about the headteacher alone."""
    other = UserFactory(role=Role.DPO)

    assert seen_by(other) == [held.reference]
    assert seen_by(school.chair) == seen_by(officer) == []


def test_when_the_officer_has_left_it_stays_with_the_chair_until_somebody_else_is_in_the_post(school, officer, held):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    officer.assignments.update(starts_on=yesterday, ends_on=yesterday)
    assert seen_by(school.chair) == [held.reference]

    assert seen_by(UserFactory(role=Role.DPO)) == [held.reference]


@pytest.mark.parametrize("which", ["", "head", "dpo"])
def test_the_chair_reads_no_other(school, officer, which):
    breach(school.head, about=BreachAbout(which))

    assert seen_by(school.chair) == []


@pytest.mark.parametrize("who", TWO)
def test_one_out_of_an_incident_about_one_of_the_two_is_for_the_other(school, officer, who):
    subject, other = (school.head, officer) if who == "head" else (officer, school.head)
    case = report(school.reporter, about(subject), kind=IncidentKind.PHOTO_UNPERMITTED)
    owner = school.chair if who == "head" else school.head
    found = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(owner), case=case)

    assert seen_by(other) == [found.reference] and seen_by(subject) == seen_by(school.chair) == []


def test_when_the_second_of_the_two_is_named_later_it_goes_to_the_chair_with_the_next_request(school, officer):
    case = report(school.reporter, about(school.head), kind=IncidentKind.PHOTO_UNPERMITTED)
    found = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.chair), case=case)
    assert seen_by(officer) == [found.reference]

    link_person(case=case, linked=about(officer), by=again(school.chair))

    assert seen_by(officer) == [] and seen_by(school.chair) == [found.reference]


def test_where_the_chair_is_in_it_too_nothing_is_kept_and_whoever_owns_it_judges_on_the_incident(school, officer):
    people = about(school.head), about(officer), about(school.chair)
    case = report(school.reporter, *people, kind=IncidentKind.PHOTO_UNPERMITTED)
    assert case.owner_role == Role.CLERK

    with pytest.raises(CannotBeSo, match="Judge it yourself, on the incident"):
        open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.clerk), case=case)

    assert not DataBreach.objects.exists()
    assert running_since(case) == case.reported_at
    assert case.steps.filter(key=Proposed.JUDGE_FOR_THE_ICO).exists()


# --- the chair deals with it ---------------------------------------------------------------------------------------


def test_the_same_72_hours_run_and_the_chair_alone_is_reminded_without_a_name(school, officer, case, held):
    assert (held.aware_at, held.is_running) == (case.reported_at, True)
    assert clock_of(held, held.aware_at).hours == 72
    for hours in (24, 48, 70):
        Notification.objects.all().delete()
        with time_machine.travel(held.aware_at + dt.timedelta(hours=hours, minutes=1), tick=False):
            assert remind_of_breaches() == 1
        assert told_of(held) == {school.chair.pk}
        [mail] = Notification.objects.filter(subject__startswith=held.reference)
        assert not {school.head.surname, officer.surname} & set((mail.subject + mail.body).split())


def test_it_stands_in_the_morning_mail_of_the_chair_alone(school, officer, held):
    mails = mails_at(timezone.now() + dt.timedelta(days=1))

    named = {user.pk for user, mail in mails.items() if held.reference in mail.subject + mail.body}
    assert named == {school.chair.pk}


def test_the_chair_says_all_of_it_to_the_end_and_the_step_of_the_incident_is_done(school, case, held):
    decided_not(held, school.chair)
    say(held, Kind.CLOSED, school.chair, text="Nothing came of it.")

    assert not fresh(held).is_open
    assert case.steps.get(key=Proposed.JUDGE_FOR_THE_ICO).done_by == school.chair


@pytest.mark.parametrize("who", TWO)
@pytest.mark.parametrize("which", ["held", "by_hand"])
def test_neither_of_the_two_says_anything_of_it(request, school, officer, which, who):
    found, user = request.getfixturevalue(which), school.head if who == "head" else officer

    with pytest.raises(NotAllowed):
        say(found, Kind.ASSESSED, user, **RISK)


# --- its pages -----------------------------------------------------------------------------------------------------


def test_the_chair_opens_one_by_hand_which_is_about_both_and_none_about_anything_else(client, school, officer):
    for which in (BreachAbout.NOBODY, BreachAbout.HEAD, BreachAbout.DPO):
        with pytest.raises(NotAllowed):
            opened = Opened("A list", timezone.now(), which)
            open_breach(opened=opened, form_key=uuid.uuid4(), by=again(school.chair))
    form = page_of(client, school.chair, "breach-new")
    assert 'name="about"' not in form.text
    assert "what is about the headteacher and the data-protection officer at once" in text_of(form)

    sent = send(
        client, school.chair, "breach-new", title="Answers of one class by mail", aware_on=f"{timezone.localdate()}",
        aware_time="00:01", form_key=a_key(),
    )  # fmt: skip

    found = DataBreach.objects.get()
    assert (sent["Location"], found.about) == (found.get_absolute_url(), "both")
    said = text_of(client.get(found.get_absolute_url()))
    assert "The headteacher and the data-protection officer" in said and str(school.chair) in said
    assert "Those about the headteacher and the data-protection officer at once" in text_of(
        page_of(client, school.chair, "breaches")
    )


@pytest.mark.parametrize("who", TWO)
def test_whoever_of_the_two_opens_one_about_both_comes_to_the_start_page_and_never_finds_it(
    client, school, officer, who
):
    user = school.head if who == "head" else officer
    sent = send(
        client, user, "breach-new", title="Our own mail", aware_on=f"{timezone.localdate()}", aware_time="00:01",
        about="both", form_key=a_key(),
    )  # fmt: skip

    found = DataBreach.objects.get()
    assert sent["Location"] == reverse("dashboard")
    assert client.get(found.get_absolute_url()).status_code == 404
    assert "There is none." in text_of(client.get(reverse("incidents:breaches")))


def test_the_list_of_the_chair_costs_as_many_queries_for_three_as_for_one(client, school, by_hand):
    def queries() -> int:
        client.force_login(again(school.chair))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("incidents:breaches")).status_code == 200
        return len(found)

    queries()
    of_one = queries()
    for _ in range(2):
        breach(school.head, about=BreachAbout.BOTH)

    assert queries() == of_one


# --- a copy of a child's data, and its end -------------------------------------------------------------------------


def test_in_a_copy_of_a_childs_data_it_is_a_part_apart_that_the_chair_looks_through(school, officer, by_hand):
    pupil = PupilFactory()
    by_hand.pupils.create(pupil=pupil, added_by=school.chair)
    request = known_person(received(school.office, asked_as="parent"), officer, pupil=pupil)
    [gathered] = [one for one in gather(request) if one.kind == BundlePart.Kind.BREACH]
    assert gathered.is_apart

    part = request.parts.create(kind="breach", breach=by_hand, is_apart=True)
    readers = [
        user for user in (school.head, officer, school.chair, school.dsl)
        if BundlePart.objects.readable_by(again(user)).filter(pk=part.pk).exists()
    ]  # fmt: skip

    assert readers == [school.chair] and school.chair in to_prepare(part)
    assert second_of_breach(by_hand, {school.chair.pk}) == Role.VICE_CHAIR


def test_to_have_it_destroyed_the_chair_asks_and_the_vice_chair_confirms_and_no_record_of_it_is_for_the_two(
    school, officer, held, by_hand
):
    for found in (held, by_hand):
        assert [user for user in (school.head, officer, school.chair) if BREACHES.may_ask(again(user), found)] == [
            school.chair
        ]
        role, people = BREACHES.second(found, school.chair)
        assert (role, list(people)) == (Role.VICE_CHAIR, [school.vice_chair])
        assert BREACHES.readers(found) == {"chair"}
