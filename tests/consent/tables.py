"""Small survey tables and what is proposed for them."""

from consent.survey.mapping import Mapping, dump, load
from consent.survey.proposing import RollHints, propose
from consent.survey.purposes import DEFAULT_PURPOSES
from people.spreadsheets.table import Line, Table

SLUGS = {purpose.slug for purpose in DEFAULT_PURPOSES}
CHILDREN = [
    ("Ella", "Holt", "3H", "Joanne Holt", "jo@families.example"),
    ("Ben", "Sykes", "RB", "Mark Sykes", "mark@families.example"),
    ("Mia", "Oxley", "4K", "Grace Oxley", "grace@families.example"),
    ("Kai", "Dale", "6W", "Ann Dale", "ann@families.example"),
]
FULL = [f"{child[0]} {child[1]}" for child in CHILDREN]
PARENTS = [child[3] for child in CHILDREN]
CLASSES = [child[2] for child in CHILDREN]
YES_NO = ["Yes", "No", "Yes", ""]


def table(columns: dict[str, list] | list[tuple[str, list]]) -> Table:
    pairs = list(columns.items()) if isinstance(columns, dict) else columns
    rows = zip(*(cells for _, cells in pairs), strict=True)
    return Table([heading for heading, _ in pairs], [Line(i, list(row)) for i, row in enumerate(rows, start=2)])


def proposed(columns, hints: RollHints | None = None) -> Mapping:
    mapping = propose(table(columns), DEFAULT_PURPOSES, hints)
    assert load(dump(mapping), SLUGS) == mapping
    return mapping


def roles(mapping: Mapping) -> list[str]:
    return [column.role for column in mapping.columns]


def asked(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    return {column.header: column.purposes for column in mapping.columns if column.role == "consent"}


def of(mapping: Mapping, header: str):
    return next(column for column in mapping.columns if column.header == header)
