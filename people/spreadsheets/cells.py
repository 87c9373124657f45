"""Cells as the spreadsheet library gives them, turned into cells as the portal knows them."""

import datetime as dt
import math

from .limits import Limits
from .refusals import too_many_cells
from .table import Cell, Mark

_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_HALF_A_SECOND = dt.timedelta(milliseconds=500)


def tidy_row(row: list) -> list[Cell]:
    """A row of library values as cells. Most are texts that stay as they are.

    >>> tidy_row(["007", "", 4.0, None])
    ['007', None, 4, None]
    """
    return [value if type(value) is str and value and "\0" not in value else tidy(value) for value in row]


def tidy(value: object) -> Cell:
    """One cell: nothing for an empty text, an int for a whole number, moments to the second (domain 5.3).

    >>> tidy(4102.0), tidy(""), tidy("007"), tidy(True)
    (4102, None, '007', True)
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd") or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return _to_the_second(value)
    if isinstance(value, dt.timedelta):
        return _duration(value)
    if isinstance(value, int | dt.date | dt.time):
        return value
    return Mark.ERROR_VALUE


def _to_the_second(value: dt.datetime) -> dt.datetime:
    rounded = value + _HALF_A_SECOND if value.year < dt.MAXYEAR else value
    return rounded.replace(microsecond=0)


def _number(value: float) -> Cell:
    if not math.isfinite(value):
        return Mark.ERROR_VALUE
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _duration(value: dt.timedelta) -> Cell:
    """A length of time has no type of its own in a table: a time of day if it fits, else its words."""
    seconds = round(value.total_seconds())
    if 0 <= seconds < 24 * 3600:
        return dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return str(value)


def check_extent(sheet: str, rows: int, columns: int, limits: Limits) -> None:
    """Raise UnreadableFile if a sheet of so many rows and columns is too large to be laid out in memory."""
    if rows > limits.rows or rows * columns > limits.cells:
        raise too_many_cells(sheet, rows, columns)
