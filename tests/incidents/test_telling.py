"""What the worker tells of incidents: what nobody opened, what is due, and the clocks that wait for no term."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from incidents.actions.clocks import remind_of_clocks
from incidents.actions.closing import answer_out_of_hours
from incidents.actions.dealing import assign_case
from incidents.actions.handing_on import hand_on_incidents
from incidents.actions.handling import change_state, open_case
from incidents.actions.steps import add_step, change_step, tick_step
from incidents.kinds import Kind, Place
from incidents.models import Case, CaseStep, OutOfHoursTest, State
from incidents.steps import Proposed, add_proposed
from people.models import Closure, Notification, SchoolYear, Term, User
from people.roles import Role
from tests.factories import UserFactory
from tests.mornings import due_at
from tests.policies.clock import MORNING
from todwick_portal.duties import TELLING, tell_what_is_due
from todwick_portal.mornings.morning import send_morning_mails

from .made import about, again, report

DAY = dt.timedelta(days=1)  # MORNING is a Wednesday
DUTIES = (remind_of_clocks, hand_on_incidents, send_morning_mails)


def mails(*, since: int = 0) -> list[tuple[str, str]]:
    """Who was written to, by surname, and the words after the reference, in order."""
    rows = Notification.objects.filter(kind=Notification.Kind.CASE, pk__gt=since).order_by("pk").select_related("user")
    return [(row.user.surname, row.subject.partition(": ")[2]) for row in rows]


def last() -> int:
    return max(Notification.objects.values_list("pk", flat=True), default=0)


def day_by_day(duty, days, hour: float = 0) -> list[list[tuple[str, str]]]:
    """The worker looks twice on each of these days; what was written each time."""
    heard = []
    for day in days:
        seen = last()
        with time_machine.travel(MORNING + day * DAY + dt.timedelta(hours=hour)), acting_as(Actor.WORKER):
            duty()
            duty()
        heard.append(mails(since=seen))
    return heard


@pytest.fixture
def people(school):
    """The same school with telling names."""
    for name in ("head", "dsl", "chair", "vice_chair", "clerk", "reporter", "handler", "governor", "colleague"):
        User.objects.filter(pk=getattr(school, name).pk).update(surname=name)
    return school


def test_the_worker_does_all_of_it():
    assert [duty for duty in TELLING if duty in DUTIES] == list(DUTIES)


# --- opened by nobody --------------------------------------------------------------------------------------


def test_not_opened_for_two_school_days_it_goes_to_the_safeguarding_lead_after_four_to_the_chair(people):
    report(people.reporter)

    assert day_by_day(hand_on_incidents, range(8)) == [
        [], [], [("dsl", "opened by nobody for two school days")], [], [], [], [("chair", "opened by nobody")], [],
    ]  # fmt: skip


def test_whoever_stands_in_for_the_head_since_hears_of_one_about_staff_and_the_safeguarding_lead_does_not(people):
    report(people.reporter, about(people.colleague))
    cover = UserFactory(surname="cover")
    cover.assignments.create(role=Role.HEAD, starts_on=timezone.localdate() + DAY, is_cover=True)

    assert day_by_day(hand_on_incidents, [1, 2, 5, 6]) == [
        [], [("cover", "opened by nobody for two school days")], [], [("chair", "opened by nobody")],
    ]  # fmt: skip


def test_opened_it_goes_to_nobody_else(people):
    open_case(case=report(people.reporter), by=people.head)

    assert day_by_day(hand_on_incidents, range(9)) == [[]] * 9


@pytest.mark.parametrize(
    ("subjects", "told"),
    [
        (["head"], []), (["clerk"], []), (["chair"], []), (["head", "chair"], []), (["chair", "vice_chair"], []),
        (["governor"], ["chair"]), (["vice_chair"], ["chair"]), (["colleague"], ["chair"]), (["dsl"], ["chair"]),
        ([], ["dsl", "chair"]),
    ],
)  # fmt: skip
def test_behind_each_wall_nobody_further_hears_of_it_than_may(people, subjects, told):
    report(people.reporter, *(about(again(getattr(people, name))) for name in subjects))

    heard = day_by_day(hand_on_incidents, range(30))

    assert [name for day in heard for name, _ in day] == told
    assert not set(told) & set(subjects)


def test_by_reference_it_says_nothing_but_the_reference_and_leads_nowhere(people):
    case = report(people.reporter)
    day_by_day(hand_on_incidents, range(8))

    body = Notification.objects.get(subject=f"{case.reference}: opened by nobody").body

    assert case.reference in body and "http" not in body and str(case.public_id) not in body


def test_a_worker_killed_halfway_tells_once_and_records_it_once(people):
    case = report(people.reporter)
    with time_machine.travel(MORNING + 2 * DAY), acting_as(Actor.WORKER):
        with transaction.atomic():
            assert hand_on_incidents() == 1
            transaction.set_rollback(True)
        for _ in range(3):
            hand_on_incidents()

    assert Counter(mails()) == {("head", "new, to look at"): 1, ("dsl", "opened by nobody for two school days"): 1}
    [told] = AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_DUE_TOLD)
    assert (told.details, told.actor) == ({"people": 1}, "worker")


# --- due ---------------------------------------------------------------------------------------------------


def _digest(day: int, hour: float = 0) -> dict[str, list[str]]:
    """Each person's lines on a day."""
    found = due_at(MORNING + day * DAY + dt.timedelta(hours=hour))
    return {user.surname: lines for user, lines in found.items()}


