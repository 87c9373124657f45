"""Complaints on the start page: how many are new, and the lines of what is open, each by its reference."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from incidents.complaint_desk import ComplaintDesk
from incidents.complaint_rows import next_step, short_stage
from incidents.complaints.stages import Progress
from people.roles import Role
from people.school_days import SchoolCalendar

from .feed import COMPLAINT, Kind, Line, age
from .incident_desk import in_school_days, late_words, near_words
from .tiles import Tile

SIGNS = {Progress.RECEIVED: "ask", Progress.NEXT_ASKED: "ask", Progress.ANSWERED: "info"}


def complaint_tiles(desk: ComplaintDesk, now: dt.datetime, *, all_of_them: bool) -> list[Tile]:
    """How many nobody has seen yet. `all_of_them`: where there is none, too."""
    url = reverse("incidents:complaints")
    if desk.new:
        what = "Complaint, not yet seen" if desk.new == 1 else "Complaints, not yet seen"
        return [Tile(str(desk.new), what, f"oldest: {age(desk.since, now)}", url, "ask")]
    return [Tile("0", "Complaints, not yet seen", "Every complaint was seen", url, "0")] if all_of_them else []


def complaint_lines(desk: ComplaintDesk, today: dt.date, calendar: SchoolCalendar) -> Iterator[Line]:
    """The newest that are open: reference, stage, how old, what is next and by when, with whom. Nothing of what it says
    and nobody of whom it tells."""
    for case in desk.newest:
        progress = Progress(case.complaint.progress)
        yield Line(
            when=case.reported_at,
            what=case.reference,
            who=_with(case),
            url=case.get_absolute_url(),
            kind=Kind(COMPLAINT.key, COMPLAINT.many, progress.label, "Open it", SIGNS.get(progress, "wait")),
            about=_about(case, today, calendar),
            step=next_step(case),
            age=in_school_days(calendar.school_days_between(case.received_on, today)),
        )


def _about(case: Any, today: dt.date, calendar: SchoolCalendar) -> str:
    said = [short_stage(case.complaint)]
    if case.due_on and case.due_on < today:
        said.append(f"overdue {late_words(case.due_on, today, calendar)}")
    elif case.due_on:
        said.append(f"due {near_words(case.due_on, today)}")
    return " · ".join(said)


def _with(case: Any) -> str:
    names = [one.user.get_short_name() for one in case.dealing]
    label = Role(case.owner_role).label
    return ", ".join(names) or f"the {label[0].lower()}{label[1:]}"
