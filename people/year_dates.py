"""The dates of one school year as a person enters them, and what must be right about them. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .school_days import SATURDAY, Span

TERMS = ("autumn", "spring", "summer")
EARLIEST, LATEST = (8, 1), (9, 15)
LONGEST_HALF_TERM = 16
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Closed:
    """Days on which the school is closed for a reason of its own, such as snow."""

    span: Span
    note: str = ""


@dataclass(frozen=True)
class YearDates:
    """A school year: its first day, its three terms in order, the half-term of each, INSET days, other closures."""

    school_year: int
    starts_on: dt.date
    terms: tuple[Span, Span, Span]
    half_terms: tuple[Span | None, Span | None, Span | None] = (None, None, None)
    inset: tuple[dt.date, ...] = ()
    closed: tuple[Closed, ...] = ()

    @property
    def parts(self) -> list[dict[str, object]]:
        """Each term with its half-term, for a page."""
        pairs = zip(TERMS, self.terms, self.half_terms, strict=True)
        return [{"name": f"{name.capitalize()} term", "term": term, "half": half} for name, term, half in pairs]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words that say what to do. `field` is the name of the box it belongs to."""

    field: str
    text: str


@dataclass(frozen=True)
class Around:
    """What the years before and after leave free: the last day of the summer term before, the last day of this year."""

    summer_before: dt.date | None
    ends_on: dt.date


def faults(dates: YearDates, around: Around, bank_holidays: Mapping[dt.date, str]) -> list[Fault]:
    """Everything that cannot be so, at most one for each box; what lies in the terms once these are right."""
    found: dict[str, Fault] = {}
    for fault in (*_of_the_year(dates, around), *_of_terms(dates, around)):
        found.setdefault(fault.field, fault)
    if found:
        return list(found.values())
    for fault in (*_of_half_terms(dates), *_of_inset_days(dates, bank_holidays), *_of_closures(dates)):
        found.setdefault(fault.field, fault)
    return list(found.values())


def _of_the_year(dates: YearDates, around: Around) -> Iterator[Fault]:
    """A school year begins with the first term to begin after July (Education Act 1996, s. 579(1))."""
    earliest, latest = (dt.date(dates.school_year, *day) for day in (EARLIEST, LATEST))
    if not earliest <= dates.starts_on <= latest:
        yield Fault("starts_on", f"Write a day from {_said(earliest)} to {_said(latest)}.")
    elif around.summer_before and dates.starts_on <= around.summer_before:
        yield Fault("starts_on", f"The summer term lasts until {_said(around.summer_before)}. Write a later day.")


def _of_terms(dates: YearDates, around: Around) -> Iterator[Fault]:
    before = dates.starts_on - ONE
    since = "The school year begins"
    for name, term in zip(TERMS, dates.terms, strict=True):
        if term.first <= before:
            yield Fault(f"{name}_first", f"{since} on {_said(before + ONE)}. Write that day or a later.")
        if term.last <= term.first:
            yield Fault(f"{name}_last", f"The term begins on {_said(term.first)}. Write a later day.")
        if term.last > around.ends_on:
            yield Fault(f"{name}_last", f"The year ends on {_said(around.ends_on)}. Write that day or an earlier.")
        before, since = term.last, f"After the {name} term the next can begin"


def _of_half_terms(dates: YearDates) -> Iterator[Fault]:
    for name, term, half in zip(TERMS, dates.terms, dates.half_terms, strict=True):
        if half is None:
            continue
        if half.last < half.first:
            yield Fault(f"{name}_half_last", f"The half-term begins on {_said(half.first)}. Write that day or a later.")
        elif (half.last - half.first).days >= LONGEST_HALF_TERM:
            yield Fault(f"{name}_half_last", "A half-term is two weeks at the most. Write an earlier day.")
        if not term.first < half.first <= term.last:
            yield Fault(f"{name}_half_first", f"The term is from {_said(term.first)} to {_said(term.last)}. "
                        "Write a day within it.")  # fmt: skip
        elif half.last >= term.last:
            yield Fault(f"{name}_half_last", f"The term goes on until {_said(term.last)}. Write an earlier day.")


def _of_inset_days(dates: YearDates, bank_holidays: Mapping[dt.date, str]) -> Iterator[Fault]:
    seen: set[dt.date] = set()
    for number, day in enumerate(dates.inset, start=1):
        field = f"inset{number}"
        if day in seen:
            yield Fault(field, "This day stands here already. Write another, or leave the box empty.")
        elif day.weekday() >= SATURDAY:
            yield Fault(field, f"{_said(day)} is a {day:%A}. Write a weekday.")
        elif day in bank_holidays:
            yield Fault(field, f"{_said(day)} is a bank holiday ({bank_holidays[day]}). Write another day.")
        elif not any(day in term for term in dates.terms):
            yield Fault(field, f"{_said(day)} lies in no term. Write a day within one.")
        elif any(half and day in half for half in dates.half_terms):
            yield Fault(field, f"{_said(day)} lies in a half-term. Write a day outside it.")
        seen.add(day)


def _of_closures(dates: YearDates) -> Iterator[Fault]:
    for number, closed in enumerate(dates.closed, start=1):
        if closed.span.last < closed.span.first:
            yield Fault(f"closed{number}_last", f"It begins on {_said(closed.span.first)}. Write that day or a later.")
        elif not any(closed.span.first in term and closed.span.last in term for term in dates.terms):
            yield Fault(f"closed{number}_first", "A closure lies within one term. Write days of one term.")


def _said(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
