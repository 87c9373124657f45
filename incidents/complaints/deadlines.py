"""By when a complaint is acknowledged, answered, taken to the next stage: the school's own numbers, in school days.

How personal data was used runs in calendar days instead (Data (Use and Access) Act 2025: acknowledged within 30).
"""

import datetime as dt
from dataclasses import dataclass

from people.school_days import LONDON, SchoolCalendar
from people.settings import Key, number, read_all

from .abouts import About


@dataclass(frozen=True)
class Deadlines:
    """The numbers of the school. All in school days but `months_after` and `data_days`."""

    acknowledge: int
    answer: int
    ask_next: int
    panel: int
    letter: int
    months_after: int
    data_days: int


def deadlines(own: dict[Key, str] | None = None) -> Deadlines:
    """What the school has set. One query unless the settings are at hand."""
    found = read_all() if own is None else own
    return Deadlines(
        acknowledge=number(found, Key.COMPLAINT_ACKNOWLEDGE_DAYS),
        answer=number(found, Key.COMPLAINT_ANSWER_DAYS),
        ask_next=number(found, Key.COMPLAINT_NEXT_STAGE_DAYS),
        panel=number(found, Key.COMPLAINT_PANEL_DAYS),
        letter=number(found, Key.COMPLAINT_LETTER_DAYS),
        months_after=number(found, Key.COMPLAINT_MONTHS),
        data_days=number(found, Key.COMPLAINT_DATA_DAYS),
    )


@dataclass(frozen=True)
class Clock:
    """The days that run from the moment a complaint was sent."""

    received_on: dt.date
    acknowledge_by: dt.date
    answer_by: dt.date


def clock_of(sent_at: dt.datetime, about: About, calendar: SchoolCalendar, days: Deadlines) -> Clock:
    """When it counts as received, and by when it is acknowledged and answered. Raises CalendarEnds.

    What is sent on 24 December is received on the first school day of January. Days about personal data run from the
    day it was sent, in holidays too, whatever the school calendar says.
    """
    received = calendar.counts_as_received(sent_at)
    if about == About.DATA:
        last = sent_at.astimezone(LONDON).date() + dt.timedelta(days=days.data_days)
        return Clock(received, last, last)
    return Clock(
        received,
        calendar.add_school_days(received, days.acknowledge),
        calendar.add_school_days(received, days.answer),
    )
