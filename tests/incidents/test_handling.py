"""What is done with a case, by whom, and what is refused."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.dealing import assign_case, end_assignment
from incidents.actions.faults import CannotBeSo, NobodyLeft, NotAllowed, Stale, WrongState
from incidents.actions.handling import change_state, open_case
from incidents.actions.notes import add_note, record_words_out
from incidents.actions.people import link_person, say_it_is_about_me, say_parents_told, unlink_person
from incidents.actions.steps import add_step, tick_step
from incidents.models import Case, CasePerson, State
from incidents.walls import Standing, Wall
from people.models import Notification
from people.roles import Role

from .made import about, again, report


def _fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_case_is_seen_when_the_head_opens_it_and_each_opening_is_recorded(school):
    case = report(school.reporter)

    open_case(case=case, by=school.head)
    open_case(case=case, by=school.head)

    assert _fresh(case).state == State.SEEN
    assert _fresh(case).seen_by == school.head
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_OPENED).count() == 2


def test_a_handler_reads_a_case_about_staff_and_writes_nothing(school):
    case = report(school.reporter, about(school.colleague))
    assign_case(case=case, user=school.handler, by=school.head)

    open_case(case=case, by=again(school.handler))
    with pytest.raises(NotAllowed):
        add_note(case=case, text="A note.", form_key=uuid.uuid4(), by=again(school.handler))
    assert _fresh(case).state == State.NEW


def test_a_case_is_never_given_to_somebody_it_is_about(school):
    case = report(school.reporter, about(school.colleague))

    with pytest.raises(CannotBeSo, match="about this person"):
        assign_case(case=case, user=school.colleague, by=school.head)


def test_nobody_else_is_given_a_case_about_the_head(school):
    case = report(school.reporter, about(school.head, Standing.HEAD))

    with pytest.raises(CannotBeSo, match="Nobody else"):
        assign_case(case=case, user=school.handler, by=school.chair)
    assert not case.assignments.exists()


def test_taken_back_it_is_not_seen_any_more(school):
    case = report(school.reporter)
    assignment = assign_case(case=case, user=school.handler, by=school.head)

    end_assignment(assignment=assignment, by=school.head)

    assert not Case.objects.visible_to(again(school.handler)).exists()


@pytest.mark.parametrize("before", [State.CLOSED])
def test_a_closed_case_does_not_move(school, before):
    case = report(school.reporter)
    Case.objects.filter(pk=case.pk).update(state=before, closed_at=timezone.now())

    with pytest.raises(WrongState):
        change_state(case=case, state=State.WORKING, revision=case.revision, by=school.head)


def test_the_second_of_two_people_is_told(school):
    case = report(school.reporter)
    change_state(case=case, state=State.WORKING, revision=case.revision, by=school.head)

    with pytest.raises(Stale):
        change_state(case=case, state=State.WAITING, revision=case.revision, by=school.dsl)


def test_a_note_sent_twice_is_one_note(school):
    case, key = report(school.reporter), uuid.uuid4()
    for _ in range(2):
        add_note(case=case, text="Spoke to the child.", form_key=key, by=school.head)

    assert case.timeline.filter(kind="note").count() == 1


def test_words_out_say_to_whom_they_went(school):
    case = report(school.reporter)

    with pytest.raises(CannotBeSo, match="whom"):
        record_words_out(case=case, to="", text="Thank you.", form_key=uuid.uuid4(), by=school.head)
    entry = record_words_out(
        case=case, to="the mother, by letter", text="Thank you.", form_key=uuid.uuid4(), by=school.head
    )
    assert (entry.to, entry.typed.text) == ("the mother, by letter", "Thank you.")


def test_a_step_is_not_given_to_somebody_who_may_not_read_the_case(school):
    case = report(school.reporter)

    with pytest.raises(CannotBeSo, match="may read"):
        add_step(case=case, text="Talk to the class.", owner=school.colleague, due_on=None, by=school.head)


def test_a_step_is_ticked_and_the_timeline_says_so(school):
    case = report(school.reporter)
    step = add_step(case=case, text="Talk to the class.", owner=None, due_on=None, by=school.head)

    tick_step(step=step, is_done=True, by=school.head)

    assert case.timeline.filter(kind="step").get().what == "Done: Talk to the class."


def test_a_head_linked_later_loses_the_case_with_this_request_and_the_chair_is_told(school):
    case = report(school.reporter)
    Notification.objects.all().delete()

    link_person(case=case, linked=about(school.head, Standing.HEAD), by=school.dsl)

    assert (_fresh(case).wall, _fresh(case).owner_role) == (Wall.HEAD, Role.CHAIR)
    assert not Case.objects.visible_to(school.head).exists()
    assert not Case.objects.visible_to(school.dsl).exists()
    assert list(Notification.objects.values_list("user", flat=True)) == [school.chair.pk]


def test_taken_off_with_a_reason_it_comes_back(school):
    case = report(school.reporter, about(school.head, Standing.HEAD))

    unlink_person(person=case.people.get(), reason="It was a parent of that name.", by=school.chair)

    assert list(Case.objects.visible_to(school.head)) == [case]


def test_a_reader_says_that_it_is_about_them_and_it_leaves_them(school):
    case = report(school.reporter)

    say_it_is_about_me(case=case, by=school.head)

    assert _fresh(case).owner_role == Role.CHAIR
    assert not Case.objects.visible_to(school.head).exists()
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_HANDED_OVER).count() == 1


def test_a_handover_that_nobody_could_read_changes_nothing(school):
    case = report(school.reporter, about(school.chair, Standing.CHAIR), about(school.clerk))
    Case.objects.filter(pk=case.pk).update(wall=Wall.PUPIL, owner_role=Role.HEAD)

    with pytest.raises(NobodyLeft):
        say_it_is_about_me(case=case, by=school.head)

    assert list(Case.objects.visible_to(school.head)) == [case]


def test_parents_not_told_needs_a_reason_and_told_needs_a_day(school):
    case = report(school.reporter, about(None, Standing.PUPIL, "A child"))
    person = case.people.get()

    with pytest.raises(CannotBeSo, match="why"):
        say_parents_told(person=person, told=CasePerson.Told.NO, on=None, note="", by=school.head)
    with pytest.raises(CannotBeSo, match="day"):
        say_parents_told(person=person, told=CasePerson.Told.YES, on=None, note="", by=school.head)
    day = timezone.localdate() + dt.timedelta(days=2)
    said = say_parents_told(person=person, told=CasePerson.Told.NOT_YET, on=day, note="", by=school.head)
    assert (said.parents_told, said.told_on) == ("not_yet", day)
