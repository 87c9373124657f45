"""Queries that a page asks again and again in the same words, put into SQL once.

Who may see what is said in many conditions, and putting them into SQL takes longer than the database takes to answer.
So the SQL is kept, by whoever asks and all that they may do today: with another role it is another query. Never kept is
an answer: that is asked for each time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

IN_PLACE = -(10**15)  # numbers below stand for a key while SQL is made; no row and no count is ever so small
MOST = 200  # of one thread; beyond it the one that was asked longest ago is put into SQL anew


class Somebody(Protocol):
    """All of a person that `visible_to` asks."""

    pk: Any
    only_classes: frozenset[int] | None
    is_shut: bool

    @property
    def roles(self) -> frozenset[Any]: ...

    @property
    def permissions(self) -> set[str]: ...

    @property
    def stands_in(self) -> frozenset[Any]: ...

    @property
    def is_active(self) -> bool: ...


class _Kept(threading.local):
    """The queries of a thread: each holds fast to the connection that it was made for."""

    def __init__(self) -> None:
        self.queries: OrderedDict[Hashable, QuerySet[Any] | None] = OrderedDict()
        self.connection: BaseDatabaseWrapper | None = None

    def of(self, connection: BaseDatabaseWrapper) -> OrderedDict[Hashable, QuerySet[Any] | None]:
        """Those of this connection; where it is another one than before, none yet."""
        if self.connection is not connection:
            self.connection, self.queries = connection, OrderedDict()
        return self.queries


_kept = _Kept()


def prepared(name: str, user: Somebody | None, make: Callable[[], QuerySet[Any]], *also: Hashable) -> list[Any]:
    """The rows of the query that `make` gives, asked now.

    `name` says which query; `user` for whom it is, None where it is the same for everybody; `also` whatever else it is
    made of, such as the day. It may be made of nothing but these and what stands in the program, never of a moment. A
    query that asks the database something while it is made holds an answer, and is not kept.
    """
    key = (name, *_standing(user), *also)
    queries = _kept.of(connections[DEFAULT_DB_ALIAS])
    if key not in queries:
        with _noticing() as asked:
            rows = make()
            held = _held_fast(rows)
        if asked:
            return list(rows)
        _keep(queries, key, held)
    queries.move_to_end(key)
    query = queries[key]
    return [] if query is None else _rows_of(query)


def prepared_of(
    name: str, keys: Sequence[int], make: Callable[[Sequence[int]], QuerySet[Any]], *also: Hashable
) -> list[Any]:
    """The rows of the query that `make` gives for some keys, asked now. As `prepared`, for everybody the same.

    The SQL is made for as many keys as the next power of two, with numbers in their place that are no keys, and kept.
    Each time it is asked these give way to the keys, the last of them as often as there is room. So `make` may look for
    rows that go with any of the keys, and do nothing else with them: no sum, no comparison.
    """
    if not keys:
        return []
    room = 1 << (len(keys) - 1).bit_length()
    queries, key = _kept.of(connections[DEFAULT_DB_ALIAS]), (name, room, *also)
    if key not in queries:
        with _noticing() as asked:
            held = _held_fast(make(range(IN_PLACE - 1, IN_PLACE - room - 1, -1)))
        if asked or held is None:
            return list(make(keys))
        _keep(queries, key, held)
    queries.move_to_end(key)
    query = cast(QuerySet[Any], queries[key])  # what can have no rows is not kept
    compiler: Any = query.query.get_compiler()
    sql, values = compiler.as_sql()
    padded = [*keys, *[keys[-1]] * (room - len(keys))]
    filled = tuple(
        type(value)(padded[IN_PLACE - value - 1]) if isinstance(value, int) and value < IN_PLACE else value
        for value in values
    )
    compiler.as_sql = lambda *args, **kwargs: (sql, filled)
    try:
        return _rows_of(query)
    finally:
        compiler.as_sql = lambda *args, **kwargs: (sql, values)


def _rows_of(query: QuerySet[Any]) -> list[Any]:
    return list(cast(Iterable[Any], query._iterable_class(query)))


def _keep(queries: OrderedDict[Hashable, QuerySet[Any] | None], key: Hashable, held: QuerySet[Any] | None) -> None:
    queries[key] = held
    while len(queries) > MOST:
        queries.popitem(last=False)


def forget() -> None:
    """Put every query of this thread into SQL anew from here on: for whoever changes what they are made of while the
    program runs, as tests do."""
    _kept.queries.clear()


def _standing(user: Somebody | None) -> tuple[Hashable, ...]:
    if user is None:
        return ()
    may = frozenset(user.permissions)
    return user.pk, user.roles, may, user.stands_in, user.only_classes, user.is_active, user.is_shut


def _held_fast(rows: QuerySet[Any]) -> QuerySet[Any] | None:
    """The query with its SQL; None where it can have no rows."""
    kept = rows.all()
    compiler = kept.query.get_compiler(using=kept.db)
    try:
        sql = compiler.as_sql()
    except EmptyResultSet:
        return None
    # Django asks the query for its compiler each time, and the compiler for the SQL and for what turns each column into
    # a value of Python: all give what they gave before.
    compiler.as_sql = lambda *args, **kwargs: sql
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    turning, turn = compiler.get_converters(columns), compiler.get_converters
    compiler.get_converters = lambda asked: turning if asked == columns else turn(asked)
    kept.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
    return kept


@contextmanager
def _noticing() -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def notice(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(notice):
        yield asked
