"""The rules of a panel: who may sit on it, how many, and what comes next (domain 1.1; requirements D11). Pure."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

SEATS = 3
MOST_DATES = 5
NUMBERS = ("nobody", "one", "two", "three")


class Bar(StrEnum):
    """Why somebody does not sit on the panel of a complaint, after their name. What part it was is not said: the clerk
    need not learn whom a complaint is about from it."""

    PART = "had a part in it before"
    TAKEN_OFF = "was taken off this panel"
    HEAD = "is the headteacher"
    SITS = "sits on this panel already"
    BOARD = "governs this school, and it is about most of its governors"
    NO_GOVERNOR = "is no governor of this school today"


@dataclass(frozen=True)
class Seat:
    """Somebody on a panel: a governor of this school, or of another one."""

    is_outside: bool = False
    is_independent: bool = False


def people(number: int) -> str:
    """So many people in words.

    >>> people(1), people(3)
    ('one person', 'three people')
    """
    return "one person" if number == 1 else f"{NUMBERS[number] if number < len(NUMBERS) else number} people"


def count_fault(missing: int, named: int) -> str:
    """What stands against naming so many where so many seats are free; empty where nothing does.

    >>> count_fault(3, 2)
    'Name three people. You named two.'
    """
    said = NUMBERS[named] if named < len(NUMBERS) else str(named)
    return "" if missing == named else f"Name {people(missing)}. You named {said}."


ONE_INDEPENDENT = (
    "The school is an academy: one of the three must have no part in managing or running it. Name a governor of "
    "another school, and tick that they have none."
)


def seats_fault(seats: Sequence[Seat], *, is_academy: bool) -> str:
    """What stands against this panel as a whole; empty where nothing does. In an academy one of the three is
    independent of the management and running of the school, so no governor of its own (The Education (Independent
    School Standards) Regulations 2014, Part 7).

    >>> seats_fault([Seat()] * 3, is_academy=False), bool(seats_fault([Seat()] * 3, is_academy=True))
    ('', True)
    """
    if len(seats) != SEATS:
        return count_fault(SEATS, len(seats))
    if is_academy and not any(seat.is_outside and seat.is_independent for seat in seats):
        return ONE_INDEPENDENT
    return ""


class Step(StrEnum):
    """What comes next with a panel. The values are what those who arrange it read."""

    NAME = "Name the panel"
    OFFER = "Offer days"
    ASKED = "Wait: whoever complained says which days suit"
    FIX = "Fix the day"
    PAPERS = "Wait for the papers"
    MEET = "The panel meets"
    AGAIN = "The panel had no papers on its day: offer another day"
    DECIDE = "Record what the panel decided"


# The same for whoever complained.
FOR_THE_AUTHOR: dict[Step, str] = {
    Step.OFFER: "The panel has three people. The clerk to the governors offers you some days.",
    Step.ASKED: "Tell us below which days suit you.",
    Step.FIX: "You told us which days suit you. The clerk to the governors picks one and tells you.",
    Step.PAPERS: "The panel reads the papers. It hears you and the school. Then it decides.",
    Step.MEET: "The panel reads the papers. It hears you and the school. Then it decides.",
    Step.AGAIN: "The panel could not decide on its day. You are offered other days.",
    Step.DECIDE: "The day of the panel is over. It writes to you.",
}


@dataclass(frozen=True)
class Standing:
    """How far the arranging has come: seats taken, days offered and answered, the day, whether the papers are out."""

    seats: int = 0
    offered: int = 0
    is_answered: bool = False
    meets_at: dt.datetime | None = None
    has_papers: bool = False


def step_of(stands: Standing, now: dt.datetime) -> Step:
    """What comes next.

    >>> step_of(Standing(), dt.datetime(2026, 10, 13)), step_of(Standing(seats=3), dt.datetime(2026, 10, 13))
    (<Step.NAME: 'Name the panel'>, <Step.OFFER: 'Offer days'>)
    """
    if stands.seats < SEATS:
        return Step.NAME
    if stands.meets_at is None:
        if not stands.offered:
            return Step.OFFER
        return Step.FIX if stands.is_answered else Step.ASKED
    if not stands.has_papers:
        return Step.PAPERS if now < stands.meets_at else Step.AGAIN
    return Step.MEET if now < stands.meets_at else Step.DECIDE


def papers_by(meeting: dt.date, letter_days: int, is_school_day: Callable[[dt.date], bool]) -> dt.date:
    """By when the papers go out: so many school days before the panel meets.

    >>> papers_by(dt.date(2026, 10, 14), 5, lambda day: day.weekday() < 5)
    datetime.date(2026, 10, 7)
    """
    day, left = meeting, letter_days
    while left:
        day -= dt.timedelta(days=1)
        left -= is_school_day(day)
    return day