def test_c25_one_mail_a_day_to_the_owner_of_what_is_due_or_overdue_by_reference(people):
    first, second = report(people.reporter), report(people.reporter, about(people.colleague))  # due on the 30th

    assert _digest(9) == {}
    assert _digest(12) == {
        "head": [f"{first.reference}: due 30 September 2026", f"{second.reference}: due 30 September 2026"]
    }
    assert _digest(15) == {
        "head": [
            f"{first.reference}: overdue since 30 September 2026",
            f"{second.reference}: overdue since 30 September 2026",
        ]
    }
    assert AuditEvent.objects.filter(verb=Verb.INCIDENT_DUE_TOLD).count() == 2
    assert set(AuditEvent.objects.filter(verb=Verb.INCIDENT_DUE_TOLD).values_list("target_id", flat=True)) == {""}


def test_c25_not_before_seven_nor_on_a_day_without_school(people):
    report(people.reporter)

    assert _digest(15, hour=-4) == {}  # six in the morning, summer time
    assert set(_digest(15)) == {"head"}
    assert _digest(17) == {} and _digest(18) == {}  # Saturday and Sunday


def test_c25_whoever_deals_with_it_or_owns_a_step_hears_of_theirs_alone(people):
    given, other = report(people.reporter), report(people.reporter)
    assign_case(case=given, user=people.handler, by=people.head)
    add_step(
        case=other, text="Ring.", owner=people.dsl, due_on=timezone.localdate() + DAY, by=people.head
    )  # fmt: skip

    assert _digest(0) == {"dsl": [f"{other.reference}: a step of yours, due 17 September 2026"]}
    assert _digest(13) == {
        "head": [f"{given.reference}: due 30 September 2026", f"{other.reference}: due 30 September 2026"],
        "handler": [f"{given.reference}: due 30 September 2026"],
        "dsl": [f"{other.reference}: a step of yours, overdue since 17 September 2026"],
    }


def test_c25_of_a_case_about_the_head_the_chair_hears_and_the_head_does_not(people):
    case = report(people.reporter, about(people.head))

    assert _digest(13) == {"chair": [f"{case.reference}: due 30 September 2026"]}


def test_c25_a_worker_killed_halfway_sends_the_mail_of_the_day_once(people):
    report(people.reporter)
    seen = last()
    with time_machine.travel(MORNING + 13 * DAY), acting_as(Actor.WORKER):
        with transaction.atomic():
            assert send_morning_mails() == 1
            transaction.set_rollback(True)
        assert [send_morning_mails() for _ in range(3)] == [1, 0, 0]

    [mail] = Notification.objects.filter(pk__gt=seen)
    assert (mail.user, mail.subject) == (people.head, "What waits for you, Tuesday 29 September 2026")
    assert AuditEvent.objects.filter(verb=Verb.MORNING_MAILS_SENT).count() == 1


def test_c25_as_many_queries_for_three_cases_as_for_one(people):
    def asked(day: int) -> int:
        looking = CaptureQueriesContext(connection)
        with time_machine.travel(MORNING + day * DAY), acting_as(Actor.WORKER), looking as counted:
            send_morning_mails()
        return len(counted)

    report(people.reporter)
    asked(13)  # the first mail of a week asks for policies too
    few = asked(14)
    report(people.reporter), report(people.reporter)

    assert asked(15) == few


# --- clocks ------------------------------------------------------------------------------------------------


@pytest.fixture
def holidays(db) -> None:
    """School closed on the evening of that Wednesday, until November."""
    today = MORNING.date()
    SchoolYear.objects.create(starts_in=2026, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31))
    for name, first, end in (("autumn", 1, 90), ("spring", 120, 200), ("summer", 220, 320)):
        start = dt.date(2026, 9, 1)
        Term.objects.create(
            school_year=2026, name=name, starts_on=start + (first - 1) * DAY, ends_on=start + end * DAY
        )  # fmt: skip
    Closure.objects.create(school_year=2026, kind="closed", starts_on=today + DAY, ends_on=today + 40 * DAY)


HOURS = [0, 0.95, 1.05, 1.5, 2.05, 3, 6]  # days after the report
LOOK_NOW = "to look at now"


