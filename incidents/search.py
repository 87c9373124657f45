"""Finding cases by their words: title, what happened, the names in it, the reference. On both databases alike.

The one place in this app with SQL of its own, always with parameters. What is kept are the beginnings of words, as
letters and digits alone, so that nothing typed is ever an operator to either database. Found is only what lies in the
queryset that is handed in: which cases somebody may search is decided before (`Act.SEARCH`).
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import RawSQL

from people.names import fold
from policies.searching import stems_of

from .models import Case
from .models.cases import CaseQuerySet
from .shown_words import shown
from .sorts import Sort

TABLE = "incidents_casesearch"  # made by a migration: an FTS5 table on SQLite, a tsvector with GIN on PostgreSQL
LONGEST = 40  # signs of a word that count
MOST_STEMS = 8_000  # of one case
MOST_ASKED = 8
# Up to so many hits are fetched and sorted; more, and the list is walked from its top instead (performance.md 4).
FEW = 5_000

_FEW = {
    "sqlite": f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s",  # noqa: S608  a name of ours
    "postgresql": f"SELECT case_id FROM {TABLE} WHERE stems @@ %s::tsquery LIMIT %s",  # noqa: S608
}
_HOLDS = {
    "sqlite": "0 < COALESCE((SELECT instr(' ' || s.stems || ' ', {word})"  # noqa: S608  a name of ours
    f" FROM {TABLE} s WHERE s.rowid = {{key}}), 0)",
    "postgresql": f"(SELECT s.stems @@ {{word}}::tsquery FROM {TABLE} s WHERE s.case_id = {{key}})",  # noqa: S608
}
_AMONG = {"sqlite": "SELECT value FROM json_each(%s)", "postgresql": "SELECT unnest(%s::bigint[])"}
_PUT = {
    "sqlite": f"INSERT OR REPLACE INTO {TABLE} (rowid, stems) VALUES (%s, %s)",  # noqa: S608
    "postgresql": f"INSERT INTO {TABLE} (case_id, stems) VALUES (%s, array_to_tsvector(%s::text[]))"  # noqa: S608
    " ON CONFLICT (case_id) DO UPDATE SET stems = excluded.stems",
}
_FORGET = {
    "sqlite": f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608  a name of ours
    "postgresql": f"DELETE FROM {TABLE} WHERE case_id = %s",  # noqa: S608
}
# FTS5 keeps words that were taken out until it puts its parts together.
_SETTLE = f"INSERT INTO {TABLE}({TABLE}) VALUES('optimize')"


class Holds(Func):
    """Whether one case holds a word. The case is called as the query calls it that asks: a query within a query calls
    it otherwise.

    Scalars on purpose: PostgreSQL would turn EXISTS into a join with every hit, and the index of SQLite would be read
    from its beginning for each case.
    """

    output_field = BooleanField()

    def __init__(self, word: str) -> None:
        super().__init__(Value(word), F("pk"))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        (word, sought), (key, of_key) = map(compiler.compile, self.source_expressions)
        return _HOLDS[connection.vendor].format(word=word, key=key), (*sought, *of_key)


@dataclass(frozen=True)
class Matching:
    """The cases that hold every word. `is_wide`: so many rows hold the words that counting them takes long."""

    cases: CaseQuerySet
    is_wide: bool = False


def index_case(case: Case) -> None:
    """Keep what a case is found by, as it is now. In the transaction of whatever changed its words or its people."""
    names = case.people.present().values_list("name", flat=True)
    put(case.pk, stored_stems(" ".join((case.reference, case.title, *_words(case), *names))))


def _words(case: Case) -> tuple[str, ...]:
    """What it says, without what was blacked out. Never who complained: a handler who searches is not to find that
    out."""
    if case.sort == Sort.INCIDENT:
        return (shown(case.incident, "words", None),)
    return tuple(shown(case.complaint, name, None) for name in ("words", "wish", "about_name"))


def put(key: int, stems: list[str]) -> None:
    """Keep the stems of one case, instead of those it had."""
    with connection.cursor() as cursor:
        cursor.execute(_PUT[connection.vendor], [key, stems if connection.vendor == "postgresql" else " ".join(stems)])


def forget(key: int) -> None:
    """A case that was destroyed is found by no word any more."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET[connection.vendor], [key])


def settle() -> None:
    """Leave no word in the index by which nothing is found any more. PostgreSQL does it as it writes anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_SETTLE)


def matching(cases: CaseQuerySet, asked: str) -> Matching:
    """Those of `cases` that hold every word of `asked`; none where it has no word. One query, whatever was asked."""
    stems = stored_stems(asked)[:MOST_ASKED]
    if not stems:
        return Matching(cases.none())
    query = _query(stems)
    with connection.cursor() as cursor:
        cursor.execute(_FEW[connection.vendor], [query, FEW + 1])
        keys = [key for (key,) in cursor.fetchall()]
    if len(keys) <= FEW:
        return Matching(_among(cases, keys))
    for stem in stems:
        cases = cases.filter(_holds(stem))
    return Matching(cases, is_wide=True)


def _among(cases: CaseQuerySet, keys: list[int]) -> CaseQuerySet:
    """Those of `cases` with one of these keys. They go to the database as one: with thousands of parameters PostgreSQL
    takes ten times as long, with `= ANY` it walks the whole list (docs/operations.md), and Django looks at each of them
    more than once."""
    asked = keys if connection.vendor == "postgresql" else json.dumps(keys)
    return cases.filter(pk__in=RawSQL(_AMONG[connection.vendor], [asked]))  # noqa: S611  parameters alone are typed


def _holds(stem: str) -> Holds:
    """Whether a case holds this word, asked of one case after the other."""
    return Holds(f"'{stem}'" if connection.vendor == "postgresql" else f" {stem} ")


def stored_stems(text: str) -> list[str]:
    """The words of a text as they are kept, each once: folded as names are, in ASCII letters and digits.

    >>> stored_stems('Coats" OR coat* NEAR'), stored_stems("Łódź")
    (['coat', 'or', 'near'], ['lodz'])
    """
    found = dict.fromkeys(_stored(stem[:LONGEST]) for stem in stems_of(fold(text)))
    return list(found)[:MOST_STEMS]


def _stored(stem: str) -> str:
    """A stem with other signs than ASCII is kept as the numbers of its bytes: no tokenizer takes it apart."""
    return stem if stem.isascii() else f"u{stem.encode().hex()}"


def _query(stems: list[str]) -> str:
    """Every word, in the words of the database. The stems hold nothing but letters and digits."""
    if connection.vendor == "postgresql":
        return " & ".join(f"'{stem}'" for stem in stems)
    return " AND ".join(f'"{stem}"' for stem in stems)
