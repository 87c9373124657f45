"""Who is told of something that nobody has opened: the holder, then who stands in, then the chair (issue 3, item 2)."""

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .school_days import SchoolCalendar


@dataclass(frozen=True)
class Told:
    """Somebody who is told. `reference_only`: that something waits, by its reference, and nothing of what it is."""

    person: Hashable
    reference_only: bool = False


def who_is_told(
    *,
    received_on: dt.date,
    opened: bool,
    today: dt.date,
    calendar: SchoolCalendar,
    holder: Hashable | None,
    covers: Sequence[Hashable],
    chair: Hashable | None,
    subject: Hashable | None,
) -> tuple[Told, ...]:
    """Who is told today of what was received on `received_on`, each once, never the person it is about.

    The holder from the first day. Not opened for as many school days as the school set (2): also whoever stands in.
    After more (4): also the chair, by the reference alone. Where a step has nobody left (none named, or it is about
    them) the next one is told at once, so that nothing lies with nobody. What was opened stays with the holder.
    """
    to_the_cover, to_the_chair = calendar.told_after
    waited = 0 if opened else calendar.school_days_between(received_on, today)
    steps = (
        (0, [holder], False),
        (to_the_cover, list(covers), False),
        (to_the_chair, [chair], True),
    )
    told: list[Told] = []
    for days, people, reference_only in steps:
        known = {one.person for one in told}
        if told and waited < days:
            continue
        for person in dict.fromkeys(people):
            if person is not None and person != subject and person not in known:
                told.append(Told(person, reference_only))
    return tuple(told)
