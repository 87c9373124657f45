"""A report is put before whoever it is for in the same request, once, and before nobody else."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.drafts import save_draft
from incidents.actions.faults import CannotBeSo, NobodyLeft
from incidents.actions.reporting import report_incident
from incidents.kinds import Kind, Place
from incidents.models import Case, ReportDraft, State
from incidents.walls import Standing, Wall
from people.models import Notification, RoleAssignment
from people.roles import Role
from tests.factories import PupilFactory, UserFactory

from .made import about, again, report, reported


def test_a_new_report_goes_to_the_head_and_to_nobody_else_but_the_safeguarding_lead(school):
    case = report(school.reporter)

    assert (case.wall, case.owner_role, case.state) == (Wall.PUPIL, Role.HEAD, State.NEW)
    others = (school.chair, school.vice_chair, school.clerk, school.colleague, school.office, school.governor)
    assert list(Case.objects.visible_to(school.head)) == [case]
    assert list(Case.objects.visible_to(school.dsl)) == [case]
    assert not any(Case.objects.visible_to(other).exists() for other in others)
    assert list(Case.objects.reported_by_and_visible_to(school.reporter)) == [case]


def test_a_report_about_the_head_is_for_the_chair_and_the_head_is_told_nothing(school):
    case = report(school.reporter, about(school.head, Standing.HEAD))

    assert (case.wall, case.owner_role) == (Wall.HEAD, Role.CHAIR)
    assert list(Case.objects.visible_to(school.chair)) == [case]
    assert not Case.objects.visible_to(school.head).exists()
    assert list(Notification.objects.values_list("user", flat=True)) == [school.chair.pk]


def test_the_head_named_as_a_parent_is_the_head_all_the_same(school):
    case = report(school.reporter, about(school.head, Standing.PARENT))

    assert case.wall == Wall.HEAD


def test_a_report_about_a_governor_is_for_the_clerk_and_about_the_chair_for_the_vice_chair(school):
    of_a_governor = report(school.reporter, about(school.governor, Standing.GOVERNOR))
    of_the_chair = report(school.reporter, about(school.chair, Standing.CHAIR))

    assert of_a_governor.owner_role == Role.CLERK
    assert of_the_chair.owner_role == Role.VICE_CHAIR
    assert not Case.objects.visible_to(school.chair).exists()


def test_with_no_vice_chair_a_report_about_the_chair_is_for_the_clerk(school):
    RoleAssignment.objects.filter(role=Role.VICE_CHAIR).delete()

    assert report(school.reporter, about(school.chair, Standing.CHAIR)).owner_role == Role.CLERK


def test_a_report_that_nobody_could_read_is_not_kept_and_says_whom_to_ring(school):
    people = (about(school.head, Standing.HEAD), about(school.chair, Standing.CHAIR), about(school.clerk))

    with pytest.raises(NobodyLeft, match="LADO"):
        report(school.reporter, *people)

    assert not Case.objects.exists()
    assert not AuditEvent.objects.filter(verb=Verb.INCIDENT_REPORTED).exists()


def test_a_mail_of_a_report_has_its_reference_and_nothing_that_was_typed(school):
    case = report(school.reporter, about(school.colleague), title="Canarytitle", words="Canarywords")

    mail = Notification.objects.get()
    assert mail.user == school.head
    assert case.reference in mail.subject
    assert not any(word in mail.subject + mail.body for word in ("Canary", school.colleague.surname))


def test_the_same_form_sent_twice_is_one_case(school):
    key = uuid.uuid4()
    first = report_incident(reported=reported(), form_key=key, by=school.reporter)

    assert report_incident(reported=reported(), form_key=key, by=school.reporter) == first
    assert Case.objects.count() == 1
    assert AuditEvent.objects.filter(verb=Verb.INCIDENT_REPORTED).count() == 1


def test_a_self_report_is_confirmed_and_not_visible_afterwards(school):
    case = report(school.reporter, is_self_report=True)

    assert case.wall == Wall.STAFF
    assert not Case.objects.reported_by_and_visible_to(school.reporter).exists()
    assert list(Case.objects.visible_to(school.head)) == [case]


def test_criticism_by_a_parent_is_not_recorded(school):
    with pytest.raises(CannotBeSo, match="Criticism"):
        report(school.reporter, is_post_of_a_parent=True)

    assert not Case.objects.exists()


def test_what_is_more_than_criticism_is_recorded(school):
    assert report(school.reporter, is_post_of_a_parent=True, beyond_criticism=["threat"]).pk


def test_a_day_to_come_and_empty_words_are_refused(school):
    with pytest.raises(CannotBeSo, match="day"):
        report(school.reporter, happened_on=timezone.localdate() + dt.timedelta(days=1))
    with pytest.raises(CannotBeSo, match="what happened"):
        report(school.reporter, words="  ")


def test_A6_lesson_time_is_known_by_itself_and_may_be_corrected(school):
    today = timezone.localdate()
    morning = report(school.reporter, happened_on=today, happened_at=dt.time(10, 15))
    evening = report(school.reporter, happened_on=today - dt.timedelta(days=1), happened_at=dt.time(17, 0))
    corrected = report(school.reporter, happened_on=today, happened_at=dt.time(10, 15), in_lessons=False)

    assert [case.incident.in_lessons for case in (morning, evening, corrected)] == [True, False, False]


def test_D3_online_in_the_evening_is_outside_school_hours_and_in_school_never_is(school):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    evening = {"happened_on": yesterday, "happened_at": dt.time(19, 30)}
    online = report(school.reporter, place=Place.ONLINE, **evening)
    club = report(school.reporter, place=Place.IN_SCHOOL, **evening)

    assert (online.incident.is_out_of_hours, club.incident.is_out_of_hours) == (True, False)


def test_a_danger_is_marked_as_safeguarding_and_the_lead_is_told(school):
    case = report(school.reporter, about(school.colleague), child_at_risk=True)

    assert case.is_safeguarding
    assert set(Notification.objects.values_list("user", flat=True)) == {school.head.pk, school.dsl.pk}


def test_the_draft_of_a_form_is_gone_when_it_is_sent(school):
    key = uuid.uuid4()
    save_draft(user=school.reporter, form_key=key, typed={"words": "half a sentence"})

    report_incident(reported=reported(), form_key=key, by=school.reporter)

    assert not ReportDraft.objects.exists()


def test_ai_altered_pictures_have_their_own_steps(school):
    steps = " ".join(report(school.reporter, kind=Kind.AI_ALTERED).steps.values_list("text", flat=True))

    for word in ("do not pay", "safeguarding lead", "police", "Internet Watch Foundation", "original", "parents"):
        assert word in steps


def test_a_reference_tells_neither_how_many_there_are_nor_in_which_order(school):
    references = [report(school.reporter).reference for _ in range(6)]

    assert len(set(references)) == 6
    assert references != sorted(references) or references != sorted(references, reverse=True)
    assert all(len(reference) == len("INC-2627-7KQ4") for reference in references)


def test_a_pupil_linked_keeps_the_year_group_of_the_day(school):
    pupil = PupilFactory(year_group="6")
    linked = about(None, Standing.PUPIL, str(pupil))
    case = report(school.reporter, type(linked)(linked.part, linked.standing, linked.name, pupil=pupil))

    assert case.people.get().year_group == "6"


def test_whoever_becomes_head_later_does_not_read_what_was_about_them_as_a_teacher(school):
    case = report(school.reporter, about(school.colleague))
    RoleAssignment.objects.create(user=school.colleague, role=Role.HEAD)

    assert not Case.objects.visible_to(again(school.colleague)).exists()
    assert list(Case.objects.visible_to(school.head)) == [case]


def test_no_role_at_all_sees_nothing(school):
    report(school.reporter)

    assert not Case.objects.visible_to(UserFactory()).exists()
