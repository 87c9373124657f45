"""How many have read a policy, for those who see names and for those who see numbers alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from .readers import ROLES_OF, Reader
from .words import Audience

FEWEST = 5


@dataclass(frozen=True)
class Figures:
    """One audience in numbers. Each person counts in one audience, so nothing is told by taking one from another."""

    audience: Audience
    asked: int
    agreed: int
    cannot: int
    late: int

    @property
    def open(self) -> int:
        return self.asked - self.agreed - self.cannot

    @property
    def width(self) -> int:
        """The share that has agreed, as the length of a bar in per cent; for whoever may see the numbers."""
        return round(100 * self.agreed / self.asked) if self.asked else 0

    @property
    def hidden(self) -> str:
        """For whoever may know no name: how many have agreed, under five either way not told."""
        return out_of(self.agreed, self.asked)


def figures_of(readers: Iterable[Reader], day: dt.date) -> list[Figures]:
    """The figures of each audience in which anybody is asked; `late` are those whose day is over on `day`."""
    readers = list(readers)
    found = []
    for audience in ROLES_OF:
        own = [reader for reader in readers if reader.audience == audience]
        agreed, cannot = sum(one.agreed is not None for one in own), sum(one.cannot for one in own)
        if own:
            late = sum(reader.is_late_on(day) for reader in own)
            found.append(Figures(audience, len(own), agreed, cannot, late))
    return found


def out_of(count: int, total: int) -> str:
    """A count of people out of `total`, so that nobody can be told from it (security 3, figures under five).

    >>> out_of(9, 14), out_of(4, 14), out_of(11, 14), out_of(14, 14), out_of(3, 7)
    ('9 of 14', 'fewer than 5 of 14', 'all but fewer than 5 of 14', 'all but fewer than 5 of 14', 'too few to say')
    """
    if total < 2 * FEWEST:
        return "too few to say"
    if count < FEWEST:
        return f"fewer than {FEWEST} of {total}"
    return f"all but fewer than {FEWEST} of {total}" if total - count < FEWEST else f"{count} of {total}"
