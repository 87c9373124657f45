"""Whoever complained goes on with it or takes it back: next stage, formal complaint, not settled, taken back, mails."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_author import Author
from incidents.complaint_mails import tell_complainant
from incidents.complaint_writable import has_next_stage, is_decided_by_panel, last_day
from incidents.complaints.abouts import About
from incidents.complaints.deadlines import clock_of, deadlines
from incidents.complaints.stages import Progress, ReachBy, Stage
from incidents.complaints.windows import last_day_to_reopen
from incidents.models import Case, Complaint, State, TimelineEntry
from incidents.panel_mails import tell_arrangers
from incidents.relations import Act
from people.calendar import school_calendar

from .complaint_days import clock_again, set_next_date
from .complaint_telling import tell_answering
from .complaint_words import MOST_WORDS, actor_of
from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import touch
from .panel_parting import panel_again, stop_panel

Kind = TimelineEntry.Kind
# Where one that is opened again goes on, before a panel.
AGAIN = {Stage.INFORMAL: Progress.TALKING, Stage.ONE: Progress.LOOKING}
PANEL_DECIDED = "A panel of governors has decided it. That was the last stage in school, and we do not open it again."
TOO_LATE = "You could ask for the next stage until {day}. You can still write to us, and we read it."


def _words(why: str) -> str:
    words = why.strip()
    if not words:
        raise CannotBeSo("why", "Write why, in your own words.")
    if len(words) > MOST_WORDS:
        raise CannotBeSo("why", f"Write at most {MOST_WORDS:,} signs. Send the rest as a message.")
    return words


def _save(complaint: Complaint, **changed: object) -> None:
    for name, value in changed.items():
        setattr(complaint, name, value)
    complaint.save(update_fields=list(changed))


def _open_again(case: Case) -> None:
    if not case.is_open:
        case.state, case.closed_at = State.REOPENED, None


@transaction.atomic
def ask_next_stage(*, author: Author, why: str, form_key: uuid.UUID) -> Case:
    """Ask for the next stage after an answer: after a talk stage 1, after stage 1 a panel of governors, of which the
    clerk sees the papers from then on. Sent twice it is asked once.

    Raises CannotBeSo without a reason, WrongState where none follows or the last day is over, NotAllowed.
    """
    words = _words(why)
    calendar, days = school_calendar(), deadlines()
    held = author.held(Act.ESCALATE)
    if sent_before(held, form_key):
        return held
    complaint = held.complaint
    last = complaint.next_stage_by
    if last is None or not has_next_stage(held):
        raise WrongState("There is no answer yet that a next stage could follow. You can write to us at any time.")
    if last < timezone.localdate():
        raise WrongState(TOO_LATE.format(day=f"{last:%-d %B %Y}"))
    _open_again(held)
    if complaint.stage == Stage.INFORMAL:
        _to_stage_one(held)
    else:
        meets_by = calendar.add_school_days(timezone.localdate(), days.panel)
        _save(complaint, stage=Stage.TWO, progress=Progress.NEXT_ASKED, answer_by=meets_by, answered_at=None)
        held.at_panel, held.due_on = True, meets_by
    return _asked(held, author, "Asked for the next stage", words, form_key)


@transaction.atomic
def make_formal(*, author: Author, why: str, form_key: uuid.UUID) -> Case:
    """A concern becomes a complaint, whenever whoever wrote it wants; its clock begins today. Sent twice it is one.

    Raises CannotBeSo, WrongState where it is one already or closed, NotAllowed.
    """
    words = _words(why)
    held = author.held(Act.ESCALATE)
    if sent_before(held, form_key):
        return held
    if held.complaint.stage != Stage.INFORMAL:
        raise WrongState("It is a formal complaint already.")
    if not held.is_open:
        raise WrongState("It is closed. Tell us first that it is not settled.")
    _to_stage_one(held)
    return _asked(held, author, "Made it a formal complaint", words, form_key)


def _to_stage_one(held: Case) -> None:
    """Its days begin today. Those of the law, about personal data, began when it was first sent and never twice: what
    was promised stays, and so does that they know that the school has it."""
    complaint = held.complaint
    clock = clock_of(timezone.now(), About(complaint.about), school_calendar(), deadlines())
    new = {"acknowledge_by": clock.acknowledge_by, "answer_by": clock.answer_by, "acknowledged_at": None}
    if complaint.about == About.DATA:
        new = {
            "acknowledge_by": min(complaint.acknowledge_by, clock.acknowledge_by),
            "answer_by": min(complaint.answer_by, clock.answer_by),
            "acknowledged_at": complaint.acknowledged_at,
        }
    progress = Progress.ACKNOWLEDGED if new["acknowledged_at"] else Progress.RECEIVED
    _save(complaint, stage=Stage.ONE, progress=progress, answered_at=None, next_stage_by=None, **new)
    set_next_date(held, complaint)


def _asked(held: Case, author: Author, what: str, words: str, form_key: uuid.UUID) -> Case:
    add_entry(held, Kind.BY_AUTHOR, what, by=None, text=words, form_key=form_key)
    touch(held, "state", "closed_at", "at_panel", "due_on")
    tell_answering(held, "next_stage", author.user)
    if held.at_panel:
        tell_arrangers(held, "asked", except_user=author.user, if_not_told=True)
    tell_complainant(held, "next_stage")
    stage = str(held.complaint.stage)
    record(Verb.COMPLAINT_NEXT_STAGE, target=held, by=author.user, actor=actor_of(author.user), stage=stage)
    return held


@transaction.atomic
def say_not_settled(*, author: Author, why: str, form_key: uuid.UUID) -> Case:
    """Open a closed complaint again, within the window. Sent twice it is opened once.

    Raises CannotBeSo without a reason, WrongState where it is open, a panel has decided it or the window is over,
    NotAllowed.
    """
    words = _words(why)
    held = author.held(Act.ESCALATE)
    if sent_before(held, form_key):
        return held
    if is_decided_by_panel(held.complaint):
        raise WrongState(PANEL_DECIDED)
    last = last_day(held)
    if last is None:
        raise WrongState("It is not closed. Write to us instead.")
    if last < timezone.localdate():
        raise WrongState(f"You could tell us until {last:%-d %B %Y}. Ring the school office, or make a new one.")
    _open_again(held)
    complaint = held.complaint
    clock_again(complaint, school_calendar(), deadlines())
    answer_by = complaint.answer_by
    progress = panel_again(held) if complaint.stage == Stage.TWO else AGAIN[Stage(complaint.stage)]
    _save(complaint, progress=progress, answer_by=answer_by, answered_at=None, next_stage_by=None)
    held.at_panel, held.due_on = complaint.stage == Stage.TWO, answer_by
    add_entry(held, Kind.BY_AUTHOR, "Said that it is not settled", by=None, text=words, form_key=form_key)
    touch(held, "state", "closed_at", "at_panel", "due_on")
    tell_answering(held, "reopened", author.user)
    if held.at_panel:
        tell_arrangers(held, "asked", except_user=author.user, if_not_told=True)
    record(Verb.COMPLAINT_REOPENED, target=held, by=author.user, actor=actor_of(author.user))
    return held


@transaction.atomic
def take_back(*, author: Author, why: str, form_key: uuid.UUID) -> Case:
    """Take a complaint back. It stays kept, and can be gone on with for some days. A reason is welcome, not needed;
    it is confirmed in writing. Done twice it is done once. Raises WrongState where it is closed, NotAllowed."""
    held = author.held(Act.WITHDRAW)
    if sent_before(held, form_key):
        return held
    if not held.is_open:
        raise WrongState("It is closed already.")
    if held.at_panel:
        stop_panel(held, author.user)
    now: dt.datetime = timezone.now()
    held.state, held.closed_at, held.at_panel = State.CLOSED, now, False
    if held.seen_at is None:
        held.seen_at = now
    last = last_day_to_reopen(now, school_calendar(), deadlines())
    _save(held.complaint, progress=Progress.WITHDRAWN, reopen_by=last)
    add_entry(held, Kind.BY_AUTHOR, "Took it back", by=None, text=why.strip()[:MOST_WORDS], form_key=form_key)
    held.due_on = None  # nothing of it is due any more
    touch(held, "state", "closed_at", "at_panel", "seen_at", "due_on")
    tell_answering(held, "withdrawn", author.user)
    tell_complainant(held, "withdrawn")
    record(Verb.COMPLAINT_WITHDRAWN, target=held, by=author.user, actor=actor_of(author.user))
    return held


@transaction.atomic
def change_mails(*, author: Author, address: str) -> Case:
    """Mails about it go to another address from now on, or (empty) to none. Whoever had the old one is told so.

    Raises NotAllowed; CannotBeSo for one who stays anonymous, of whom no address is kept.
    """
    held = author.held(Act.READ_OWN)
    complaint, address = held.complaint, address.strip()
    if complaint.is_anonymous and address:
        raise CannotBeSo("email", "You wrote without a name, so we keep no address. Your access code shows everything.")
    if address == complaint.email:
        return held
    tell_complainant(held, "address")
    by_mail = complaint.reach_by == ReachBy.EMAIL
    reach_by = ReachBy.EMAIL if address else ReachBy.CODE if by_mail else complaint.reach_by
    _save(complaint, email=address, reach_by=reach_by)
    touch(held)
    stopped = not address
    record(Verb.COMPLAINT_MAILS, target=held, by=author.user, actor=actor_of(author.user), stopped=stopped)
    return held
