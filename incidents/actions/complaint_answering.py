"""The way of a complaint through its stages: read, acknowledged, talked over, answered, closed, opened again."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaint_writable import may_ask_for_them
from incidents.complaints.abouts import About
from incidents.complaints.deadlines import deadlines
from incidents.complaints.stages import ENDED, Finding, Progress, Stage
from incidents.complaints.windows import last_day_to_reopen
from incidents.models import Case, Complaint, StageAnswer, State, TimelineEntry, Understanding
from incidents.panel_mails import tell_arrangers
from incidents.relations import Act
from incidents.standing import can
from people.calendar import school_calendar
from people.models import User
from people.regulator import ICO

from .complaint_days import clock_again, set_next_date
from .entries import add_entry
from .faults import CannotBeSo, Stale, WrongState
from .locking import locked, locked_open, touch

Kind = TimelineEntry.Kind
CASE_FIELDS = ("state", "due_on", "seen_at", "seen_by")
BEFORE_AN_ANSWER = frozenset({Progress.RECEIVED, Progress.ACKNOWLEDGED, Progress.TALKING, Progress.LOOKING})
STAGE_ONE_ASKED = "Stage 1 was asked for."
STAGE_TWO_ASKED = "Stage 2, the panel, was asked for."
OF_THE_PANEL = "The panel of governors decides this stage. It is recorded with the panel."


@dataclass(frozen=True)
class Answer:
    """What a stage came to, as typed. `reason`, `actions` go to whoever complained; `private`, `learning` never do."""

    finding: Finding
    reason: str
    actions: str = ""
    private: str = ""
    learning: str = ""


@transaction.atomic
def open_complaint(*, case: Case, by: User) -> Case:
    """Somebody reads a complaint. Each reading is recorded; the first by whoever owns it makes it *seen*, so that it
    is not handed on. Raises NotAllowed."""
    held = locked(case, Act.READ, by)
    if held.state == State.NEW and can(by, Act.CHANGE_STATE, held):
        held.state, held.seen_at, held.seen_by = State.SEEN, timezone.now(), by
        touch(held, "state", "seen_at", "seen_by")
        add_entry(held, Kind.EVENT, "Seen.", by=by)
    elif held.passed_at and held.owner_role in by.roles:
        held.passed_at = None
        touch(held, "passed_at")
        add_entry(held, Kind.EVENT, "Opened after it came to another owner.", by=by)
    record(Verb.COMPLAINT_OPENED, target=held, by=by)
    return held


@transaction.atomic
def acknowledge(*, case: Case, understood: str, wish: str, revision: int, by: User) -> Understanding:
    """Tell whoever complained that the school has it, what it understood, and by when it answers (D10).

    They may say that it is understood wrongly. Said again later, it is a new understanding. Raises NotAllowed,
    WrongState, Stale, CannotBeSo.
    """
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    complaint = held.complaint
    if Progress(complaint.progress) not in BEFORE_AN_ANSWER:
        raise _stands(held, complaint)
    if not understood.strip():
        raise CannotBeSo("understood", "Write what you understood, in a sentence or two.")
    said = Understanding.objects.create(
        complaint=complaint, text=understood.strip(), wish=wish.strip(), said_by=by, said_at=timezone.now()
    )
    _acknowledged(held, complaint, by)
    if complaint.progress == Progress.RECEIVED:
        complaint.progress = Progress.ACKNOWLEDGED
    _keep(held, complaint)
    add_entry(held, Kind.EVENT, f"Acknowledged. Promised an answer by {complaint.answer_by:%-d %B %Y}.", by=by)
    tell_complainant(held, "acknowledged")
    record(Verb.COMPLAINT_ACKNOWLEDGED, target=held, by=by)
    record(Verb.COMPLAINT_UNDERSTOOD, target=held, by=by)
    return said


@transaction.atomic
def hold_talk(*, case: Case, on: dt.date, words: str, revision: int, by: User) -> Case:
    """An informal talk was held; what was said stays in school. Raises NotAllowed, WrongState, Stale, CannotBeSo."""
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    complaint = held.complaint
    if Progress(complaint.progress) not in BEFORE_AN_ANSWER:
        raise _stands(held, complaint)
    if on > timezone.localdate():
        raise CannotBeSo("on", "Give the day on which you talked. That day is still to come.")
    if not words.strip():
        raise CannotBeSo("words", "Write what was said, in a few words.")
    before = complaint.progress
    complaint.progress = Progress.TALKING
    _acknowledged(held, complaint, by)
    _keep(held, complaint)
    add_entry(held, Kind.NOTE, f"Talked with whoever complained on {on:%-d %B %Y}.", by=by, text=words.strip())
    record(Verb.COMPLAINT_STATE_CHANGED, target=held, by=by, before=before, after=str(Progress.TALKING))
    return held


@transaction.atomic
def look_into(*, case: Case, revision: int, by: User) -> Case:
    """Say that it is being looked into. Raises NotAllowed, WrongState, Stale."""
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    complaint = held.complaint
    if complaint.progress not in {Progress.ACKNOWLEDGED, Progress.TALKING}:
        raise _stands(held, complaint)
    before, complaint.progress = complaint.progress, Progress.LOOKING
    _keep(held, complaint)
    add_entry(held, Kind.EVENT, "Being looked into.", by=by)
    record(Verb.COMPLAINT_STATE_CHANGED, target=held, by=by, before=before, after=str(Progress.LOOKING))
    return held


@transaction.atomic
def answer_stage(*, case: Case, answer: Answer, revision: int, by: User) -> StageAnswer:
    """Answer the stage at which it stands, with a finding and a reason that whoever complained reads (D15). From here
    run the school days in which they may ask for the next stage. A panel's answer is recorded with the panel.

    Raises NotAllowed, WrongState, Stale, CannotBeSo.
    """
    calendar, days = school_calendar(), deadlines()
    held = locked_open(case, Act.CLOSE, by, revision)
    complaint = held.complaint
    if held.at_panel or complaint.stage == Stage.TWO:
        raise WrongState(OF_THE_PANEL)
    if Progress(complaint.progress) not in BEFORE_AN_ANSWER:
        raise _stands(held, complaint)
    if not answer.reason.strip():
        raise CannotBeSo("reason", "Write the reason, for whoever complained.")
    made = StageAnswer.objects.create(
        complaint=complaint, stage=complaint.stage, finding=answer.finding, reason=answer.reason.strip(),
        actions=answer.actions.strip(), private=answer.private.strip(), learning=answer.learning.strip(), decided_by=by,
    )  # fmt: skip
    _acknowledged(held, complaint, by)
    complaint.progress, complaint.answered_at = Progress.ANSWERED, made.decided_at
    ends_here = complaint.about == About.DATA and complaint.stage == Stage.ONE  # then the Information Commission
    complaint.next_stage_by = None if ends_here else calendar.add_school_days(timezone.localdate(), days.ask_next)
    _keep(held, complaint)
    add_entry(held, Kind.DECISION, f"Answered: {made.get_finding_display().lower()}.", by=by)
    tell_complainant(held, "answered")
    record(Verb.COMPLAINT_ANSWERED, target=held, by=by, stage=made.stage, finding=made.finding)
    return made


@transaction.atomic
def close_complaint(*, case: Case, words: str, private: str, revision: int, by: User) -> Case:
    """Close one that was answered, with words that whoever complained reads and a conclusion that stays in school.

    Raises NotAllowed, Stale, CannotBeSo; WrongState for one without an answer, or of which the next stage was asked.
    """
    held = locked_open(case, Act.CLOSE, by, revision)
    complaint = held.complaint
    if complaint.progress != Progress.ANSWERED:
        raise WrongState(f"Answer it first. It stands at: {complaint.get_progress_display().lower()}.")
    end(held, complaint, Progress.CLOSED, words, private, by)
    record(Verb.COMPLAINT_CLOSED, target=held, by=by)
    return held


def end(held: Case, complaint: Complaint, how: Progress, words: str, private: str, by: User) -> None:
    """Close a held complaint in one of the ways in which it ends, and tell whoever complained. Raises CannotBeSo
    without words for them."""
    if not words.strip():
        raise CannotBeSo("words", "Write to whoever complained why it is closed.")
    now = timezone.now()
    complaint.progress = how
    complaint.reopen_by = last_day_to_reopen(now, school_calendar(), deadlines())
    held.state, held.closed_at, held.at_panel = State.CLOSED, now, False
    _keep(held, complaint, "closed_at", "at_panel")
    add_entry(held, Kind.TO_AUTHOR, f"Closed: {how.label.lower()}.", by=by, text=words.strip())
    if private.strip():
        add_entry(held, Kind.NOTE, "Conclusion, stays in school.", by=by, text=private.strip())
    tell_complainant(held, "closed")


@transaction.atomic
def reopen_complaint(*, case: Case, reason: str, by: User) -> Case:
    """Open one again that was answered or closed, with a reason that whoever complained reads. The days to answer begin
    anew; until when they may ask for the next stage stays as they were told. What somebody took back stays so. Raises
    NotAllowed, WrongState, CannotBeSo."""
    calendar, days = school_calendar(), deadlines()
    held = locked(case, Act.REOPEN, by)
    complaint = held.complaint
    progress = Progress(complaint.progress)
    if progress not in ENDED | {Progress.ANSWERED} or progress == Progress.WITHDRAWN:
        raise _stands(held, complaint)
    if complaint.stage == Stage.TWO:
        raise WrongState(OF_THE_PANEL)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is opened again.")
    held.state, held.closed_at = State.REOPENED, None
    complaint.progress, complaint.answered_at = Progress.LOOKING, None
    clock_again(complaint, calendar, days)
    _keep(held, complaint, "closed_at")
    add_entry(held, Kind.TO_AUTHOR, "Opened again.", by=by, text=reason.strip())
    tell_complainant(held, "written")
    record(Verb.COMPLAINT_REOPENED, target=held, by=by)
    return held


@transaction.atomic
def ask_next_stage_for_them(*, case: Case, how: str, revision: int, by: User) -> Case:
    """Whoever complained asked for the next stage by letter or telephone: from a talk to stage 1, from there to the
    panel of governors (D11). One that is closed is opened by it, within the days that they were told. `how` is what
    somebody in school noted of it, and stays there. Raises NotAllowed, WrongState, Stale, CannotBeSo."""
    calendar, days = school_calendar(), deadlines()
    held = locked(case, Act.ESCALATE, by)
    if revision != held.revision:
        raise Stale(held)
    complaint = held.complaint
    if not how.strip():
        raise CannotBeSo("how", "Write when and how they asked.")
    to_stage_one = complaint.stage == Stage.INFORMAL
    if complaint.about == About.DATA and complaint.stage == Stage.ONE:
        raise WrongState(f"No panel follows. They can turn to the {ICO}.")
    if not may_ask_for_them(held):
        raise _stands(held, complaint)
    if not held.is_open:
        held.state, held.closed_at = State.REOPENED, None
    before, complaint.stage = complaint.stage, Stage.ONE if to_stage_one else Stage.TWO
    complaint.progress = Progress.LOOKING if to_stage_one else Progress.NEXT_ASKED
    complaint.answered_at, complaint.next_stage_by = None, None
    held.at_panel = not to_stage_one  # the clerk arranges it from here on
    _acknowledged(held, complaint, by)
    clock_again(complaint, calendar, days)
    _keep(held, complaint, "at_panel", "closed_at")
    add_entry(held, Kind.BY_AUTHOR, STAGE_ONE_ASKED if to_stage_one else STAGE_TWO_ASKED, by=by)
    add_entry(held, Kind.NOTE, "When and how they asked for the next stage.", by=by, text=how.strip())
    tell_complainant(held, "next_stage")
    if held.at_panel:
        tell_arrangers(held, "asked", except_user=by)
    record(Verb.COMPLAINT_NEXT_STAGE, target=held, by=by, before=before, after=complaint.stage)
    return held


def _acknowledged(held: Case, complaint: Complaint, by: User) -> None:
    """Whoever has done something with it has seen it, and whoever complained knows that the school has it."""
    now = timezone.now()
    complaint.acknowledged_at = complaint.acknowledged_at or now
    if held.seen_at is None:
        held.seen_at, held.seen_by = now, by


def _keep(held: Case, complaint: Complaint, *more: str) -> None:
    if held.is_open and held.state != State.REOPENED and complaint.progress != Progress.RECEIVED:
        held.state = State.WORKING
    set_next_date(held, complaint)
    complaint.save(
        update_fields=["progress", "stage", "acknowledged_at", "answered_at", "acknowledge_by", "answer_by",
                       "next_stage_by", "reopen_by"]
    )  # fmt: skip
    touch(held, *CASE_FIELDS, *more)


def _stands(held: Case, complaint: Complaint) -> WrongState:
    return WrongState(f"{held.reference} stands at: {complaint.get_progress_display().lower()}.")