def _clock(days=HOURS) -> list[list[str]]:
    return [[f"{who} {subject}" for who, subject in heard] for heard in day_by_day(remind_of_clocks, days)]


def test_a_child_at_risk_is_told_at_once_and_again_after_24_and_48_hours_in_holidays_too(people, holidays):
    report(people.reporter, child_at_risk=True)

    assert sorted(mails()) == [("dsl", LOOK_NOW), ("head", LOOK_NOW)]
    first = [f"{who} waits for 24 hours, {LOOK_NOW}" for who in ("head", "dsl")]
    again_ = [f"{who} waits for 48 hours, {LOOK_NOW}" for who in ("head", "dsl")]
    assert _clock() == [[], [], first, [], again_, [], []]


@pytest.mark.parametrize("state", [State.WORKING, State.WAITING])
def test_where_somebody_is_at_work_the_clock_of_danger_stands(people, state):
    case = report(people.reporter, child_at_risk=True)
    open_case(case=case, by=people.head)
    change_state(case=case, state=state, revision=Case.objects.get(pk=case.pk).revision, by=people.head)

    assert _clock() == [[]] * len(HOURS)


def test_a_picture_without_permission_is_told_of_until_it_is_judged_with_72_hours_to_do_so(people, holidays):
    case = report(people.reporter, kind=Kind.PHOTO_UNPERMITTED)
    open_case(case=case, by=people.head)
    change_state(case=case, state=State.WORKING, revision=Case.objects.get(pk=case.pk).revision, by=people.head)

    assert mails() == [("head", "new, to look at within 72 hours")]
    assert _clock([1.05]) == [[f"head waits for 24 hours, {LOOK_NOW}", f"dsl waits for 24 hours, {LOOK_NOW}"]]
    _judge(case, people.head)
    assert _clock([2, 3]) == [[], []]


def test_the_step_that_was_worded_anew_still_ends_the_clock_and_is_not_proposed_again(people, holidays):
    case = report(people.reporter, kind=Kind.PHOTO_UNPERMITTED)
    step = CaseStep.objects.get(case=case, key=Proposed.JUDGE_FOR_THE_ICO)
    change_step(
        step=step, text="Ring Mrs Ash about the ICO", owner=None, due_on=None,
        revision=Case.objects.get(pk=case.pk).revision, by=people.head,
    )  # fmt: skip
    add_proposed(Case.objects.get(pk=case.pk))

    assert case.steps.filter(key=Proposed.JUDGE_FOR_THE_ICO).count() == 1
    assert len(_clock([1.05])[0]) == 2
    _judge(case, people.head)
    assert _clock([2, 3]) == [[], []]


def test_a_step_that_only_reads_like_it_ends_no_clock(people, holidays):
    case = report(people.reporter, kind=Kind.PHOTO_UNPERMITTED)
    like = add_step(case=case, text=Proposed.JUDGE_FOR_THE_ICO.label, owner=people.head, due_on=None, by=people.head)
    tick_step(step=like, is_done=True, by=people.head)

    assert len(_clock([1.05])[0]) == 2


def _judge(case: Case, by: User) -> None:
    tick_step(step=CaseStep.objects.get(case=case, key=Proposed.JUDGE_FOR_THE_ICO), is_done=True, by=by)


def test_a_threat_found_by_the_three_questions_is_told_to_the_others_at_once_and_runs_from_then(people):
    case = report(people.reporter, place=Place.ONLINE, happened_at=dt.time(21))
    answers = OutOfHoursTest(disturbs=False, threatens=True, threatens_because="It names her.", reputation=False)
    seen = last()
    with time_machine.travel(MORNING + 3 * DAY):
        answer_out_of_hours(case=case, answers=answers, revision=case.revision, by=people.head)

    assert mails(since=seen) == [("dsl", LOOK_NOW)]
    heard = _clock([3, 3.95, 4.05, 5.05])
    assert [len(one) for one in heard] == [0, 0, 2, 2]


def test_whoever_looks_only_after_two_days_hears_of_the_second_mark_alone(people):
    case = report(people.reporter, child_at_risk=True)

    assert [len(one) for one in _clock([2.5, 2.6, 3])] == [2, 0, 0]
    events = AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_DUE_TOLD)
    assert [event.details for event in events] == [{"people": 2, "hours": 48}]


def test_what_has_no_clock_is_told_of_by_none(people):
    report(people.reporter, kind=Kind.BULLYING)

    assert _clock() == [[]] * len(HOURS)


def test_danger_about_the_head_goes_to_the_chair_alone(people):
    report(people.reporter, about(people.head), child_at_risk=True)
    with time_machine.travel(MORNING + DAY):
        tell_what_is_due()

    assert set(Notification.objects.values_list("user__surname", flat=True)) == {"chair"}
