"""A complaint through its stages, by whoever owns it: what is kept, who is told, what cannot be."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.complaining import Complained, send_complaint
from incidents.actions.complaint_answering import (
    Answer,
    acknowledge,
    answer_stage,
    ask_next_stage_for_them,
    close_complaint,
    hold_talk,
    look_into,
    open_complaint,
    reopen_complaint,
)
from incidents.actions.complaint_days import revise_date
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_writing import type_letter, write_to_complainant
from incidents.actions.dealing import end_assignment
from incidents.actions.entries import add_entry
from incidents.actions.faults import CannotBeSo, NotAllowed, Stale, WrongState
from incidents.actions.notes import add_note
from incidents.complaint_author import Author
from incidents.complaint_own_page import own_page
from incidents.complaint_page import what_may_be_done
from incidents.complaint_writable import has_next_stage, last_day
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.complaints.stages import Finding, Progress, Source, Stage, Way
from incidents.forms.complaint_answering import DateForm
from incidents.forms.days import CHECK_THE_YEAR
from incidents.models import Case, DateRevision, State, TimelineEntry
from incidents.relations import Act
from incidents.standing import acts_for, can
from people.calendar import school_calendar
from people.models import Notification, SchoolSetting, User
from people.roles import Role
from people.settings import Key
from tests.factories import UserFactory
from tests.incidents.made import again
from tests.incidents.pages import as_seen, page_of, send, text_of

from .made import complain

Kind = TimelineEntry.Kind
What = DateRevision.What


def fresh(case: Case) -> Case:
    return Case.objects.select_related("complaint").get(pk=case.pk)


def acknowledged(case: Case, by: User, understood: str = "The gate was open.") -> Case:
    acknowledge(case=case, understood=understood, wish="", revision=fresh(case).revision, by=by)
    return fresh(case)


def answered(case: Case, by: User, finding: Finding = Finding.UPHELD, **said: str) -> Case:
    answer = Answer(finding=finding, **{"reason": "The gate was open; we are sorry."} | said)
    answer_stage(case=case, answer=answer, revision=fresh(case).revision, by=by)
    return fresh(case)


def mails_to_author(case: Case) -> list[str]:
    return [mail.subject for mail in Notification.objects.filter(user=None, subject__startswith=case.reference)]


def test_each_opening_is_recorded_and_the_first_by_its_owner_makes_it_seen(school):
    case = complain(About.STAFF)
    open_complaint(case=case, by=school.head)
    open_complaint(case=case, by=school.head)

    assert fresh(case).state == State.SEEN
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_OPENED, by=school.head).count() == 2


def test_a_handler_who_opens_it_does_not_make_it_seen(school):
    case = complain()
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    open_complaint(case=case, by=again(school.handler))

    assert fresh(case).state == State.NEW


def test_acknowledged_they_hear_what_was_understood_and_by_when_it_is_answered(school):
    case = acknowledged(complain(), school.head)

    said = case.complaint.understandings.get()
    assert (said.text, said.is_right) == ("The gate was open.", None)
    assert case.complaint.progress == Progress.ACKNOWLEDGED
    assert case.due_on == case.complaint.answer_by
    assert f"{case.reference}: somebody is looking into it" in mails_to_author(case)
    verbs = set(AuditEvent.objects.about(case).values_list("verb", flat=True))
    assert {Verb.COMPLAINT_ACKNOWLEDGED, Verb.COMPLAINT_UNDERSTOOD} <= verbs


def test_an_acknowledgement_says_what_was_understood(school):
    with pytest.raises(CannotBeSo):
        acknowledged(complain(), school.head, understood="  ")


def test_of_two_who_acknowledge_the_second_is_told(school):
    case = complain()
    seen = case.revision
    acknowledged(case, school.head)

    with pytest.raises(Stale):
        acknowledge(case=case, understood="Something else.", wish="", revision=seen, by=school.head)
    assert case.complaint.understandings.count() == 1


@pytest.mark.parametrize("deed", ["acknowledge", "answer", "close", "date", "give", "reopen", "next", "letter"])
def test_who_only_deals_with_it_decides_nothing(school, deed):
    case = acknowledged(complain(), school.head)
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    by, revision = again(school.handler), fresh(case).revision
    later = timezone.localdate() + dt.timedelta(days=90)
    deeds = {
        "acknowledge": lambda: acknowledge(case=case, understood="So.", wish="", revision=revision, by=by),
        "answer": lambda: answered(case, by),
        "close": lambda: close_complaint(case=case, words="So.", private="", revision=revision, by=by),
        "date": lambda: revise_date(case=case, what=What.ANSWER, after=later, reason="So.", revision=revision, by=by),
        "give": lambda: give_complaint(case=case, user=school.colleague, knows_who=False, by=by),
        "reopen": lambda: reopen_complaint(case=case, reason="So.", by=by),
        "next": lambda: ask_next_stage_for_them(case=case, how="So.", revision=revision, by=by),
        "letter": lambda: type_letter(case=case, words="So.", wish="", by=by),
    }
    with pytest.raises(NotAllowed):
        deeds[deed]()


def test_a_talk_stays_in_school_and_counts_as_acknowledged(school):
    case = complain(way=Way.CONCERN)
    hold_talk(case=case, on=timezone.localdate(), words="She was calm.", revision=case.revision, by=school.head)

    case = fresh(case)
    assert (case.complaint.progress, case.complaint.stage) == (Progress.TALKING, Stage.INFORMAL)
    assert case.complaint.acknowledged_at is not None
    assert case.timeline.get(kind=Kind.NOTE).typed.text == "She was calm."
    assert not case.timeline.filter(kind=Kind.TO_AUTHOR).exists()


def test_a_talk_of_tomorrow_was_not_held(school):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(CannotBeSo):
        hold_talk(case=complain(), on=tomorrow, words="So.", revision=0, by=school.head)


def test_it_is_looked_into_once_it_was_acknowledged(school):
    case = complain()
    with pytest.raises(WrongState):
        look_into(case=case, revision=case.revision, by=school.head)
    case = acknowledged(case, school.head)
    look_into(case=case, revision=case.revision, by=school.head)

    assert fresh(case).complaint.progress == Progress.LOOKING


def test_an_answer_keeps_what_they_read_apart_from_what_stays_in_school(school):
    case = answered(
        complain(), school.head, private="He forgot.", learning="Two people close the gate.", actions="A lock."
    )

    answer = case.complaint.answers.get()
    assert (answer.finding, answer.stage, answer.private) == (Finding.UPHELD, Stage.ONE, "He forgot.")
    calendar = school_calendar()
    assert case.complaint.next_stage_by == calendar.add_school_days(timezone.localdate(), 10)
    assert case.due_on == case.complaint.next_stage_by
    assert f"{case.reference}: we have answered" in mails_to_author(case)
    bodies = "".join(Notification.objects.values_list("body", flat=True))
    assert "He forgot" not in bodies
    assert "sorry" not in bodies


def test_it_is_answered_once(school):
    case = answered(complain(), school.head)
    with pytest.raises(WrongState):
        answered(case, school.head)
    assert case.complaint.answers.count() == 1


def test_what_a_panel_decides_is_not_answered_here(school):
    case = answered(complain(), school.head)
    ask_next_stage_for_them(case=case, how="By letter of 3 March.", revision=case.revision, by=school.head)

    with pytest.raises(WrongState):
        answered(case, school.head)


def test_closed_they_read_why_and_the_conclusion_stays_in_school(school):
    case = answered(complain(), school.head)
    close_complaint(
        case=case, words="You said it is settled.", private="Watch the gate.", revision=case.revision, by=school.head
    )

    case = fresh(case)
    assert (case.state, case.complaint.progress, case.due_on) == (State.CLOSED, Progress.CLOSED, None)
    assert case.timeline.get(kind=Kind.TO_AUTHOR).typed.text == "You said it is settled."
    assert case.timeline.get(kind=Kind.NOTE).typed.text == "Watch the gate."


def test_without_an_answer_it_is_not_closed(school):
    case = acknowledged(complain(), school.head)
    with pytest.raises(WrongState):
        close_complaint(case=case, words="So.", private="", revision=case.revision, by=school.head)


def test_opened_again_the_days_to_answer_begin_anew_and_its_answer_stays(school):
    case = answered(complain(), school.head)
    close_complaint(case=case, words="So.", private="", revision=case.revision, by=school.head)
    reopen_complaint(case=case, reason="There is a new witness.", by=school.head)

    case = fresh(case)
    assert (case.state, case.complaint.progress) == (State.REOPENED, Progress.LOOKING)
    assert case.complaint.answers.count() == 1
    assert case.due_on == case.complaint.answer_by > timezone.localdate()
    answered(case, school.head, Finding.PARTLY)


def test_what_was_taken_back_is_not_opened_again_by_the_school(school):
    case = complain()
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED, closed_at=timezone.now())
    case.complaint.progress = Progress.WITHDRAWN
    case.complaint.save()

    with pytest.raises(WrongState):
        reopen_complaint(case=case, reason="So.", by=school.head)


def test_from_a_talk_the_next_stage_is_the_first_and_from_there_the_panel(school):
    case = complain(way=Way.CONCERN)
    ask_next_stage_for_them(case=case, how="By telephone.", revision=case.revision, by=school.head)
    case = fresh(case)
    assert (case.complaint.stage, case.complaint.progress) == (Stage.ONE, Progress.LOOKING)
    with pytest.raises(WrongState):
        ask_next_stage_for_them(case=case, how="By telephone.", revision=case.revision, by=school.head)
    case = answered(case, school.head)
    ask_next_stage_for_them(case=case, how="By letter.", revision=case.revision, by=school.head)

    case = fresh(case)
    assert (case.complaint.stage, case.complaint.progress) == (Stage.TWO, Progress.NEXT_ASKED)


def test_opened_again_by_the_school_they_may_still_ask_for_the_panel_in_the_days_they_were_told(school):
    case = answered(complain(), school.head)
    last = case.complaint.next_stage_by
    reopen_complaint(case=case, reason="There is a new witness.", by=school.head)
    case = fresh(case)
    assert case.complaint.next_stage_by == last
    assert what_may_be_done(case, acts_for(school.head, case))["next_stage"]

    with time_machine.travel(_noon(last + dt.timedelta(days=1))), pytest.raises(WrongState):
        ask_next_stage_for_them(case=case, how="By letter.", revision=case.revision, by=again(school.head))
    with time_machine.travel(_noon(last)):
        ask_next_stage_for_them(case=case, how="By letter.", revision=case.revision, by=again(school.head))

    case = fresh(case)
    assert (case.complaint.stage, case.at_panel) == (Stage.TWO, True)


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def test_who_rings_after_it_was_closed_still_gets_the_panel_within_their_days(school, client):
    case = answered(complain(), school.head)
    last = case.complaint.next_stage_by
    close_complaint(case=case, words="So.", private="", revision=case.revision, by=school.head)
    case = fresh(case)
    assert "They asked for the next stage" in text_of(page_of(client, school.head, "complaint", case.public_id))
    with pytest.raises(Stale):
        ask_next_stage_for_them(case=case, how="By telephone.", revision=case.revision - 1, by=school.head)
    with time_machine.travel(_noon(last + dt.timedelta(days=1))), pytest.raises(WrongState):
        ask_next_stage_for_them(case=case, how="By telephone.", revision=case.revision, by=again(school.head))
    how = {"how": "By telephone, on Tuesday.", **as_seen(case)}
    assert send(client, school.head, "complaint-next-stage", case.public_id, **how).status_code == 302

    case = fresh(case)
    assert (case.state, case.closed_at, case.at_panel) == (State.REOPENED, None, True)
    assert (case.complaint.stage, case.complaint.progress) == (Stage.TWO, Progress.NEXT_ASKED)
    assert case.due_on


def test_of_personal_data_no_next_stage_is_offered_after_the_answer(school):
    dpo = UserFactory(role=Role.DPO)
    case = answered(complain(About.DATA), dpo)
    type(case.complaint).objects.update(next_stage_by=timezone.localdate())  # as if it had been sorted to it later
    case = fresh(case)

    assert not has_next_stage(case)
    assert not what_may_be_done(case, acts_for(dpo, case))["next_stage"]


def test_words_sent_twice_with_one_form_are_one(school):
    case, key = complain(), uuid.uuid4()
    for _ in range(2):
        write_to_complainant(case=case, text="When may I ring?", is_question=True, form_key=key, by=school.head)

    assert case.timeline.filter(kind=Kind.TO_AUTHOR).count() == 1
    assert mails_to_author(case).count(f"{case.reference}: we have a question for you") == 1


def test_a_handler_writes_notes_and_words_and_the_record_calls_it_a_complaint(school):
    case = complain()
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    add_note(case=case, text="Asked the caretaker.", form_key=uuid.uuid4(), by=again(school.handler))

    verbs = set(AuditEvent.objects.about(case).values_list("verb", flat=True))
    assert Verb.COMPLAINT_NOTED in verbs
    assert Verb.INCIDENT_NOTED not in verbs


def test_it_is_never_given_to_whom_it_is_about(school):
    case = complain(About.STAFF, about_name=f"{school.colleague.forename} {school.colleague.surname}")
    with pytest.raises(CannotBeSo):
        give_complaint(case=case, user=school.colleague, knows_who=False, by=school.head)


def test_who_complained_is_told_to_a_handler_who_needs_it_and_to_nobody_where_they_asked_for_that(school):
    case = complain()
    give_complaint(case=case, user=school.handler, knows_who=True, by=school.head)
    give_complaint(case=case, user=school.colleague, knows_who=False, by=school.head)
    assert can(again(school.handler), Act.IDENTITY, fresh(case))
    assert not can(again(school.colleague), Act.IDENTITY, fresh(case))

    withheld = complain(is_name_withheld=True)
    with pytest.raises(CannotBeSo):
        give_complaint(case=withheld, user=school.handler, knows_who=True, by=school.head)


def test_a_complaint_about_the_head_is_given_to_nobody(school):
    case = complain(About.HEAD)
    with pytest.raises(CannotBeSo):
        give_complaint(case=case, user=school.handler, knows_who=False, by=school.chair)


def test_taken_back_it_is_gone_with_the_next_request(school):
    case = complain()
    given = give_complaint(case=case, user=school.handler, knows_who=True, by=school.head)
    assert can(again(school.handler), Act.READ, case)
    end_assignment(assignment=given, by=school.head)

    assert not can(again(school.handler), Act.READ, case)
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_UNASSIGNED).exists()


def test_a_promised_day_is_put_off_with_a_reason_that_is_told(school):
    case = complain()
    before = case.complaint.answer_by
    after = before + dt.timedelta(days=7)
    revise_date(
        case=case, what=What.ANSWER, after=after, reason="A witness is ill.", revision=case.revision, by=school.head
    )

    case = fresh(case)
    kept = case.complaint.revisions.get()
    assert (kept.before, kept.after, case.complaint.answer_by) == (before, after, after)
    assert f"{case.reference}: a date has changed" in mails_to_author(case)


@pytest.mark.parametrize("of_today", [False, True])
def test_the_promised_day_itself_and_one_that_is_not_to_come_are_refused(school, of_today):
    case = complain()
    after = timezone.localdate() if of_today else case.complaint.answer_by
    with pytest.raises(CannotBeSo):
        revise_date(case=case, what=What.ANSWER, after=after, reason="So.", revision=case.revision, by=school.head)


def test_a_day_far_away_that_was_mistyped_is_put_right_by_an_earlier_one(school):
    case = complain()
    after = case.complaint.answer_by - dt.timedelta(days=1)
    revise_date(case=case, what=What.ANSWER, after=after, reason="Mistyped.", revision=case.revision, by=school.head)

    assert fresh(case).complaint.answer_by == after
    form = DateForm({"what": "answer", "after": "2062-10-01", "reason": "So."}, case=fresh(case))
    assert form.errors["after"] == [CHECK_THE_YEAR]


def test_the_day_that_the_law_sets_is_not_put_off(school):
    dpo = UserFactory(role=Role.DPO)
    case = complain(About.DATA)
    after = case.complaint.acknowledge_by + dt.timedelta(days=1)
    with pytest.raises(CannotBeSo, match="The law"):
        revise_date(case=case, what=What.ACKNOWLEDGE, after=after, reason="So.", revision=case.revision, by=dpo)


def test_the_letter_that_the_office_did_not_open_is_typed_in_once(school):
    said = Complained(about=About.HEAD, words="", is_on_paper=True, source=Source.LETTER, name="Nadia Ferrier")
    case = send_complaint(
        complained=said, form_key=uuid.uuid4(), code=new_code(), by=None, recorded_by=school.office
    )  # fmt: skip
    type_letter(case=case, words="The door was shut on us.", wish="", by=school.chair)

    assert fresh(case).complaint.words == "The door was shut on us."
    with pytest.raises(WrongState):
        type_letter(case=case, words="Something else.", wish="", by=school.chair)


def test_the_last_day_to_say_that_it_is_not_settled_stays_when_the_school_changes_its_days(school):
    case = complain()
    answered(case, school.head)
    close_complaint(
        case=fresh(case), words="We took it down.", private="", revision=fresh(case).revision, by=school.head
    )
    told = last_day(fresh(case))

    SchoolSetting.objects.create(key=Key.COMPLAINT_NEXT_STAGE_DAYS, value="5")

    assert told is not None and last_day(fresh(case)) == told


def test_what_the_school_notes_of_a_call_for_the_next_stage_is_nothing_that_they_wrote(school):
    case = answered(complain(), school.head)
    ask_next_stage_for_them(case=case, how="By telephone; she was rude.", revision=case.revision, by=school.head)

    case = fresh(case)
    assert case.timeline.get(kind=Kind.NOTE).typed.text == "By telephone; she was rude."
    (said,) = own_page(Author(case))["thread"]
    assert (said.what, said.words, hasattr(said.entry, "typed")) == ("You asked for the next stage.", "", False)


def test_words_that_somebody_in_school_entered_for_them_are_not_shown_as_theirs(school):
    case = complain()
    add_entry(case, Kind.BY_AUTHOR, "Stage 1 was asked for.", by=school.head, text="She was rude.")

    (said,) = own_page(Author(case))["thread"]
    assert (said.what, said.words) == ("You asked for the next stage.", "")
