"""The shapes in which dates and times are written, and how each is taken apart."""

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|s|nesday|rsday|rs|r|urday)?\.?,? )?"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR_FIRST = r"(?P<year1>[0-9]{4}) ?(?P<sign1>[-/.]) ?(?P<month1>[0-9]{1,2}) ?(?P=sign1) ?(?P<day1>[0-9]{1,2})"
_NUMBERS = (
    r"(?P<first2>[0-9]{1,2}) ?(?P<sign2>[-/.]) ?(?P<second2>[0-9]{1,2}) ?(?P=sign2) ?(?P<year2>[0-9]{4}|[0-9]{2})"
)
_DAY_WORD = (
    rf"(?P<day3>[0-9]{{1,2}}){_ORDINAL}(?: of)?[ ,./-]{{0,2}}(?P<month3>{_MONTH})\.?[ ,./-]{{1,2}}"
    r"(?P<year3>[0-9]{4}|[0-9]{2})"
)
_WORD_DAY = rf"(?P<month4>{_MONTH})\.? (?P<day4>[0-9]{{1,2}}){_ORDINAL},? (?P<year4>[0-9]{{4}})"

DAY = re.compile(rf"{_WEEKDAY}(?:{_YEAR_FIRST}|{_NUMBERS}|{_DAY_WORD}|{_WORD_DAY})(?![0-9])", re.IGNORECASE | re.ASCII)
TIME = re.compile(
    r"(?:,? (?:at |- |@ ?)?|,|t)"
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: ?(?P<zone>z|utc|gmt|bst)?(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)?)?(?: \([a-z ]+\))?",
    re.IGNORECASE | re.ASCII,
)
# "02/09/2026 18:32:05", as most programs write it: a special case of the two patterns above.
IN_FIGURES = re.compile(
    r"(?P<first>[0-9]{2})/(?P<second>[0-9]{2})/(?P<year>[0-9]{4}) (?P<time>[0-9]{2}:[0-9]{2}(?P<seconds>:[0-9]{2})?)"
)
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?", re.ASCII)

_ZONES = {"z": 0, "utc": 0, "gmt": 0, "bst": 1}
_FARTHEST = dt.timedelta(hours=14)


def day_in(found: re.Match[str], month_first: bool) -> dt.date | None:
    """The day of a `DAY` match; None if there is no such day, or it fell on another weekday than written."""
    year, month, day = _fields(found, month_first)
    try:
        written = dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    weekday = found["weekday"]
    if weekday and _WEEKDAYS[written.weekday()] != weekday.casefold():
        return None
    return written


def order_shown(text: str) -> tuple[int, int] | None:
    """The first and second number of a date in numbers that does not begin with its year; else None."""
    found = DAY.match(text)
    return (int(found["first2"]), int(found["second2"])) if found and found["year2"] else None


def clock(found: re.Match[str]) -> tuple[dt.time, dt.tzinfo | None] | None:
    """The time of day and zone (if written) of a `TIME` match; None if there is no such time."""
    half = (found["half"] or "").casefold()
    if not half and not found["minute"]:
        return None
    try:
        hour = _hour(int(found["hour"]), half)
        return dt.time(hour, int(found["minute"] or 0), int(found["second"] or 0)), _zone(found)
    except ValueError:
        return None


def _fields(found: re.Match[str], month_first: bool) -> tuple[int, int, int]:
    if found["year1"]:
        return int(found["year1"]), int(found["month1"]), int(found["day1"])
    if found["year2"]:
        first, second = int(found["first2"]), int(found["second2"])
        return (int(found["year2"]), first, second) if month_first else (int(found["year2"]), second, first)
    if found["year3"]:
        return int(found["year3"]), _MONTHS[found["month3"].casefold()], int(found["day3"])
    return int(found["year4"]), _MONTHS[found["month4"].casefold()], int(found["day4"])


def _hour(hour: int, half: str) -> int:
    """The hour on the 24-hour clock. Some programs write "18:32 PM"; "18:32 AM" is a ValueError."""
    if not half or (half == "p" and hour > 12):
        return hour
    if hour > 12:
        raise ValueError("No hour before noon is above 12.")
    return hour % 12 + (12 if half == "p" else 0)


def _zone(found: re.Match[str]) -> dt.tzinfo | None:
    """The zone beside a time, None if there is none. Raises ValueError for one that does not exist."""
    name, offset = (found["zone"] or "").casefold(), found["offset"]
    if not offset:
        return dt.timezone(dt.timedelta(hours=_ZONES[name])) if name else None
    digits = offset[1:].replace(":", "").rjust(4, "0") if len(offset) > 3 else offset[1:].rjust(2, "0") + "00"
    ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if name == "bst" or name == "z" or ahead > _FARTHEST or int(digits[2:]) > 59:
        raise ValueError("There is no such zone.")
    return dt.timezone(ahead if offset[0] == "+" else -ahead)
