"""The data dictionary: what every table and every column is, in plain words, with its type and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Field

from .column_words import COLUMNS
from .tables import Table, every_table
from .words import KNOWN, SOURCES, TYPES

BEGINNINGS = {
    "is_": "Whether it is",
    "was_": "Whether it was",
    "has_": "Whether it has",
    "may_": "Whether it may",
    "wants_": "Whether they want",
}
PORTAL, PERSON = "the portal", "a person"
MADE = ("seal", "previous_seal", "head", "chain_head", "digest", "text_hash", "content_type", "reference", "fault")
BETWEEN = "Which rows of the two tables belong together."


@dataclass(frozen=True)
class Column:
    """One column: its name in the files, what it says, of which type it is, and who or what fills it."""

    name: str
    words: str
    kind: str
    source: str


@dataclass(frozen=True)
class Described:
    """One table: what a row of it is, where its rows come from, its columns, and what is left out of it."""

    table: Table
    words: str
    source: str
    columns: list[Column]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def without(self) -> list[tuple[str, str]]:
        return self.table.without


def described() -> list[Described]:
    """Every table of the export, by name."""
    return [
        Described(table, _of_table(table), SOURCES[table.model._meta.app_label], list(_columns(table)))
        for table in every_table()
    ]


def _of_table(table: Table) -> str:
    """The first sentences that the program itself has about it."""
    said = table.model.__doc__ or ""
    if table.model._meta.auto_created or said.startswith(f"{table.model.__name__}("):
        return (
            BETWEEN if table.model._meta.auto_created else KNOWN.get(table.label, str(table.model._meta.verbose_name))
        )
    paragraph = said.strip().split("\n\n")[0]
    return " ".join(paragraph.split())


def _columns(table: Table) -> Iterator[Column]:
    for field in table.fields:
        yield Column(field.attname, _words(field), _kind(field), _source(field))


def _words(field: Field[Any, Any]) -> str:
    said = KNOWN.get(field.name) or str(field.help_text) or _known(field) or _made_of(field)
    choices = ", ".join(f"{value} ({label})" for value, label in field.flatchoices if value not in (None, ""))
    ending = "" if said.endswith((".", "?")) else "."
    return f"{said[0].upper()}{said[1:]}{ending}{f' One of: {choices}.' if choices else ''}"


def _known(field: Field[Any, Any]) -> str:
    """The words of its name; for a row of another table, which one."""
    said = COLUMNS.get(field.name, "")
    if not said or not isinstance(field, models.ForeignKey) or "`id`" in said:
        return said
    return f"{said}: the `id` of a row of {field.related_model._meta.db_table}"


def _made_of(field: Field[Any, Any]) -> str:
    """Out of the name that the program gives it."""
    name = str(field.verbose_name)
    if isinstance(field, models.ForeignKey):
        other = field.related_model
        return f"{name}: the `id` of a row of {other._meta.db_table}"
    if isinstance(field, models.BooleanField):
        for beginning, words in BEGINNINGS.items():
            if field.name.startswith(beginning):
                return f"{words} {field.name.removeprefix(beginning).replace('_', ' ')}"
        return f"Yes or no: {name}"
    if isinstance(field, models.DateTimeField):
        return f"When: {name.removesuffix(' at')}"
    if isinstance(field, models.DateField):
        return f"On which day: {name.removesuffix(' on')}"
    return name


def _kind(field: Field[Any, Any]) -> str:
    """Its type in words, with how long a text can be and whether it can be empty."""
    target: Field[Any, Any] = field
    while isinstance(target, models.ForeignKey):  # a row may be named by one that is named by another
        target = target.target_field
    words = next(words for kind, words in TYPES if isinstance(target, kind))
    longest = f", at most {field.max_length} signs" if field.max_length and isinstance(field, models.CharField) else ""
    can_be_empty = (field.null or field.blank) and not field.primary_key
    return f"{words}{longest}{', can be empty' if can_be_empty else ''}"


def _source(field: Field[Any, Any]) -> str:
    """Whether the portal fills it, or what a person typed, chose or uploaded."""
    if field.name in MADE:
        return PORTAL
    by_itself = (models.AutoField, models.UUIDField, models.BinaryField, models.DateTimeField)
    if field.primary_key or not field.editable or isinstance(field, by_itself) or field.name.startswith("sha256"):
        return PORTAL
    if isinstance(field, models.ForeignKey) and field.name.endswith("by"):
        return f"{PORTAL}: who was signed in"
    return (
        PERSON if isinstance(field, models.CharField | models.TextField | models.DateField) else f"{PERSON} or {PORTAL}"
    )
