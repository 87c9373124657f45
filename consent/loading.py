"""From the bytes of a survey file to a table and the mapping to begin with."""

import json

from people.spreadsheets.heading import find_table
from people.spreadsheets.reading import DEFAULT_LIMITS, Limits, read
from people.spreadsheets.table import Table, UnreadableFile

from .models import Purpose, SurveyMapping
from .survey import mapping as mappings
from .survey.mapping import Mapping
from .survey.proposing import RollHints, knows, propose
from .survey.purposes import PurposeWords


def purpose_words() -> list[PurposeWords]:
    """The purposes of the school with the words by which a survey may ask about them."""
    return [
        PurposeWords(purpose.slug, purpose.label, tuple(purpose.aliases), purpose.kind)
        for purpose in Purpose.objects.filter(retired_on=None)
    ]


def known_slugs() -> set[str]:
    """Every purpose there ever was: an answer to a retired one may still be read."""
    return set(Purpose.objects.values_list("slug", flat=True))


def read_table(content: bytes, name: str, mapping: Mapping | None = None, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table of an uploaded file, at the sheet and heading row that the mapping names, if it does.

    Raises UnreadableFile in words for anything that is no readable spreadsheet.
    """
    workbook = read(content, name, limits)
    if mapping is None:
        return find_table(workbook, knows)
    wanted = {mappings.fold_heading(column.header) for column in mapping.columns}
    table = find_table(
        workbook,
        lambda heading: mappings.fold_heading(heading) in wanted,
        sheet=mapping.sheet,
        header_row=mapping.header_row,
    )
    return table


def remembered(table: Table) -> Mapping | None:
    """The confirmed mapping of an earlier file whose headings were all the same, or None."""
    kept = SurveyMapping.objects.filter(headings_sha256=mappings.fingerprint(table.headings)).first()
    return mappings.load(json.dumps(kept.mapping), known_slugs()) if kept else None


def proposed(table: Table, hints: RollHints | None = None) -> Mapping:
    """What the importer believes of each column."""
    return propose(table, purpose_words(), hints)


__all__ = ["UnreadableFile", "known_slugs", "proposed", "purpose_words", "read_table", "remembered"]
