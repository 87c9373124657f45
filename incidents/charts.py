"""Figures as tables with bars: this school year beside the last one. No database.

Each figure carries the filters under which the list shows exactly the incidents that it counts.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from people.school_year import label

# How many, by whether it was this school year (0) or the last (1), and by what is counted.
Counts = Counter[tuple[int, str]]
# What one incident may have several of.
SEVERAL = {"rule", "strength", "test", "group", "outcome"}


@dataclass(frozen=True)
class Year:
    """A school year and its days."""

    starts_in: int
    first: dt.date
    last: dt.date

    @property
    def label(self) -> str:
        return label(self.starts_in)

    def address(self, **filters: str) -> str:
        """The filters of the list that show what was reported in it."""
        return urlencode({**filters, "since": self.first.isoformat(), "until": self.last.isoformat()})


@dataclass(frozen=True)
class Figure:
    """A count, its address in the list, and how long its bar is beside the longest of its table, in per cent."""

    count: int
    address: str
    width: int


@dataclass(frozen=True)
class Line:
    """One thing that is counted, in this school year and the last."""

    label: str
    this: Figure
    last: Figure


@dataclass(frozen=True)
class Chart:
    """One table of figures; `slug` is the filter that each of its lines sets, `head` what its lines are."""

    title: str
    slug: str
    head: str
    lines: list[Line]

    @property
    def note(self) -> str:
        """What whoever adds the lines up must know."""
        return "One incident may stand in several lines." if self.slug in SEVERAL else ""


@dataclass(frozen=True)
class Years:
    """The two school years that are compared, as the makers of charts."""

    this: Year
    last: Year

    def chart(self, title: str, slug: str, head: str, counts: Counts, labels: Mapping[str, str]) -> Chart:
        """A table of what was counted at all, in the order of `labels`.

        >>> years = Years(*(Year(n, dt.date(n, 9, 1), dt.date(n + 1, 8, 31)) for n in (2026, 2025)))
        >>> chart = years.chart("Why", "kind", "Reason", Counter({(0, "a"): 2, (1, "a"): 1}), {"a": "A", "b": "B"})
        >>> [(line.label, line.this.count, line.this.width, line.last.count, line.last.width) for line in chart.lines]
        [('A', 2, 100, 1, 50)]
        """
        counted = [value for value in labels if counts[0, value] or counts[1, value]]
        most = max((counts[n, value] for n in (0, 1) for value in counted), default=0)
        lines = [
            Line(labels[value], *(self._figure(n, slug, value, counts, most) for n in (0, 1))) for value in counted
        ]
        return Chart(title, slug, head, lines)

    def _figure(self, n: int, slug: str, value: str, counts: Counts, most: int) -> Figure:
        count, year = counts[n, value], (self.this, self.last)[n]
        return Figure(count, year.address(**{slug: value}), round(100 * count / most))
