"""Opening an uploaded survey: its table, and the mapping that a person begins with."""

from dataclasses import replace

from people.spreadsheets.table import Table

from .hints import roll_hints
from .loading import UnreadableFile, proposed, read_table
from .recalling import remembered
from .survey.mapping import Mapping


def open_table(content: bytes, name: str, school_year: int) -> tuple[Table, Mapping]:
    """The table of a survey file and how it was understood before, else what the importer believes of it.

    Who could answer the survey is not proposed: only a person knows it, and says so (domain 5.5). Raises
    UnreadableFile in words for what is no survey, and for one without answers.
    """
    table = read_table(content, name)
    if not table.lines:
        raise UnreadableFile("There is no row below the headings. Export the survey again once parents have answered.")
    hints = roll_hints(school_year)
    mapping = remembered(table, hints) or proposed(table, hints)
    return table, replace(mapping, only_parents_could_answer=False)
