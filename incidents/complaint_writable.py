"""What whoever complained can still do with a complaint, by where it stands and by the day."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from people.calendar import school_calendar

from .complaints.abouts import About
from .complaints.deadlines import deadlines
from .complaints.stages import ENDED, Progress, Stage
from .complaints.windows import last_day_to_reopen
from .models import Case, Complaint

# Where nobody asks for the next stage: it was asked for, or it came to an end without an answer of the school's. What
# was taken back is gone on with instead.
WITHOUT_NEXT = ENDED - {Progress.CLOSED} | {Progress.NEXT_ASKED, Progress.PANEL}


@dataclass(frozen=True)
class Open:
    """What is offered on the page. `next_until`, `reopen_until`: the last days, also after they are over."""

    write: bool
    next_stage: bool
    reopen: bool
    formal: bool
    withdraw: bool
    next_until: dt.date | None
    reopen_until: dt.date | None


def last_day(case: Case) -> dt.date | None:
    """Until when a closed complaint can be added to and opened again, as it was told; None for one that is open."""
    if case.closed_at is None:
        return None
    return case.complaint.reopen_by or last_day_to_reopen(case.closed_at, school_calendar(), deadlines())


def may_write(case: Case) -> bool:
    """Whether words and files can still be added: while it is open, and for some school days after."""
    last = last_day(case)
    return last is None or timezone.localdate() <= last


def is_decided_by_panel(complaint: Complaint) -> bool:
    """Whether a panel has decided it, which is final in school. What was taken back before that is not decided."""
    return complaint.stage == Stage.TWO and complaint.progress in {Progress.ANSWERED, Progress.CLOSED}


def goes_to_commissioner(complaint: Complaint) -> bool:
    """Whether the school has answered it as far as it does, being about personal data: who is not content writes to
    the ICO, and no stage in school follows."""
    is_answered = complaint.stage == Stage.ONE and complaint.progress in {Progress.ANSWERED, Progress.CLOSED}
    return is_answered and complaint.about == About.DATA and complaint.next_stage_by is None


def is_stage_answered(complaint: Complaint) -> bool:
    """Whether the stage at which it stands has an answer, also once it was opened again. One query."""
    return complaint.answers.filter(stage=complaint.stage).exists()


def has_next_stage(case: Case) -> bool:
    """Whether an answer was given that a stage of the school's own can follow, also while the school looks into it
    again: that is asked of the answer, so that nothing the school does takes it away. Not after a panel, nor after
    stage 1 of how personal data was used, where the ICO comes next; not of what was taken back.
    One query at most. Whether its days are over is for the caller to say.
    """
    complaint = case.complaint
    if complaint.next_stage_by is None or complaint.progress in WITHOUT_NEXT or complaint.stage == Stage.TWO:
        return False
    if complaint.about == About.DATA and complaint.stage == Stage.ONE:
        return False
    return is_stage_answered(complaint)


def may_ask_for_them(case: Case) -> bool:
    """Whether it can be entered that whoever complained asked for the next stage by letter or telephone: from a talk at
    any time, after an answer within its days, also once it is closed. While it stands answered also later: a letter
    may have lain. One query at most."""
    complaint, last = case.complaint, case.complaint.next_stage_by
    if case.is_open and complaint.stage == Stage.INFORMAL:
        return True
    is_waiting = case.is_open and complaint.progress == Progress.ANSWERED
    return last is not None and (is_waiting or timezone.localdate() <= last) and has_next_stage(case)


def open_for(case: Case) -> Open:
    """Everything that whoever complained can do with it today."""
    complaint, today = case.complaint, timezone.localdate()
    last = last_day(case)
    until = complaint.next_stage_by if has_next_stage(case) else None
    return Open(
        write=last is None or today <= last,
        next_stage=until is not None and today <= until,
        reopen=last is not None and today <= last and not is_decided_by_panel(complaint),
        formal=case.is_open and complaint.stage == Stage.INFORMAL,
        withdraw=case.is_open,
        next_until=until,
        reopen_until=last,
    )
