"""The two databases, each with the same eight functions: copy, check, events, is_empty, restored,
flaw, sums, steady."""

from types import ModuleType

from . import postgresql, sqlite

KINDS = {"sqlite": sqlite, "postgresql": postgresql}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def of(kind: str) -> ModuleType:
    """The module for a database of this kind."""
    return KINDS[kind]
