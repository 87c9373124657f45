"""A request about data: received, asked back, put off, refused, answered; and who reads it."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.data_requests import say_whose
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.models import DataRequest, RequestState, Right
from people.models import DataRestriction, Notification, SchoolSetting
from people.roles import Role
from people.settings import Key
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import again

from .asked import AskedAs, Kind, fresh, mother_of, own, received, say

pytestmark = pytest.mark.django_db


def seen_by(user) -> list[str]:
    return [one.reference for one in DataRequest.objects.visible_to(again(user))]


def test_the_month_runs_from_the_day_it_came_whichever_way(school, dpo):
    found = received(school.office, way=DataRequest.Way.PERSON, received_on=dt.date(2026, 9, 14))

    assert found.due_on == dt.date(2026, 10, 14)
    assert found.state == RequestState.NEW


def test_an_educational_record_has_15_school_days(school, dpo):
    found = received(school.office, right=Right.RECORD, asked_as=AskedAs.PARENT)

    assert found.due_on == dt.date(2026, 10, 7)


def test_in_an_academy_nobody_asks_for_an_educational_record_and_one_asked_for_before_goes_on(school, dpo):
    before = received(school.office, right=Right.RECORD, asked_as=AskedAs.PARENT)
    wren = PupilFactory()
    mother = mother_of(wren)
    SchoolSetting.objects.create(key=Key.IS_ACADEMY, value="yes")

    with pytest.raises(CannotBeSo, match="maintained schools"):
        received(school.office, right=Right.RECORD, asked_as=AskedAs.PARENT)
    with pytest.raises(CannotBeSo, match="maintained schools"):
        own(mother, right=Right.RECORD, pupil=wren)

    say(before, Kind.NOTE, school.office, text="It is nearly ready.")
    assert fresh(before).due_on == dt.date(2026, 10, 7)


def test_sent_twice_it_is_one(school, dpo):
    form = received(school.office)
    again_sent = DataRequest.objects.get(form_key=form.form_key)

    assert again_sent == form and DataRequest.objects.count() == 1


def test_who_is_to_hear_of_it_is_told_by_reference_alone(school, dpo):
    found = received(school.office)

    mails = Notification.objects.filter(subject__startswith=found.reference)
    assert set(mails.values_list("user", flat=True)) == {dpo.pk, school.head.pk}
    assert all("Ashdown" not in mail.subject + mail.body for mail in mails)
    assert set(mails.values_list("kind", flat=True)) == {"case"}  # on no page of mails


@pytest.mark.parametrize("name", ["dsl", "vice_chair", "clerk", "governor", "reporter", "chair"])
def test_nobody_else_reads_the_register(school, dpo, name):
    received(school.office)

    assert seen_by(getattr(school, name)) == []


def test_what_the_headteacher_asks_is_the_officers_and_no_head_reads_it(school, dpo):
    found = own(school.head)
    deputy = UserFactory(role=Role.HEAD)

    assert seen_by(school.head) == seen_by(deputy) == []
    assert seen_by(dpo) == [found.reference]


def test_what_the_officer_asks_is_led_by_the_chair(school, dpo):
    found = own(dpo)

    assert found.leader_role == Role.CHAIR
    assert seen_by(dpo) == []
    assert seen_by(school.chair) == seen_by(school.head) == [found.reference]


def test_a_parent_in_the_office_reads_nothing_about_their_own_child(school, dpo):
    pupil = PupilFactory()
    PupilContactFactory(pupil=pupil, user=school.office)
    found = received(school.head)
    say_whose(request=found, by=again(dpo), pupil=None, user=None)
    DataRequest.objects.filter(pk=found.pk).update(about_pupil=pupil)

    assert seen_by(school.office) == []
    assert seen_by(school.head) == [found.reference]


@pytest.mark.parametrize("name", ["The headteacher", "{head}"])
def test_a_name_that_may_mean_the_head_keeps_it_from_the_head_until_somebody_says_who_it_is(school, dpo, name):
    found = received(school.office, about_name=name.format(head=school.head), asker_name="Somebody")
    assert seen_by(school.head) == []
    assert seen_by(dpo) == [found.reference]

    say_whose(request=found, by=again(dpo), user=school.reporter)

    assert seen_by(school.head) == [found.reference]


@pytest.mark.parametrize("name", ["{0.title} {0.surname}", "{0.forename} {0.surname}", "the data-protection officer"])
@pytest.mark.parametrize("what", ["about_name", "asker_name"])
def test_a_name_that_may_mean_the_officer_keeps_it_from_the_officer_and_the_chair_leads(school, dpo, name, what):
    held = received(school.office, **{what: name.format(dpo)})

    assert not DataRequest.objects.visible_to(dpo).exists()
    assert held.leader_role == Role.CHAIR and DataRequest.objects.visible_to(school.chair).exists()


def test_once_it_is_said_to_be_the_heads_data_the_head_reads_it_no_more(school, dpo):
    found = received(school.office, about_name="Somebody in school")
    assert seen_by(school.head) == [found.reference]

    say_whose(request=found, by=again(dpo), user=school.head)

    assert seen_by(school.head) == []


def test_where_the_officer_is_a_parent_of_the_child_the_chair_leads(school, dpo):
    pupil = PupilFactory()
    PupilContactFactory(pupil=pupil, user=dpo)
    found = own(mother_of(pupil), pupil=pupil)

    assert found.leader_role == Role.CHAIR
    assert seen_by(dpo) == [] and seen_by(school.chair) == [found.reference]


def test_asked_who_they_are_the_month_begins_when_they_have_shown_it(school, dpo):
    found = received(school.office, received_on=dt.date(2026, 9, 14))
    say(found, Kind.IDENTITY_ASKED, school.office, on="2026-09-14", how="A call back")
    assert fresh(found).due_on is None and fresh(found).state == RequestState.ASKED

    say(found, Kind.IDENTITY, school.office, how="call", on="2026-09-16")

    assert fresh(found).due_on == dt.date(2026, 10, 16)
    assert fresh(found).state == RequestState.WORKING


def test_asked_what_is_meant_the_clock_stands_still(school, dpo):
    found = received(school.office, received_on=dt.date(2026, 9, 10))
    say(found, Kind.SCOPE_ASKED, school.office, on="2026-09-11", what="Which year?")
    assert fresh(found).due_on is None

    say(found, Kind.SCOPE, school.office, on="2026-09-16", what="This one.")

    assert fresh(found).paused_days == 5
    assert fresh(found).due_on == dt.date(2026, 10, 15)


def test_the_15_school_days_stand_still_for_nothing(school, dpo):
    found = received(school.office, right=Right.RECORD)

    with pytest.raises(WrongState, match="do not stand still"):
        say(found, Kind.SCOPE_ASKED, school.office, on="2026-09-16", what="Which year?")


def test_it_is_put_off_once_and_only_told_within_the_first_month(school, dpo):
    found = received(school.office, received_on=dt.date(2026, 9, 14))
    with time_machine.travel(dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)), pytest.raises(CannotBeSo) as fault:
        say(found, Kind.EXTENDED, school.office, reason="Many files", told_on="2026-10-20")
    assert fault.value.field == "told_on"

    say(found, Kind.EXTENDED, school.office, reason="Many files", told_on="2026-09-16")

    assert fresh(found).due_on == dt.date(2026, 12, 14)
    with pytest.raises(WrongState, match="once"):
        say(found, Kind.EXTENDED, school.office, reason="More files", told_on="2026-09-16")


def test_a_refusal_says_that_they_may_complain(school, dpo):
    found = received(school.office)
    typed = {"ground": "may_not", "reason": "No parental responsibility.", "told_on": "2026-09-16"}
    with pytest.raises(CannotBeSo) as fault:
        say(found, Kind.REFUSED, dpo, told_rights=False, **typed)
    assert fault.value.field == "told_rights"

    say(found, Kind.REFUSED, dpo, told_rights=True, **typed)

    assert fresh(found).state == RequestState.REFUSED
    assert fresh(found).answered_on == timezone.localdate()


def test_nothing_more_is_said_of_one_that_is_over_but_a_note(school, dpo):
    found = received(school.office)
    say(found, Kind.WITHDRAWN, dpo, on="2026-09-16", reason="They rang.")

    with pytest.raises(WrongState, match="is over"):
        say(found, Kind.ANSWERED, dpo, on="2026-09-16", text="No.")
    assert say(found, Kind.NOTE, dpo, text="They rang again.")


def test_a_day_before_it_came_or_to_come_is_refused(school, dpo):
    found = received(school.office)

    for day in ("2026-09-15", "2026-09-17"):
        with pytest.raises(CannotBeSo) as fault:
            say(found, Kind.IDENTITY, school.office, how="known", on=day)
        assert fault.value.field == "on"


def test_a_parent_asks_for_a_child_with_parental_responsibility_alone(school, dpo):
    pupil = PupilFactory()
    mother = mother_of(pupil)
    stranger = UserFactory(role=Role.PARENT)
    PupilContactFactory(pupil=pupil, user=stranger, has_parental_responsibility=False)

    assert own(mother, pupil=pupil).may_ask is True
    with pytest.raises(NotAllowed):
        own(stranger, pupil=pupil)


def test_a_parent_under_a_court_order_asks_for_nothing_and_nobody_says_that_they_may(school, dpo):
    pupil = PupilFactory()
    PupilContactFactory(pupil=pupil, name="Mr Tom Ashdown", gets_nothing=True)
    found = received(school.office, asked_as=AskedAs.PARENT, asker_name="Tom Ashdown", about_name=str(pupil))
    say_whose(request=found, by=again(school.office), pupil=pupil)

    with pytest.raises(CannotBeSo, match="court order"):
        say(found, Kind.MAY_ASK, school.office, may=True, reason="The list says so.", child="")


def test_the_reference_of_a_complaint_leads_to_it_and_tells_nobody_whether_there_is_one(school, dpo):
    case = complain()

    known = received(school.office, about_reference=case.reference.lower())
    unknown = received(school.office, about_reference="COM-2627-ZZZZ")

    assert known.about_case == case and unknown.about_case is None
    assert seen_by(school.office) == [unknown.reference, known.reference]


def test_a_restriction_stands_beside_the_child_until_it_ends(school, dpo):
    pupil = PupilFactory()
    found = own(mother_of(pupil), Right.RESTRICT, pupil=pupil)
    say(found, Kind.RESTRICTED, school.office, scope="The permission of this year")
    assert list(pupil.restrictions.running().values_list("reference", flat=True)) == [found.reference]

    say(found, Kind.LIFTED, school.office, reason="It is settled. They were told.", pictures="answered")

    assert not DataRestriction.objects.running().exists()
    with pytest.raises(WrongState):
        say(found, Kind.LIFTED, school.office, reason="Again", pictures="answered")


def test_each_thing_is_recorded_without_a_word_of_what_was_typed(school, dpo):
    found = received(school.office, words="About Xylograph.")
    say(found, Kind.NOTE, dpo, text="Xylograph again")

    events = list(AuditEvent.objects.about(found))
    assert [event.verb for event in events] == [Verb.RIGHTS_RECEIVED, Verb.RIGHTS_ADDED]
    assert all("Xylograph" not in str(event.details) for event in events)
