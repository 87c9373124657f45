"""A list that waits in the portal: which columns it has, and what stands in them."""

import datetime as dt
from collections.abc import Sequence

from people.models import RollImport

from . import columns as pupil_parts
from . import looks
from .columns import Column
from .lists import ListFile
from .loading import pupil_columns, staff_list_columns
from .staff import columns as staff_parts
from .staff.columns import StaffColumn

SAMPLES = 3
LONGEST_SAMPLE = 40
Kind = RollImport.Kind


def ready_columns(kind: RollImport.Kind, listing: ListFile) -> list[dict[str, str]] | None:
    """The columns as they are remembered, or None where a person must say what they hold."""
    if kind == Kind.PUPILS:
        chosen = pupil_columns(listing.table.headings)
        return None if pupil_parts.missing(chosen) else pupil_parts.as_json(chosen)
    staff = staff_list_columns(listing.table.headings)
    return None if staff_parts.missing(staff) else staff_parts.as_json(staff)


def chosen_columns(load: RollImport, listing: ListFile) -> Sequence[Column | StaffColumn]:
    """The columns of a waiting list: as they were settled, else as the headings say."""
    kept = load.mapping.get("columns")
    if load.kind == Kind.PUPILS:
        return pupil_parts.from_json(kept) if kept else pupil_columns(listing.table.headings)
    return staff_parts.from_json(kept) if kept else staff_list_columns(listing.table.headings)


def proposed_columns(load: RollImport, listing: ListFile, today: dt.date) -> Sequence[Column | StaffColumn]:
    """The columns as a person is asked about them: what no heading says is proposed by the look of the cells."""
    chosen = chosen_columns(load, listing)
    if load.kind != Kind.PUPILS or load.mapping.get("columns"):
        return chosen
    said = [column for column in chosen if isinstance(column, Column)]
    return looks.propose(said, listing, looks.known_words(load.school_year), today)


def samples(listing: ListFile) -> list[list[str]]:
    """The first different cells of each column, shortened."""
    found: list[list[str]] = [[] for _ in listing.table.headings]
    for line in listing.table.lines:
        for texts, text in zip(found, line.cells, strict=False):
            short = str(text)[:LONGEST_SAMPLE]
            if text and len(texts) < SAMPLES and short not in texts:
                texts.append(short)
    return found
