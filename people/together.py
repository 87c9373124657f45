"""Several reads in one query, each with its own columns: for pages that need a little of everything at once.

A piece of work is a generator. It yields the queries that it asks, is sent their rows, and returns what it made of
them; so several pieces ask at the same time and none of them knows of the others. What it yields later may rest on what
it was sent before: each such round is one query more.

The rows of a read come in no order, but for those that were sliced: whoever needs one sorts them.
"""

import datetime as dt
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Made = TypeVar("Made")
Asked = Sequence[QuerySet[Any, Any]]
Rows = list[Any] | QuerySet[Any, Any]
Work = Generator[Asked, Sequence[Rows], Made]

# What PostgreSQL writes as text or as a part of its JSON, by the kind of field; SQLite keeps these as text anyway and
# Django reads them from there.
READ: dict[str, Callable[[Any], Any]] = {
    "DateTimeField": dt.datetime.fromisoformat,
    "DateField": dt.date.fromisoformat,
    "TimeField": dt.time.fromisoformat,
    "UUIDField": UUID,
    "DecimalField": lambda value: Decimal(str(value)),
    "JSONField": json.dumps,  # which the field itself reads
}
UNCHANGING = {"DateTimeField", "DateField", "TimeField", "UUIDField"}  # what rows may share
CHUNK = 5000
ARRAY = {"sqlite": "JSON_ARRAY", "postgresql": "JSON_BUILD_ARRAY"}
MOST_COLUMNS = 90  # of one array: PostgreSQL takes a hundred, SQLite a few more


def together(*works: Work[Any]) -> list[Any]:
    """What each of `works` comes to, their queries asked as one: as many queries as the longest has rounds."""
    return _run(beside(*works), read)


def alone(work: Work[Made]) -> Made:
    """What one piece of work comes to, each of its queries asked by itself, and only if its rows are looked at: for
    pages that may need few of them, and for so much that putting it into one query would be slower."""
    return _run(work, list)


def each(rows: Rows) -> Iterator[Any]:
    """Row by row, for many that are looked at once: what was not read yet is not kept."""
    return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)


def beside(*works: Work[Any] | None) -> Work[list[Any]]:
    """Several pieces of work as one, for work that is made of others; None comes to None."""
    made: list[Any] = [None] * len(works)
    waiting: dict[int, Asked] = {}

    def go_on(number: int, rows: Sequence[Rows] | None) -> None:
        waiting.pop(number, None)
        if (work := works[number]) is None:
            return
        try:
            waiting[number] = work.send(rows)  # type: ignore[arg-type]  # None begins it
        except StopIteration as done:
            made[number] = done.value

    for number in range(len(works)):
        go_on(number, None)
    while waiting:
        asked = dict(waiting)
        found = iter((yield [one for each in asked.values() for one in each]))
        for number, each in asked.items():
            go_on(number, [next(found) for _ in each])
    return made


def asking(*asked: QuerySet[Any, Any]) -> Work[Sequence[Rows]]:
    """Work that is nothing but reading these."""
    return (yield asked)


def _run(work: Work[Made], ask: Callable[[Asked], Sequence[Rows]]) -> Made:
    try:
        asked = next(work)
        while True:
            asked = work.send(ask(asked))
    except StopIteration as done:
        return cast(Made, done.value)


def read(asked: Asked) -> Sequence[Rows]:
    """The rows of each of these, in one query; none where nothing is asked.

    Django says no query of parts whose columns differ, so the SQL that it makes of each is put together here, each row
    as a list in JSON.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    compilers = [_compiler(one) for one in asked]
    parts: list[str] = []
    params: list[Any] = []
    for number, compiler in enumerate(compilers):
        try:
            sql, own = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            continue
        row = _array(ARRAY[connection.vendor], [connection.ops.quote_name(alias) for _, _, alias in compiler.select])
        row = f"CAST({row} AS text)"
        parts.append(f"SELECT {number}, {row} FROM ({sql}) part_{number}")  # noqa: S608  Django's own SQL and names
        params += own
    found: list[list[str]] = [[] for _ in asked]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for number, row in cursor.fetchall():
                found[number].append(row)
    # All rows at once: for a hundred thousand of them that takes half as long as one after another.
    rows = [json.loads(f"[{','.join(each)}]") for each in found]
    return [_objects(*each) for each in zip(asked, compilers, rows, strict=True)]


def _array(function: str, columns: list[str]) -> str:
    """A row as a list; of more columns than a list takes a list of lists."""
    lists = [columns[begin : begin + MOST_COLUMNS] for begin in range(0, len(columns), MOST_COLUMNS)]
    each = [f"{function}({', '.join(some)})" for some in lists]
    return each[0] if len(each) == 1 else f"{function}({', '.join(each)})"


def hang(one: Model, name: str, rows: Iterable[Model]) -> None:
    """Let `one` have these as its related objects `name`, as `prefetch_related` does."""
    related: QuerySet[Model] = getattr(one, name).all()
    related._result_cache = list(rows)
    related._prefetch_done = True  # type: ignore[attr-defined]
    kept: dict[str, QuerySet[Model]] = one.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[name] = related


def _compiler(rows: QuerySet[Any, Any]) -> SQLCompiler:
    """What puts these into SQL, without their order where it does not choose among them."""
    query = rows.query.chain()
    if not query.is_sliced:
        query.clear_ordering(force=True)
    return query.get_compiler(using=DEFAULT_DB_ALIAS)


def _objects(rows: QuerySet[Any, Any], compiler: SQLCompiler, found: list[Sequence[Any]]) -> list[Any]:
    """The rows as the query itself would give them."""
    if not found:
        return []
    if len(compiler.select) > MOST_COLUMNS:
        found = [list(chain.from_iterable(row)) for row in found]
    kinds = [_kind(expression.output_field) for expression, _, _ in compiler.select]
    if compiler.connection.vendor == "postgresql":
        reads = [(place, READ[kind]) for place, kind in enumerate(kinds) if kind in READ]
        found = [_as_read(row, reads) for row in found]
    converters = {
        place: ([_remembering(one) for one in these] if kinds[place] in UNCHANGING else these, expression)
        for place, (these, expression) in compiler.get_converters([said[0] for said in compiler.select]).items()
    }
    compiler.get_converters = lambda expressions: converters  # type: ignore[method-assign]
    # Django asks the query for its compiler, and the compiler for the rows: it is given those that are there.
    kept = rows.all()
    compiler.execute_sql = lambda *args, **kwargs: [found]  # type: ignore[assignment, method-assign]
    kept.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
    return list(cast(Iterable[Any], kept._iterable_class(kept)))


def _kind(field: Field[Any, Any]) -> str:
    """The kind of a field; of a key that of what it names."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    return field.get_internal_type()


def _remembering(convert: Callable[..., Any]) -> Callable[..., Any]:
    """The same, each value once: many rows share a moment, and reading it is most of the work."""
    known: dict[Any, Any] = {}

    def converted(value: Any, *rest: Any) -> Any:
        if value not in known:
            known[value] = convert(value, *rest)
        return known[value]

    return converted


def _as_read(row: Sequence[Any], reads: list[tuple[int, Callable[[Any], Any]]]) -> Sequence[Any]:
    said = list(row)
    for place, of_text in reads:
        if said[place] is not None:
            said[place] = of_text(said[place])
    return said
