"""From the bytes of a survey file to a table and what the importer believes of it."""

from people.roll import mistaken
from people.spreadsheets.heading import find_table
from people.spreadsheets.reading import DEFAULT_LIMITS, Limits, read
from people.spreadsheets.table import Table, UnreadableFile

from .models import Purpose
from .survey import mapping as mappings
from .survey.mapping import CONSENT_ROLES, Mapping
from .survey.proposing import RollHints, knows, propose
from .survey.purposes import PurposeWords

_ASKING_ROLES = {*CONSENT_ROLES, "question"}


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


def filled_headings(table: Table) -> set[str]:
    """The folded headings of the columns that hold anything."""
    return {
        mappings.fold_heading(heading)
        for heading, column in zip(table.headings, table.columns, strict=False)
        if any(cell not in (None, "") for cell in column)
    }


def proposed(table: Table, hints: RollHints | None = None) -> Mapping:
    """What the importer believes of each column. Raises ListInstead for a pupil or staff list."""
    proposal = propose(table, purpose_words(), hints)
    if not any(column.role in _ASKING_ROLES for column in proposal.columns):
        refuse_list(table)
    return proposal


class ListInstead(UnreadableFile):
    """The pupil list or the staff list where answers were asked for. `found` says which."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"This looks like {found}, not like answers to a survey: no column asks about pictures. Load it under "
            "“Pupils”, “Load a list”. For the survey, export the answers and choose that file."
        )
        self.found = found


def refuse_list(table: Table) -> None:
    """Raise ListInstead where a file that asks about nothing is the pupil list or the staff list."""
    if mistaken.survey_question(table) or mistaken.is_sent_in(table.headings):
        return
    for is_one, name in ((mistaken.is_pupil_list, "the pupil list"), (mistaken.is_staff_list, "the staff list")):
        if is_one(table.headings):
            raise ListInstead(name)


__all__ = ["ListInstead", "UnreadableFile", "known_slugs", "proposed", "purpose_words", "read_table"]
