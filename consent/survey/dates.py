"""When a parent answered, as the file writes it (domain 5.3)."""

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from people.spreadsheets.table import Cell

from .entry import Moment, Precision

LONDON = ZoneInfo("Europe/London")
EPOCH_1900, EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
SERIALS = (20_000, 80_000)
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(.+))?$")
_NUMERIC = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T ,]+(?:at\s+)?(.+))?$")
_WORDS = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[-\s]+([a-z]{3,9})\.?,?[-\s]+(\d{4}|\d{2})(?:[T ,]+(?:at\s+)?(.+))?$",
    re.IGNORECASE,
)
_WORDS_US = re.compile(
    r"^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[T ,]+(?:at\s+)?(.+))?$", re.IGNORECASE
)
_TIME = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*"
    r"(Z|UTC|GMT|BST|(?:GMT|UTC)?\s*[+-]\d{1,2}(?::?\d{2})?)?$",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"^\s*(?:[a-z]+,?\s+)?(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})\b", re.IGNORECASE)


def read_moment(cell: Cell, order: str | None, epoch_1904: bool = False) -> Moment | None:
    """The moment that a cell names, in UTC; None if it cannot be read. An empty cell is the caller's concern.

    A text without zone is local London time. `order` "mdy" reads 9/2/2026 as 2 September; otherwise the day
    comes first. A bare serial is rounded to the minute, a real date cell to the second.
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, dt.datetime):
        return _of_cell(cell)
    if isinstance(cell, dt.date):
        return _moment(dt.datetime.combine(cell, dt.time()), Precision.DAY)
    if isinstance(cell, int | float):
        return _of_serial(float(cell), epoch_1904)
    return _of_text(cell, order, epoch_1904) if isinstance(cell, str) else None


def read_day(cell: Cell, order: str | None = None, epoch_1904: bool = False) -> dt.date | None:
    """The day that a cell names, such as a date of birth; None if it cannot be read."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        base = EPOCH_1904 if epoch_1904 else EPOCH_1900
        return (base + dt.timedelta(days=int(cell))).date() if 1 <= cell < SERIALS[1] else None
    moment = _of_text(cell, order, epoch_1904) if isinstance(cell, str) else None
    return moment.at.astimezone(LONDON).date() if moment else None


def proves_month_first(cells: Iterable[Cell]) -> bool:
    """Whether the column can only be month/day/year: some second field over 12, no first one.

    >>> proves_month_first(["9/2/2026 8:00", "9/14/2026"]), proves_month_first(["02/09/2026", "14/09/2026"])
    (True, False)
    """
    fields = [
        tuple(map(int, found.groups())) for cell in cells if isinstance(cell, str) and (found := _FIELDS.match(cell))
    ]
    return any(second > 12 for _, second in fields) and all(first <= 12 for first, _ in fields)


def _of_cell(cell: dt.datetime) -> Moment:
    rounded = (cell + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    midnight = rounded.time() == dt.time()
    return _moment(rounded, Precision.DAY if midnight else Precision.SECOND if rounded.second else Precision.MINUTE)


def _of_serial(serial: float, epoch_1904: bool) -> Moment | None:
    if not SERIALS[0] <= serial < SERIALS[1]:
        return None
    base = EPOCH_1904 if epoch_1904 else EPOCH_1900
    minutes = round(serial * 24 * 60)
    exact = base + dt.timedelta(minutes=minutes)
    return _moment(exact, Precision.DAY if float(serial).is_integer() else Precision.MINUTE)


def _of_text(text: str, order: str | None, epoch_1904: bool) -> Moment | None:
    plain = _WEEKDAY.sub("", " ".join(text.split()))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", plain):
        return _of_serial(float(plain), epoch_1904)
    found = _day_and_time(plain, order)
    if found is None:
        return None
    (year, month, day), rest = found
    year += 2000 if year < 100 else 0
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    if not rest:
        return _moment(dt.datetime.combine(date, dt.time()), Precision.DAY)
    return _with_time(date, rest.strip())


def _day_and_time(text: str, order: str | None) -> tuple[tuple[int, int, int], str | None] | None:
    if found := _ISO.match(text):
        return (int(found[1]), int(found[2]), int(found[3])), found[4]
    if found := _NUMERIC.match(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        return ((year, first, second) if order == "mdy" else (year, second, first)), found[4]
    if (found := _WORDS.match(text)) and found[2].lower() in MONTHS:
        return (int(found[3]), MONTHS[found[2].lower()], int(found[1])), found[4]
    if (found := _WORDS_US.match(text)) and found[1].lower() in MONTHS:
        return (int(found[3]), MONTHS[found[1].lower()], int(found[2])), found[4]
    return None


def _with_time(date: dt.date, text: str) -> Moment | None:
    found = _TIME.match(text)
    if not found or (found[2] is None and found[4] is None):
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    half = (found[4] or "").replace(".", "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        local = dt.datetime.combine(date, dt.time(hour, minute, second))
    except ValueError:
        return None
    return _moment(local, Precision.SECOND if found[3] is not None else Precision.MINUTE, _zone(found[5]))


def _zone(text: str | None) -> dt.tzinfo:
    if not text:
        return LONDON
    name = text.upper().replace(" ", "")
    if name in ("Z", "UTC", "GMT"):
        return dt.UTC
    if name == "BST":
        return dt.timezone(dt.timedelta(hours=1))
    sign, digits = (-1 if "-" in name else 1), re.sub(r"\D", "", name)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    return dt.timezone(sign * dt.timedelta(hours=hours, minutes=minutes))


def _moment(local: dt.datetime, precision: Precision, zone: dt.tzinfo = LONDON) -> Moment | None:  # type: ignore[return]
    try:
        return Moment(local.replace(tzinfo=zone).astimezone(dt.UTC), precision)
    except (OverflowError, ValueError):
        return None
