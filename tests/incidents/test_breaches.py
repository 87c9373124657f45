"""What can be said of a data breach, when, and that nothing of it is ever taken away (UK GDPR, articles 33 and 34)."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.breaching import Moved, Opened, add_to_breach, link_child, open_breach, out_of
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.breach_words import clock_of, standing_of
from incidents.kinds import Kind as IncidentKind
from incidents.models import BreachAbout, BreachEntry, BreachPupil, CasePerson, DataBreach, TimelineEntry
from incidents.steps import Proposed
from incidents.walls import Standing
from people.models import Notification
from people.roles import Role
from tests.factories import PupilFactory, UserFactory

from .breached import FACTS, RISK, breach, decided_not, facts, fresh, say
from .made import Linked, about, again, report

Kind = BreachEntry.Kind
Part = CasePerson.Part
PHOTO = IncidentKind.PHOTO_UNPERMITTED


@pytest.fixture
def dpo(db):
    return UserFactory(role=Role.DPO)


# --- opening --------------------------------------------------------------------------------------------------


def test_the_72_hours_run_from_when_the_school_knew_day_and_night_and_in_holidays(school, dpo):
    with time_machine.travel(dt.datetime(2026, 12, 24, 22, 0, tzinfo=dt.UTC), tick=False):
        held = breach(school.head, hours=2)

        assert held.report_by == dt.datetime(2026, 12, 27, 20, 0, tzinfo=dt.UTC)
        assert (clock_of(held, timezone.now()).hours, held.is_running) == (70, True)


def test_opened_by_hand_it_is_told_by_its_reference_to_the_other_of_the_two(school, dpo):
    held = breach(school.head, title="Ava Lockwood's answers sent to Ben's mother")

    [mail] = Notification.objects.filter(subject__startswith=held.reference)
    assert mail.user == dpo and held.reference.startswith("DB-2627-")
    assert "Ava" not in mail.subject + mail.body and "Ben" not in mail.subject + mail.body
    [event] = AuditEvent.objects.about(held)
    assert (event.verb, event.by, event.details) == (Verb.BREACH_OPENED, school.head, {"children": 0})


def test_one_about_the_headteacher_is_told_to_the_data_protection_officer_alone(school, dpo):
    held = breach(school.head, about=BreachAbout.HEAD)

    assert {mail.user for mail in Notification.objects.filter(subject__startswith=held.reference)} == {dpo}
    assert not DataBreach.objects.visible_to(again(school.head)).exists()
    assert DataBreach.objects.visible_to(again(dpo)).get() == held


def test_one_that_nobody_could_read_is_not_kept(school):
    with pytest.raises(CannotBeSo, match="ask the office who is the data-protection officer"):
        breach(school.head, about=BreachAbout.HEAD)

    assert not DataBreach.objects.exists()


def test_the_same_form_sent_twice_is_one_record(school, dpo):
    opened, key = Opened("A lost list", timezone.now()), uuid.uuid4()
    first, second = (open_breach(opened=opened, form_key=key, by=again(school.head)) for _ in range(2))

    assert first == second and BreachEntry.objects.count() == 2


@pytest.mark.parametrize(("title", "hours"), [("", 1), ("   ", 1), ("A list", -1)])
def test_what_cannot_be_is_not_opened(school, dpo, title, hours):
    opened = Opened(title, timezone.now() - dt.timedelta(hours=hours))
    with pytest.raises(CannotBeSo):
        open_breach(opened=opened, form_key=uuid.uuid4(), by=again(school.head))


@pytest.mark.parametrize("who", ["dsl", "chair", "clerk", "office", "governor", "reporter"])
def test_nobody_but_head_and_officer_opens_one_by_hand(school, dpo, who):
    with pytest.raises(NotAllowed):
        breach(getattr(school, who))


# --- out of an incident, a post ------------------------------------------------------------------------------------


def photo(school, *people, **more):
    return report(school.reporter, *people, kind=PHOTO, platform="Newsletter", **more)


def test_out_of_an_incident_the_day_the_place_and_the_children_go_along_and_no_words(school, dpo):
    pupil = PupilFactory()
    case = photo(school, Linked(Part.AFFECTED, Standing.PUPIL, str(pupil), pupil=pupil), words="Mrs Ashdown saw it.")
    held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.head), case=case)

    assert (held.incident, held.aware_at, held.children) == (case, case.reported_at, 1)
    assert held.happened_on == case.incident.happened_on
    assert BreachPupil.objects.get().pupil == pupil
    said = held.entries.get(kind=Kind.FACTS).said
    assert said["went_to"] == "Newsletter" and "Ashdown" not in str(said)
    entry = case.timeline.filter(kind=TimelineEntry.Kind.EVENT).first()
    assert entry.what == f"Record of a data breach opened: {held.reference}."


def test_opened_twice_out_of_one_incident_it_is_one_record(school, dpo):
    case = photo(school)
    first, second = (
        open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(by), case=case)
        for by in (school.head, school.dsl)
    )

    assert first == second and DataBreach.objects.count() == 1


def test_whoever_deals_with_the_incident_opens_it_and_does_not_read_it(school, dpo):
    case = photo(school)
    held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.dsl), case=case)

    assert not DataBreach.objects.visible_to(again(school.dsl)).exists()
    assert {mail.user for mail in Notification.objects.filter(subject__startswith=held.reference)} == {
        school.head, dpo,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["reporter", "chair", "clerk", "office"])
def test_who_does_not_deal_with_the_incident_opens_none_out_of_it(school, dpo, who):
    case = photo(school)
    with pytest.raises(NotAllowed):
        open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(getattr(school, who)), case=case)


def test_a_post_of_the_register_has_one_record(school, dpo):
    post, opened = uuid.uuid4(), Opened("A picture without permission", timezone.now())
    first, second = (
        open_breach(opened=opened, form_key=uuid.uuid4(), by=again(school.office), post=post) for _ in range(2)
    )

    assert first == second and first.post == post


def test_the_decision_ticks_the_step_of_the_incident(school, dpo):
    case = photo(school)
    held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.head), case=case)
    step = case.steps.get(key=Proposed.JUDGE_FOR_THE_ICO)
    assert step.done_at is None

    say(held, Kind.DECIDED, dpo, is_to_report=True, reason="A risk is likely.")

    step.refresh_from_db()
    assert step.done_by == dpo
    assert case.timeline.filter(kind="step", what__startswith=f"Done in {held.reference}").exists()


# --- who reads it ----------------------------------------------------------------------------------------------------


def test_it_leaves_the_head_at_once_when_the_incident_turns_out_to_be_about_the_head(school, dpo):
    case = photo(school)
    held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.head), case=case)
    CasePerson.objects.create(
        case=case, part=Part.SUBJECT, standing=Standing.HEAD, name=str(school.head), user=school.head
    )
    deputy = UserFactory(role=Role.HEAD)  # who stands in is a headteacher too

    for user in (school.head, deputy):
        assert not DataBreach.objects.visible_to(again(user)).exists()
        with pytest.raises(NotAllowed):
            facts(held, user)
    assert DataBreach.objects.visible_to(again(dpo)).get() == held


def test_of_one_about_the_officer_the_head_alone_reads(school, dpo):
    held = breach(dpo, about=BreachAbout.DPO)

    assert not DataBreach.objects.visible_to(again(dpo)).exists()
    assert DataBreach.objects.visible_to(again(school.head)).get() == held


def test_being_whom_it_is_about_beats_the_office_that_somebody_holds(school, dpo):
    case = photo(school, about(dpo, Standing.STAFF))
    open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.head), case=case)

    assert not DataBreach.objects.visible_to(again(dpo)).exists()


# --- what is said of it ---------------------------------------------------------------------------------------------


def test_what_is_put_right_is_said_again_and_the_earlier_stays(school, dpo):
    held = breach(school.head)
    facts(held, school.head, children=28, happened_on=None)
    facts(held, dpo, children=27, happened_on=None)

    assert fresh(held).children == 27
    assert [(one.said["children"], one.by) for one in held.entries.filter(kind=Kind.FACTS)[:2]] == [
        (27, dpo), (28, school.head),
    ]  # fmt: skip


@pytest.mark.parametrize("model", [BreachEntry, BreachPupil])
def test_nothing_of_it_is_changed_or_deleted(school, dpo, model):
    pupil = PupilFactory()
    link_child(breach=breach(school.head), pupil=pupil, by=again(school.head))
    rows = model.objects.all()

    for deed in (rows.delete, lambda: rows.update(breach=rows.first().breach_id)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()


def test_not_to_report_needs_the_finding_that_a_risk_is_unlikely(school, dpo):
    held = breach(school.head)
    no = {"is_to_report": False, "reason": "It is nothing."}
    with pytest.raises(CannotBeSo, match="Assess the risk first"):
        say(held, Kind.DECIDED, school.head, **no)
    for risk in ("likely", "high"):
        say(held, Kind.ASSESSED, school.head, **(RISK | {"risk": risk}))
        with pytest.raises(CannotBeSo, match="the law asks you to report it"):
            say(held, Kind.DECIDED, school.head, **no)
    say(held, Kind.ASSESSED, school.head, **RISK)
    say(held, Kind.DECIDED, school.head, **no)

    now = fresh(held)
    assert (now.is_to_report, now.decided_by, now.is_running) == (False, school.head, False)


def test_to_report_can_be_decided_before_the_risk_is_assessed(school, dpo):
    held = breach(school.head)
    say(held, Kind.DECIDED, dpo, is_to_report=True, reason="To be in time.")

    assert fresh(held).is_running and standing_of(fresh(held)) == "To be reported"


def test_a_risk_found_later_takes_away_the_decision_not_to_report_and_the_other_is_told(school, dpo):
    held = breach(school.head)
    say(held, Kind.ASSESSED, school.head, **RISK)
    say(held, Kind.DECIDED, school.head, is_to_report=False, reason="Unlikely.")
    Notification.objects.all().delete()

    say(held, Kind.ASSESSED, dpo, **(RISK | {"risk": "high"}))

    now = fresh(held)
    assert (now.is_to_report, now.decided_at, now.is_running) == (None, None, True)
    assert {mail.user for mail in Notification.objects.all()} == {school.head}
    assert held.entries.filter(kind=Kind.DECIDED).count() == 1  # that it was decided so stays


def test_reporting_after_the_72_hours_says_why(school, dpo):
    held = breach(school.head, hours=80)
    with pytest.raises(WrongState, match="Decide first"):
        say(held, Kind.REPORTED, dpo, reported_at=timezone.now().isoformat())
    say(held, Kind.DECIDED, dpo, is_to_report=True, reason="A risk is likely.")
    late = {"reported_at": timezone.now().isoformat(), "ico_reference": "", "late_because": ""}
    with pytest.raises(CannotBeSo, match="after the 72 hours: write why"):
        say(held, Kind.REPORTED, dpo, **late)
    say(held, Kind.REPORTED, dpo, **(late | {"late_because": "Nobody read mails in the holidays."}))

    assert not fresh(held).is_running and standing_of(fresh(held)) == "Reported"


@pytest.mark.parametrize("hours", [-1, 3])
def test_it_was_reported_neither_in_future_nor_before_the_school_knew(school, dpo, hours):
    held = breach(school.head, hours=2)
    say(held, Kind.DECIDED, dpo, is_to_report=True, reason="A risk is likely.")
    with pytest.raises(CannotBeSo):
        at = timezone.now() - dt.timedelta(hours=hours)
        say(held, Kind.REPORTED, dpo, reported_at=at.isoformat())


def test_it_may_be_reported_in_the_minute_in_which_the_school_knew(school, dpo):
    with time_machine.travel(dt.datetime(2026, 10, 13, 9, 0, 40, tzinfo=dt.UTC), tick=False):
        held = breach(school.head, hours=0)
        say(held, Kind.DECIDED, dpo, is_to_report=True, reason="A risk is likely.")

        say(held, Kind.REPORTED, dpo, reported_at=timezone.now().replace(second=0).isoformat())

        assert fresh(held).reported_at


@pytest.mark.parametrize(
    ("kind", "said", "fault"),
    [
        (Kind.ASSESSED, RISK | {"reason": " "}, "Write why you think so."),
        (Kind.ASSESSED, RISK | {"consequences": ""}, "Write what may come of it"),
        (Kind.DECIDED, {"is_to_report": True, "reason": ""}, "Write why."),
        (Kind.TOLD, {"told": "yes", "told_on": None, "reason": "By letter."}, "Give the day on which they were told."),
        (Kind.TOLD, {"told": "no", "reason": ""}, "Write how they were told, or why not."),
        (Kind.CHANGED, {"text": ""}, "Write what is changed."),
        (Kind.FACTS, FACTS | {"title": ""}, "Write in a few words"),
        (Kind.FACTS, FACTS | {"happened_on": "2026-12-31"}, "cannot have known before it happened"),
        (Kind.FACTS, FACTS | {"aware_at": "2027-01-01T09:00:00+00:00"}, "still to come"),
    ],
)
def test_what_is_missing_or_cannot_be_is_not_kept(school, dpo, kind, said, fault):
    held = breach(school.head)
    before = held.entries.count()
    said = said if kind != Kind.FACTS else {"aware_at": held.aware_at.isoformat()} | said
    with pytest.raises(CannotBeSo, match=fault):
        say(held, kind, school.head, **said)

    assert held.entries.count() == before


def test_it_is_closed_when_everything_stands_there_and_not_before(school, dpo):
    held = breach(school.head, hours=24)
    with pytest.raises(WrongState, match="the risk to people; the decision whether to report it"):
        say(held, Kind.CLOSED, school.head, text="It is over.")
    decided_not(held, school.head)
    say(held, Kind.CLOSED, dpo, text="It is over.")

    assert standing_of(fresh(held)) == "Closed, not reported"
    with pytest.raises(WrongState, match="is closed"):
        say(held, Kind.NOTE, dpo, text="One more thing.")
    with pytest.raises(WrongState):
        link_child(breach=held, pupil=PupilFactory(), by=again(school.head))
    say(held, Kind.REOPENED, dpo, text="A mother rang.")
    say(held, Kind.NOTE, dpo, text="One more thing.")
    assert fresh(held).is_open


def test_of_two_who_write_at_the_same_time_the_second_is_told(school, dpo):
    held = breach(school.head)
    seen = held.revision
    facts(held, school.head, happened_on=None)
    with pytest.raises(Moved, match="Somebody added to this record while you were writing"):
        add_to_breach(breach=held, kind=Kind.ASSESSED, said=RISK, form_key=uuid.uuid4(), by=again(dpo), revision=seen)

    assert not held.entries.filter(kind=Kind.ASSESSED).exists()


def test_a_form_sent_twice_is_said_once(school, dpo):
    held, key = breach(school.head), uuid.uuid4()
    for _ in range(2):
        add_to_breach(breach=held, kind=Kind.NOTE, said={"text": "Rang."}, form_key=key, by=again(dpo))

    assert held.entries.filter(kind=Kind.NOTE).count() == 1
    other = breach(school.head)
    with pytest.raises(WrongState):
        add_to_breach(breach=other, kind=Kind.NOTE, said={"text": "Rang."}, form_key=key, by=again(dpo))


def test_each_thing_said_is_recorded_by_its_kind_and_never_by_its_words(school, dpo):
    held = breach(school.head)
    say(held, Kind.ASSESSED, dpo, **RISK)

    event = AuditEvent.objects.about(held).get(verb=Verb.BREACH_ADDED)
    assert (event.by, event.details) == (dpo, {"entry": "assessed"})


def test_a_child_is_linked_once_and_by_nobody_who_sees_no_pupil_list(school, dpo):
    held, pupil = breach(school.head), PupilFactory()
    for _ in range(2):
        link_child(breach=held, pupil=pupil, by=again(school.head))
    with pytest.raises(NotAllowed):
        link_child(breach=held, pupil=PupilFactory(), by=again(dpo))

    assert [one.pupil for one in held.pupils.all()] == [pupil]
