"""Complaints on the start page: how many are new, and the lines of what is open, each by its reference."""

import datetime as dt

from django.urls import reverse

from incidents.complaint_rows import next_step, short_stage
from incidents.complaints.stages import Progress
from incidents.desk import Desk
from incidents.open_lines import OpenCase
from people.roles import Role
from people.school_days import SchoolCalendar

from .feed import COMPLAINT, Kind, Line, age
from .incident_desk import due_words, in_school_days
from .tiles import Tile, Weight

SIGNS = {Progress.RECEIVED: "ask", Progress.NEXT_ASKED: "ask", Progress.ANSWERED: "info"}


def complaint_tiles(desk: Desk, now: dt.datetime, *, all_of_them: bool) -> list[Tile]:
    """How many nobody has seen yet. `all_of_them`: where there is none, too."""
    url = f"{reverse('incidents:complaints')}?progress=new"
    if desk.new.count:
        what = "Complaint, not yet seen" if desk.new.count == 1 else "Complaints, not yet seen"
        return [Tile(str(desk.new.count), what, f"oldest: {age(desk.new.since, now)}", url, "ask")]
    none = Tile("0", "Complaints, not yet seen", "Every complaint was seen", url, "0", Weight.NOTHING)
    return [none] if all_of_them else []


def complaint_line(one: OpenCase, today: dt.date, calendar: SchoolCalendar) -> Line:
    """One that is open: reference, stage, how old, what is next and by when, with whom. Nothing of what it says and
    nobody of whom it tells."""
    case, label = one.case, Role(one.case.owner_role).label
    progress = Progress(case.complaint.progress)
    return Line(
        when=case.reported_at,
        what=case.reference,
        who=", ".join(one.people) or f"the {label[0].lower()}{label[1:]}",
        url=case.get_absolute_url(),
        kind=Kind(COMPLAINT.key, COMPLAINT.many, progress.label, "Open it", SIGNS.get(progress, "wait")),
        about=" · ".join([short_stage(case.complaint), *due_words(case.due_on, today, calendar)]),
        step=next_step(case),
        age=in_school_days(calendar.school_days_between(case.received_on, today)),
    )
