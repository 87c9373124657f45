"""Small tables read as entries."""

from consent.survey.entries import read_entries
from consent.survey.entry import Entry, Reading
from consent.survey.mapping import Column, Mapping
from people.spreadsheets.table import Line, Table

YES, NO, BLANK, UNCLEAR = Reading.YES, Reading.NO, Reading.BLANK, Reading.UNCLEAR
CHILD = Column("Child", "child_fullname")
CLASS = Column("Class", "class")
WEB = Column("Web", "consent", purposes=("website",))
PRESS_REFUSED = Column("No press", "consent", purposes=("press",), polarity="refusal")


def table(headings, *rows, **facts) -> Table:
    return Table(list(headings), [Line(i, list(row)) for i, row in enumerate(rows, start=2)], **facts)


def read(columns, *rows, **facts) -> list[Entry]:
    return read_entries(table([c.header for c in columns], *rows), Mapping(columns=tuple(columns), **facts)).entries


def one(columns, *row, **facts) -> Entry:
    (entry,) = read(columns, row, **facts)
    return entry
