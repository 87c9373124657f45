"""From the bytes of a file to rows: which columns a list has, by memory or by their headings."""

import datetime as dt
from collections.abc import Sequence

from people.models import RollImport, RollMapping
from people.spreadsheets import refusals
from people.spreadsheets.limits import DEFAULT_LIMITS, Limits
from people.spreadsheets.table import UnreadableFile

from . import columns, mistaken, pupil_rows
from .columns import Column, Part
from .lists import ListFile, open_list
from .rows import RollReading
from .staff import columns as staff_columns
from .staff import rows as staff_rows
from .staff.columns import StaffColumn, StaffPart
from .staff.rows import StaffReading

Kind = RollImport.Kind


_TICKED = "“Let me check what each column holds”"


class UnknownColumns(Exception):
    """The headings do not say where something needed is. The message names it and the headings there are."""


def open_pupil_list(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> ListFile:
    """A pupil list as a table of texts. Raises UnreadableFile."""
    return open_list(content, name, _is_pupil_heading, limits, what=refusals.PUPIL_LIST)


def open_staff_list(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> ListFile:
    """A staff list as a table of texts. Raises UnreadableFile."""
    return open_list(content, name, _is_staff_heading, limits, what=refusals.STAFF_LIST)


def _is_pupil_heading(text: str) -> bool:
    return columns.recognise([text])[0].part is not Part.IGNORE


def _is_staff_heading(text: str) -> bool:
    return staff_columns.recognise([text])[0].part is not StaffPart.IGNORE


def pupil_columns(headings: Sequence[str]) -> list[Column]:
    """What the columns hold: as a person settled it for these headings, else as the headings say."""
    kept = _remembered(Kind.PUPILS, headings)
    return columns.from_json(kept) if kept else columns.recognise(headings)


def staff_list_columns(headings: Sequence[str]) -> list[StaffColumn]:
    """What the columns of a staff list hold: as settled before, else as the headings say."""
    kept = _remembered(Kind.STAFF, headings)
    return staff_columns.from_json(kept) if kept else staff_columns.recognise(headings)


def refuse_other_file(kind: RollImport.Kind, listing: ListFile, *, in_portal: bool = False) -> None:
    """Raise UnreadableFile where the file is another one than the list it was given for: a survey, or the other
    list. Where a person has said before what these headings hold, they are believed. `in_portal`: whoever reads the
    message stands on the page where it can be loaded all the same."""
    headings = listing.table.headings
    if _remembered(kind, headings):
        return
    names = [(refusals.PUPIL_LIST, "Pupil list"), (refusals.STAFF_LIST, "Staff list")]
    (wanted, _), (other, choice) = names if kind == Kind.PUPILS else reversed(names)
    way = f"tick {_TICKED} below and load it again" if in_portal else f"load it in the portal with {_TICKED} ticked"
    all_the_same = f"If it is {wanted} all the same, {way}."
    if asked := mistaken.survey_question(listing.table):
        raise UnreadableFile(
            f"This looks like answers to a survey, not like {wanted}: it asks “{asked[:120]}”. Load it under “Load the "
            f"survey”. {all_the_same}"
        )
    is_other = mistaken.is_staff_list(headings) if kind == Kind.PUPILS else mistaken.is_pupil_list(headings)
    if is_other:
        raise UnreadableFile(f"This looks like {other}, not like {wanted}. Load it as “{choice}”. {all_the_same}")


def _remembered(kind: RollImport.Kind, headings: Sequence[str]) -> list[dict[str, str]] | None:
    key = columns.headings_key([kind, *headings])
    row = RollMapping.objects.filter(kind=kind, headings_sha256=key).first()
    return row.columns if row else None


def read_pupils(listing: ListFile, chosen: Sequence[Column], *, today: dt.date) -> RollReading:
    """The children of a list. Raises UnknownColumns where the columns do not name them."""
    if lacking := columns.missing(chosen):
        raise UnknownColumns(_where_is(lacking, listing))
    return pupil_rows.read_rows(listing.table, chosen, today=today, is_partial=listing.is_partial)


def read_staff(listing: ListFile, chosen: Sequence[StaffColumn]) -> StaffReading:
    """The people of a staff list. Raises UnknownColumns where a column that is needed lacks."""
    if lacking := staff_columns.missing(chosen):
        raise UnknownColumns(_where_is(lacking, listing))
    return staff_rows.read_rows(listing.table, chosen)


def _where_is(lacking: str, listing: ListFile) -> str:
    headings = ", ".join(f"“{heading}”" for heading in listing.table.headings if heading)
    return f"no column holds {lacking}. The headings are {headings[:300]}. Match the columns in the portal once."
