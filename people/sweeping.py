"""Every text and table of texts of the portal, looked through for what leads to somebody who was destroyed.

No list of columns is kept: what the tables have is asked, so that nobody forgets one (decision record 19).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from audit.erasing import rewrite
from audit.triggers import FOR_EVER, VERSIONS, WORDING_TABLES

from .tracing import Finder

# What holds no word about anybody: the tables of Django itself, and sessions, which are sealed.
NEVER_LOOKED_AT = frozenset({"contenttypes", "auth", "sessions", "migrations"})
# What the governors agreed to or were told stays word for word: wordings of policies, reports; and the record.
AS_THEY_ARE = FOR_EVER | {*WORDING_TABLES, VERSIONS}
AT_ONCE = 500


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of a table in which somebody's words may stand. What is chosen out of a list is none."""
    texts = (models.CharField, models.TextField, models.JSONField)
    return [
        field.attname for field in model._meta.concrete_fields
        if isinstance(field, texts) and not field.choices and not field.primary_key
    ]  # fmt: skip


def tables() -> Iterator[type[models.Model]]:
    """Every table in which words stand and can be written over."""
    for model in apps.get_models(include_auto_created=True):
        if (
            model._meta.app_label not in NEVER_LOOKED_AT
            and model._meta.db_table not in AS_THEY_ARE
            and columns_of(model)
        ):
            yield model


def sweep(finder: Finder, apart: Iterable[type[models.Model]] = ()) -> int:
    """Black out what `finder` finds in every table but those `apart`. Returns in how many rows it stood."""
    besides = set(apart)
    return sum(black_out(row, finder) for model in tables() if model not in besides for row in rows_of(model, finder))


def rows_of(model: type[models.Model], finder: Finder, among: Q | None = None) -> Iterator[models.Model]:
    """The rows of a table in which it stands. They are read, not asked for: a database knows no folded letters."""
    columns = columns_of(model)
    rows: models.QuerySet[Any] = models.QuerySet(model).filter(among or Q()).order_by("pk")
    keys = [
        values[0] for values in rows.values_list("pk", *columns).iterator(chunk_size=AT_ONCE)
        if any(finder.stands_in(text) for text in map(as_text, values[1:]))
    ]  # fmt: skip
    for place in range(0, len(keys), AT_ONCE):
        yield from models.QuerySet(model).filter(pk__in=keys[place : place + AT_ONCE]).order_by("pk")


def as_text(value: Any) -> str:
    """All words of a column, whatever its shape."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join([*map(str, value), *map(as_text, value.values())])
    return "\n".join(map(as_text, value)) if isinstance(value, list) else ""


def black_out(row: models.Model, finder: Finder) -> bool:
    """Write blocks over it in every column of a row. Returns whether it stood there."""
    was = {name: getattr(row, name) for name in columns_of(type(row))}
    now = {name: finder.blacked(value) for name, value in was.items()}
    changed = {name: value for name, value in now.items() if value != was[name]}
    if changed:
        rewrite(row, **changed)
    return bool(changed)
