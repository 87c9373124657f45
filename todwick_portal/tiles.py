"""The numbers at the top of a start page: at most five, each a link to what it counts, with the oldest's age."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """How much a number is needed, where there are more than five."""

    NOW = 0  # a clock runs, nobody has looked yet, or it is late
    NEXT = 1
    NOTHING = 2  # there is none, and that is good
    TELLS = 3  # asks for nothing


@dataclass(frozen=True)
class Tile:
    """A number, what it counts, how old the oldest is, and the list it counts."""

    number: str
    what: str
    old: str
    url: str
    kind: str = ""
    weight: Weight = Weight.NEXT


MOST = 5


def five_of(tiles: Sequence[Tile]) -> list[Tile]:
    """At most five, in the order in which they were given.

    First come what runs on a clock, is new or is late: mail that could not be sent, data breaches, new incidents,
    overdue ones, pictures to remove. These are five, so none of them ever gives way, and pictures to remove stand there
    whenever there are any. Then, as there is room, what is due soon or waits for others, new complaints, requests,
    answers to sort out; then what is at nought; last what only tells a number. What gives way is counted on its tab
    and stands in the feed.
    """
    needed = sorted(range(len(tiles)), key=lambda place: (tiles[place].weight, place))[:MOST]
    return [tiles[place] for place in sorted(needed)]


def days_ago(day: dt.date, today: dt.date) -> str:
    """When something was done last, in words.

    >>> today = dt.date(2026, 10, 13)
    >>> days_ago(today, today), days_ago(dt.date(2026, 10, 12), today), days_ago(dt.date(2026, 7, 1), today)
    ('today', 'yesterday', 'on 1 July 2026')
    """
    return {0: "today", 1: "yesterday"}.get((today - day).days, f"on {day:%-d %B %Y}")
