"""Holding a complaint still while its panel is arranged, and the meeting that is being arranged."""

import datetime as dt

from django.utils import timezone

from incidents.complaints.deadlines import deadlines
from incidents.complaints.panels import papers_by
from incidents.models import Case, Complaint, Hearing
from incidents.relations import Act
from people.calendar import school_calendar
from people.models import User
from people.school_days import LONDON

from .faults import NotAllowed, WrongState
from .locking import locked

# Papers go out at least so many school days ahead, however soon the school writes its letters (domain 1.1).
FEWEST_DAYS = 5
NO_PANEL = "No panel deals with it now."


def held_for_panel(case: Case, act: Act, by: User) -> Case:
    """The complaint as it stands now, held until the end of the transaction. Nobody arranges or judges what they
    complained of themselves. Raises NotAllowed, WrongState."""
    held = locked(case, act, by)
    if held.reported_by_id == by.pk:
        raise NotAllowed
    if not (held.at_panel and held.is_open):
        raise WrongState(NO_PANEL)
    return held


def current_hearing(complaint: Complaint) -> Hearing | None:
    """The meeting that is being arranged, if one is. One query."""
    return complaint.hearings.filter(ended_at=None).first()


def hearing_of(held: Case, by: User) -> Hearing:
    """The meeting of a held complaint, begun where there is none."""
    found = current_hearing(held.complaint)
    return found or Hearing.objects.create(complaint=held.complaint, arranged_by=by)


def day_of(moment: dt.datetime) -> dt.date:
    """The day on which a panel meets, in school."""
    return moment.astimezone(LONDON).date()


def paper_days() -> int:
    """How many school days before a panel its papers go out. One query."""
    return max(FEWEST_DAYS, deadlines().letter)


def earliest_meeting(hearing: Hearing | None) -> dt.date:
    """The first day on which a panel can meet so that its papers were out in time: they are out already, or go out
    today."""
    sent = day_of(hearing.bundle_at) if hearing and hearing.bundle_at else timezone.localdate()
    return school_calendar().add_school_days(sent, paper_days())


def is_too_near(meeting: dt.date) -> bool:
    """Whether somebody who is named today has too few school days until a panel meets to read its papers."""
    return school_calendar().add_school_days(timezone.localdate(), paper_days()) > meeting


def last_day_for_papers(meeting: dt.date) -> dt.date:
    """By when the papers go out for a panel that meets on that day."""
    return papers_by(meeting, paper_days(), school_calendar(meeting).is_school_day)


def letter_by(meeting: dt.date) -> dt.date:
    """By when the panel's letter is written."""
    return school_calendar().add_school_days(meeting, deadlines().letter)


def next_panel_day(complaint: Complaint) -> dt.date:
    """The day that comes next of a panel: to meet, once the day is fixed for the papers, then for its letter."""
    hearing = current_hearing(complaint)
    if hearing is None or hearing.meets_at is None:
        return complaint.answer_by
    meeting = day_of(hearing.meets_at)
    return letter_by(meeting) if hearing.has_papers else last_day_for_papers(meeting)


def fresh_hearing(held: Case, before: Hearing, by: User) -> Hearing:
    """A meeting without a day in the place of another one: it takes over papers and companion."""
    before.ended_at = timezone.now()
    before.save(update_fields=["ended_at"])
    return Hearing.objects.create(
        complaint=held.complaint, arranged_by=by, companion=before.companion, bundle=before.bundle,
        bundle_at=before.bundle_at, bundle_by=before.bundle_by,
    )  # fmt: skip
