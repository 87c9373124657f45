"""Erasing: rows go, or lose words, past the protection of foreign keys and of the triggers (decision record 19).

The one place that gives leave for a row of an append-only table. Called by what two people instructed, and by the
restore that does it again; and for the picture of a logo that the school shows no more. Nothing else erases.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

from .leaves import RowLeave
from .triggers import FOR_EVER, LEAVES, PROTECTED_TABLES, VERSIONS, WORDING_TABLES

GUARDED = (frozenset(PROTECTED_TABLES) | {*WORDING_TABLES, VERSIONS}) - FOR_EVER
NOBODY = -1  # no row has this key
AT_ONCE = 500
Deed = RowLeave.Deed


class CannotErase(Exception):
    """A row that is never erased, or a call outside a transaction."""


@contextmanager
def _leave(table: str, deed: RowLeave.Deed, keys: list[int]) -> Iterator[None]:
    """Inside, these rows of the table may be deleted or changed. Nobody outside this transaction ever sees the leave,
    and where it stayed, nothing of the transaction is kept."""
    if not connection.in_atomic_block:
        raise CannotErase(f"Erasing rows of {table} needs transaction.atomic() around it.")
    if table in FOR_EVER:
        raise CannotErase(f"Rows of {table} are never erased.")
    if table not in GUARDED:
        yield
        return
    RowLeave.objects.bulk_create(RowLeave(table=table, deed=deed, row_key=key, never_id=NOBODY) for key in keys)
    yield
    RowLeave.objects.all()._raw_delete(connection.alias)


def erase(rows: models.QuerySet[Any]) -> int:
    """Delete rows, whatever protects them. Whoever calls has seen to what refers to them: the database refuses to keep
    a reference to nothing. Returns how many. Raises CannotErase."""
    model, name = rows.model, rows.model._meta.pk.attname
    keys = list(rows.order_by().values_list("pk", flat=True))
    for some in (keys[place : place + AT_ONCE] for place in range(0, len(keys), AT_ONCE)):
        with _leave(model._meta.db_table, Deed.DELETE, some):
            model._base_manager.filter(**{f"{name}__in": some})._raw_delete(connection.alias)
    return len(keys)


def rewrite(row: models.Model, **values: Any) -> None:
    """Write over columns of one row, also of an append-only table. Raises CannotErase."""
    model = type(row)
    with _leave(model._meta.db_table, Deed.UPDATE, [row.pk]):
        models.QuerySet(model).filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)


def belonging(root: type[models.Model], apart: Iterable[str] = ()) -> list[tuple[type[models.Model], str]]:
    """Every table whose rows hang on a row of `root`, with the way back as a filter writes it; what hangs furthest
    comes first. `apart` names the foreign keys that are not followed, such as "incidents.CasePerson.pupil"."""
    left_out, found = set(apart), []
    ends: list[tuple[type[models.Model], str]] = [(root, "")]
    while ends:
        model, way = ends.pop(0)
        for field in pointing_at(model):
            if _label(field) in left_out:
                continue
            left_out.add(_label(field))
            here = (field.model, f"{field.name}__{way}".removesuffix("__"))
            found.append(here)
            ends.append(here)
    return found[::-1]


def pointing_at(model: type[models.Model]) -> Iterator[Any]:
    """The foreign keys of every table to this one, those without a name on this side too."""
    for one in model._meta.get_fields(include_hidden=True):
        if isinstance(one, models.ManyToOneRel):
            yield one.field


def _label(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def is_referred_to(row: models.Model) -> bool:
    """Whether any row of any table still points at this one, by a key that the database keeps."""
    kept = (field for field in pointing_at(type(row)) if field.db_constraint)
    return any(field.model._base_manager.filter(**{field.name: row}).exists() for field in kept)


def leaves_are_kept() -> bool:
    """Whether the table of leaves is there: not where the tables are still those of an earlier version."""
    return LEAVES in connection.introspection.table_names()
