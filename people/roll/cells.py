"""Cells of pupil and staff lists as clean text, yes or no, class code."""

import datetime as dt
import re

from people import names
from people.spreadsheets.table import Cell, Mark

_TITLES = r"(?:Mr|Mrs|Miss|Ms|Mx|Dr)\b\.?"
_CODE_THEN_TEACHER = re.compile(rf"(?P<code>.+?)[\s,(–-]+(?P<teacher>{_TITLES}\s.+?)\)?")
_YES = {"yes", "y", "true", "t", "1", "x", "ticked", "✓", "✔", "☑"}
_NO = {"no", "n", "false", "f", "0", "☐"}
_NOTHING = {"-", "–", "n/a", "na", "none", "null", "not known", "unknown"}


def cell_text(cell: Cell) -> str:
    """The cell as clean text: composed letters, no control or invisible signs, single blanks.

    A value that the file does not give (a formula without result, an error) is empty. A whole number has no
    decimals, a moment at midnight is a bare day.
    """
    if cell is None or isinstance(cell, Mark):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return " ".join(names.clean(str(cell)).split())


def value(text: str) -> str:
    """The text, or nothing where it only says that there is nothing."""
    return "" if text.casefold() in _NOTHING else text


def yes_or_no(text: str) -> bool | None:
    """True or False where the cell says so plainly, else None.

    >>> yes_or_no("T"), yes_or_no("No"), yes_or_no("ask")
    (True, False, None)
    """
    word = text.casefold().rstrip(".!")
    return True if word in _YES else False if word in _NO else None


def number_key(number: str) -> str:
    """An admission number for comparing: spreadsheets drop leading zeros and add decimals.

    >>> number_key("004001") == number_key("4001") == number_key(" 4001.0")
    True
    """
    bare = re.sub(r"\.0+$", "", number.replace(" ", "")).casefold()
    return bare.lstrip("0") or bare[-1:]


def class_code(text: str) -> str:
    """The code of a class cell; the teacher's name beside it is dropped, as that comes from the staff list.

    >>> class_code("RB Mrs Brook"), class_code("3H"), class_code("Mrs Hall")
    ('RB', '3H', 'Mrs Hall')
    """
    found = _CODE_THEN_TEACHER.fullmatch(text)
    return found["code"] if found else text
