"""How a case ends: what must be there first."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.closing import answer_out_of_hours, close_case, reopen_case, tick_bullying
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.people import say_parents_told
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, refer_case
from incidents.kinds import Kind, Place
from incidents.models import Case, CasePerson, LegalDecision, OutOfHoursTest, State
from incidents.outcomes import Outcome
from incidents.walls import Standing

from .made import about, again, report


def _close(case: Case, by, *outcomes: Outcome, reason: str = "It is over."):
    revision = Case.objects.get(pk=case.pk).revision
    return close_case(case=case, outcomes=outcomes, reason=reason, told="", revision=revision, by=by)


def test_a_case_is_closed_with_outcome_and_reason_and_once(school):
    case = report(school.reporter)

    _close(case, school.head, Outcome.ADVICE)

    assert Case.objects.get(pk=case.pk).state == State.CLOSED
    assert AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_CLOSED).count() == 1
    with pytest.raises(WrongState):
        _close(case, school.head, Outcome.ADVICE)


def test_without_outcome_or_reason_it_stays_open(school):
    case = report(school.reporter)

    with pytest.raises(CannotBeSo, match="what came of it"):
        _close(case, school.head)
    with pytest.raises(CannotBeSo, match="why"):
        _close(case, school.head, Outcome.ADVICE, reason=" ")
    assert Case.objects.get(pk=case.pk).is_open


def test_D2_a_case_of_bullying_is_not_closed_without_the_anti_bullying_policy(school):
    case = report(school.reporter, kind=Kind.BULLYING)

    with pytest.raises(CannotBeSo, match="Anti-bullying"):
        _close(case, school.head, Outcome.ADVICE)
    tick_bullying(case=case, document=None, of=dt.date(2026, 3, 3), by=school.head)
    assert _close(case, school.head, Outcome.ADVICE).pk


def test_C26_a_case_with_a_child_is_not_closed_until_it_says_whether_parents_were_told(school):
    case = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))

    with pytest.raises(CannotBeSo, match="Kim Ash"):
        _close(case, school.head, Outcome.ADVICE)
    told = CasePerson.Told
    say_parents_told(
        person=case.people.get(), told=told.NO, on=None, note="It would put the child at risk.", by=school.head
    )
    assert _close(case, school.head, Outcome.ADVICE).pk


def _evening(school) -> Case:
    return report(
        school.reporter, place=Place.ONLINE, happened_at=dt.time(19, 30),
        happened_on=timezone.localdate() - dt.timedelta(days=1),
    )  # fmt: skip


def test_D3_no_sanction_for_what_happened_outside_school_without_the_three_questions_and_advice_always(school):
    case = _evening(school)

    with pytest.raises(CannotBeSo, match="three questions"):
        _close(case, school.head, Outcome.SANCTION)
    assert _close(case, school.head, Outcome.ADVICE).pk


def test_D3_three_times_no_leaves_advice(school):
    case = _evening(school)
    answer_out_of_hours(case=case, answers=OutOfHoursTest(disturbs=False, threatens=False, reputation=False),
                        revision=case.revision, by=school.head)  # fmt: skip

    with pytest.raises(CannotBeSo, match="advice"):
        _close(case, school.head, Outcome.SANCTION)


def test_D3a_one_yes_with_a_reason_is_enough(school):
    case = _evening(school)
    answers = OutOfHoursTest(disturbs=True, disturbs_because="Tables were changed.", threatens=False, reputation=False)
    answer_out_of_hours(case=case, answers=answers, revision=case.revision, by=school.head)

    assert _close(case, school.head, Outcome.SANCTION).pk


def test_D3b_D3c_each_yes_needs_its_reason_and_whose_reputation(school):
    case = _evening(school)
    for answers, field in (
        (OutOfHoursTest(disturbs=True, threatens=False, reputation=False), "disturbs_because"),
        (OutOfHoursTest(disturbs=False, threatens=True, reputation=False), "threatens_because"),
        (OutOfHoursTest(disturbs=False, threatens=False, reputation=True), "reputation_because"),
        (
            OutOfHoursTest(disturbs=False, threatens=False, reputation=True, reputation_because="It was read widely."),
            "reputation_of",
        ),
    ):
        with pytest.raises(CannotBeSo) as fault:
            answer_out_of_hours(case=case, answers=answers, revision=case.revision, by=school.head)
        assert fault.value.field == field
    assert not case.incident.out_of_hours_tests.exists()


def test_a_parent_is_never_sanctioned(school):
    case = report(school.reporter, about(None, Standing.PARENT, "Mrs Ash"))

    with pytest.raises(CannotBeSo, match="fits"):
        _close(case, school.head, Outcome.SANCTION)


def test_a_handler_does_not_close(school):
    case = report(school.reporter)

    with pytest.raises(NotAllowed):
        _close(case, school.colleague, Outcome.ADVICE)


def test_opened_again_with_a_reason_its_closure_stays(school):
    case = report(school.reporter)
    _close(case, school.head, Outcome.ADVICE)

    with pytest.raises(CannotBeSo, match="why"):
        reopen_case(case=case, reason="", by=school.head)
    reopen_case(case=case, reason="It went on.", by=school.head)

    assert Case.objects.get(pk=case.pk).state == State.REOPENED
    assert case.closures.count() == 1


def test_D4_the_head_recommends_legal_action_and_only_a_governor_records_the_decision(school):
    case = report(school.reporter)
    referral = refer_case(case=case, reason="It goes on.", bundle="A parent writes untrue things.", by=school.head)
    decided = Decided(LegalDecision.Answer.ADVICE, timezone.localdate(), "Counsel first.", "7.2")

    with pytest.raises(NotAllowed):
        decide_legal_action(referral=referral, decided=decided, by=school.head)
    with pytest.raises(NotAllowed):
        decide_legal_action(referral=referral, decided=decided, by=school.governor)
    ask_governor(referral=referral, user=school.governor, by=school.chair)
    decision = decide_legal_action(referral=referral, decided=decided, by=again(school.governor))

    assert decision.minute_reference == "7.2"
    assert not Case.objects.referred_to(again(school.governor)).exists(), "access ends with the decision"
    assert not Case.objects.referred_to(again(school.chair)).exists()


def test_D4_what_the_governors_read_has_no_name_of_the_case(school):
    case = report(school.reporter, about(None, Standing.PARENT, "Imogen Ashdown"))

    with pytest.raises(CannotBeSo, match="ashdown"):
        refer_case(case=case, reason="It goes on.", bundle="mrs ashdown writes untrue things.", by=school.head)


def test_D4_one_question_at_a_time(school):
    case = report(school.reporter)
    refer_case(case=case, reason="It goes on.", bundle="What was done.", by=school.head)

    with pytest.raises(WrongState):
        refer_case(case=case, reason="It goes on.", bundle="What was done.", by=school.head)
