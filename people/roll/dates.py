"""Days as pupil and staff lists write them: 24/11/2021, 2021-11-24, 14 Jan 2022, 44524."""

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\S*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \S*)?")
_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4}|\d{2})", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH_1900 = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)
_CENTURY_TURN = 50


def read_day(text: str, *, epoch_1904: bool = False) -> dt.date | None:
    """The day that a cell's text means, or None where it means none.

    Day before month always: a list of an English school is never read the American way round. Five digits
    are a spreadsheet's serial number, counted from the workbook's epoch.

    >>> read_day("05/01/2022"), read_day("14 Jan 2022"), read_day("2022-02-30")
    (datetime.date(2022, 1, 5), datetime.date(2022, 1, 14), None)
    """
    text = text.strip()
    if _SERIAL.fullmatch(text):
        return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + dt.timedelta(days=int(float(text)))
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_full_year(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(text):
        return _day(_full_year(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1]))
    return None


def _full_year(text: str) -> int:
    """Two digits are 2000 to 2049, else 1950 to 1999."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
