"""Moments and days as survey files write them (domain 5.3)."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from people.spreadsheets.table import Cell

from .dates_written import DAY, IN_FIGURES, SERIAL, TIME, clock, day_in, order_shown
from .entry import Moment, Precision

LOCAL = ZoneInfo("Europe/London")

_EPOCH = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}
_HALF_A_SECOND = dt.timedelta(milliseconds=500)
_HALF_A_MINUTE = dt.timedelta(seconds=30)
_MOMENT_YEARS = range(1990, 2101)
_DAY_YEARS = range(1900, 2101)


def read_moment(cell: Cell, order: str | None, epoch_1904: bool) -> Moment | None:
    """When a parent answered, or None if the cell cannot be read as a moment (an empty cell cannot either).

    Real dates and moments of the spreadsheet; its bare day numbers, rounded to the minute and counted from 1904
    where `epoch_1904`; and written ones: day/month/year, year first, with the month's name, with a weekday in
    front, on the 24-hour clock or with am and pm. Only with `order` "mdy" is a written 9/2/2026 the second of
    September. Times without a zone are those of London; an hour that the end of summer time repeats is its first
    one. The moment is as precise as the file gives it. Source: domain 5.3.

    >>> read_moment("8th September 2026 at 6:32pm", None, False).at.isoformat()
    '2026-09-08T17:32:00+00:00'
    """
    if isinstance(cell, str):
        return _of_cell_text(cell, order, epoch_1904)
    if isinstance(cell, dt.datetime):
        if not _sane(cell.date(), _MOMENT_YEARS):
            return None
        return _moment((cell + _HALF_A_SECOND).replace(microsecond=0), Precision.SECOND)
    if isinstance(cell, dt.date):
        return _moment(dt.datetime.combine(cell, dt.time()), Precision.DAY)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_serial(cell, epoch_1904)
    return None


def read_day(cell: Cell, order: str | None = None, epoch_1904: bool = False) -> dt.date | None:
    """A day as written, a birth date above all; None if it cannot be read. A time beside it is passed over."""
    if isinstance(cell, dt.datetime):
        return _sane(cell.date(), _DAY_YEARS)
    if isinstance(cell, dt.date):
        return _sane(cell, _DAY_YEARS)
    if isinstance(cell, int | float):
        return None if isinstance(cell, bool) else _day_of_serial(cell, epoch_1904)
    if not isinstance(cell, str):
        return None
    text = tidy(cell)
    if SERIAL.fullmatch(text):
        return _day_of_serial(float(text), epoch_1904)
    found = DAY.match(text)
    if not found or (found.end() < len(text) and not TIME.fullmatch(text, found.end())):
        return None
    day = day_in(found, order == "mdy")
    return _sane(day, _DAY_YEARS) if day else None


def proves_month_first(cells: Iterable[Cell]) -> bool:
    """Whether a column of written dates can only be month/day/year: some second field above 12, no first one."""
    texts = (text for text in cells if isinstance(text, str))
    # Many answer on one day, and a date in plain figures shows its order whatever time stands beside it.
    different = {text[:11] if IN_FIGURES.fullmatch(text) else text for text in texts}
    fields = [shown for text in different if (shown := order_shown(tidy(text)))]
    return any(second > 12 for _, second in fields) and not any(first > 12 for first, _ in fields)


def tidy(text: str) -> str:
    """The text with plain blanks, and without signs that take no room."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(sign for sign in text if sign.isspace() or sign.isprintable())
    return " ".join(kept.split())


def _of_cell_text(cell: str, order: str | None, epoch_1904: bool) -> Moment | None:
    if IN_FIGURES.fullmatch(cell):
        return _of_figures(cell, order)
    text = tidy(cell)
    if SERIAL.fullmatch(text):
        return _of_serial(float(text), epoch_1904)
    return _of_text(text, order)


def _of_figures(text: str, order: str | None) -> Moment | None:
    """A moment in the figures that nearly every program writes: what `_of_text` makes of it, without its search."""
    hour, minute, second = _hour(text[:13], order == "mdy"), int(text[14:16]), int(text[17:] or 0)
    if hour is None or minute > 59 or second > 59:
        return None
    return Moment(hour.replace(minute=minute, second=second), Precision.SECOND if len(text) > 16 else Precision.MINUTE)


@lru_cache(maxsize=10_000)
def _hour(text: str, month_first: bool) -> dt.datetime | None:
    """The beginning of the local hour "02/09/2026 08", in UTC. London's clocks change between hours, never within."""
    first, second, year, hour = int(text[:2]), int(text[3:5]), int(text[6:10]), int(text[11:])
    month, day = (first, second) if month_first else (second, first)
    try:
        beginning = _moment(dt.datetime(year, month, day, hour), Precision.MINUTE)
    except ValueError:
        return None
    return beginning.at if beginning else None


def _of_text(text: str, order: str | None) -> Moment | None:
    found = DAY.match(text)
    day = day_in(found, order == "mdy") if found else None
    if not found or not day:
        return None
    if found.end() == len(text):
        return _moment(dt.datetime.combine(day, dt.time()), Precision.DAY)
    rest = TIME.fullmatch(text, found.end())
    read = clock(rest) if rest else None
    if read is None:
        return None
    time, zone = read
    precision = Precision.SECOND if rest and rest["second"] else Precision.MINUTE
    return _moment(dt.datetime.combine(day, time), precision, zone or LOCAL)


def _of_serial(number: float, epoch_1904: bool) -> Moment | None:
    at = _from_epoch(number, epoch_1904)
    if at is None:
        return None
    if at == at.replace(hour=0, minute=0, second=0, microsecond=0):
        return _moment(at, Precision.DAY)
    return _moment((at + _HALF_A_MINUTE).replace(second=0, microsecond=0), Precision.MINUTE)


def _day_of_serial(number: float, epoch_1904: bool) -> dt.date | None:
    at = _from_epoch(number, epoch_1904)
    return _sane(at.date(), _DAY_YEARS) if at else None


def _from_epoch(number: float, epoch_1904: bool) -> dt.datetime | None:
    """The moment of a day number; None beyond the years in which anybody could have answered or been born."""
    if not 3650 <= number <= 73500:
        return None
    return _EPOCH[epoch_1904] + dt.timedelta(days=number)


def _moment(written: dt.datetime, precision: Precision, zone: dt.tzinfo = LOCAL) -> Moment | None:
    if written.year not in _MOMENT_YEARS:
        return None
    return Moment(at=written.replace(tzinfo=zone).astimezone(dt.UTC), precision=precision)


def _sane(day: dt.date, years: range) -> dt.date | None:
    return day if day.year in years else None
