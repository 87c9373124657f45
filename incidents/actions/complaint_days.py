"""The days of a complaint: which comes next, putting one off with a reason that is told, beginning anew.

A day that was promised stays as it was told, also when the school's terms or its numbers of days change afterwards:
whoever complained was told that day. It changes by a person alone, who writes why.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaints.abouts import About
from incidents.complaints.deadlines import Deadlines, clock_of
from incidents.complaints.stages import Progress, Stage
from incidents.models import Case, Complaint, DateRevision, TimelineEntry
from incidents.relations import Act
from people.models import User
from people.school_days import SchoolCalendar

from .entries import add_entry
from .faults import CannotBeSo, WrongState
from .locking import locked_open, touch
from .panel_holding import next_panel_day

What = DateRevision.What
BY_LAW = "The law sets this day: within 30 days of the day it was sent. Tell them now that the school has it."


def set_next_date(case: Case, complaint: Complaint) -> None:
    """Put the day that comes next upon a held case: to acknowledge, to answer, to close; of a
    panel to meet, to have its papers, to write. None once it is over."""
    if not case.is_open:
        case.due_on = None
    elif case.at_panel:
        case.due_on = next_panel_day(complaint)
    elif complaint.acknowledged_at is None:
        case.due_on = complaint.acknowledge_by
    elif complaint.progress == Progress.ANSWERED:
        case.due_on = complaint.next_stage_by
    else:
        case.due_on = complaint.answer_by


def clock_again(complaint: Complaint, calendar: SchoolCalendar, days: Deadlines) -> None:
    """The days to answer begin again today, as for something that comes in now: for a panel its own number."""
    clock = clock_of(timezone.now(), About(complaint.about), calendar, days)
    complaint.answer_by = clock.answer_by
    if complaint.stage == Stage.TWO and complaint.about != About.DATA:
        complaint.answer_by = calendar.add_school_days(clock.received_on, days.panel)


@transaction.atomic
def revise_date(*, case: Case, what: What, after: dt.date, reason: str, revision: int, by: User) -> DateRevision:
    """Put off a day that was promised, with a reason; whoever complained is told both (D10). An earlier day that is
    still to come may take its place, where the promised one was mistyped. The day of a panel is not moved by whoever
    answered: the panel's own people offer another.

    Not the day on which the law wants personal-data complaints acknowledged. Raises NotAllowed, WrongState, Stale,
    CannotBeSo.
    """
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    complaint = held.complaint
    if what == What.ACKNOWLEDGE and complaint.acknowledged_at:
        raise WrongState("They know already that the school has it.")
    if what == What.ACKNOWLEDGE and complaint.about == About.DATA:
        raise CannotBeSo("after", BY_LAW)
    if held.at_panel or complaint.stage == Stage.TWO:
        raise WrongState("The day of a panel is changed by whoever arranges it.")
    if what == What.PANEL or complaint.progress == Progress.ANSWERED:
        raise WrongState(f"{held.reference} stands at: {complaint.get_progress_display().lower()}.")
    field = "acknowledge_by" if what == What.ACKNOWLEDGE else "answer_by"
    before = getattr(complaint, field)
    if after <= timezone.localdate():
        raise CannotBeSo("after", "Give a day that is still to come.")
    if after == before:
        raise CannotBeSo("after", f"{before:%-d %B %Y} is the day that was promised. Give another one.")
    if not reason.strip():
        raise CannotBeSo("reason", "Write why, for whoever complained.")
    made = DateRevision.objects.create(
        complaint=complaint, what=what, before=before, after=after, reason=reason.strip(), revised_by=by
    )
    setattr(complaint, field, after)
    set_next_date(held, complaint)
    complaint.save(update_fields=[field])
    touch(held, "due_on")
    said = f"The day {what.label}: {before:%-d %B %Y} became {after:%-d %B %Y}."
    add_entry(held, TimelineEntry.Kind.EVENT, said, by=by)
    tell_complainant(held, "date")
    record(
        Verb.COMPLAINT_DATE_REVISED, target=held, by=by, what=str(what), before=before.isoformat(),
        after=after.isoformat(),
    )  # fmt: skip
    return made
