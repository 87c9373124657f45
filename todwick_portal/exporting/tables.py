"""Which tables and columns are in the export of everything, in a fixed order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from . import left_out

CHUNK = 2000


@dataclass(frozen=True)
class Table:
    """One table: its name in the export, and its columns in the order of the files."""

    model: type[Model]

    @property
    def label(self) -> str:
        """As the program names it, such as people.Pupil."""
        return self.model._meta.label

    @property
    def name(self) -> str:
        """As its files are named."""
        return self.model._meta.db_table

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """The columns but those that are left out."""
        fields = self.model._meta.concrete_fields
        return [field for field in fields if f"{self.label}.{field.name}" not in left_out.COLUMNS]

    @property
    def without(self) -> list[tuple[str, str]]:
        """The columns that are left out, each with the reason."""
        names = [field.name for field in self.model._meta.concrete_fields]
        return [(name, why) for name in names if (why := left_out.COLUMNS.get(f"{self.label}.{name}"))]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row, by its number. Read piece by piece."""
        columns = [field.attname for field in self.fields]
        rows = self.model._base_manager.order_by("pk").values_list(*columns)
        yield from rows.iterator(chunk_size=CHUNK)


def every_table() -> list[Table]:
    """Every table that is in the export, by name; those between two tables too."""
    models = apps.get_models(include_auto_created=True)
    kept = [Table(model) for model in models if model._meta.label not in left_out.TABLES and not model._meta.proxy]
    return sorted(kept, key=lambda table: table.name)
