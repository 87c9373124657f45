"""Writing many responses and answers at once, past the ORM (performance 2). Raw SQL with parameters, only here.

Every response and answer of the portal is written through `write`, so that row numbers are given out under
one lock. The tables are append-only: nothing here changes or removes a row.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db import connection

from .models import ConsentAnswer, ConsentResponse

LOCK = 7_036_875
TOGETHER = 50  # rows of one statement on SQLite: a statement each takes twice as long
RESPONSE_COLUMNS = (
    "id", "survey_id", "pupil_id", "school_year", "record", "child", "respondent_key", "respondent_name",
    "respondent_email", "relationship", "answered_at", "answered_precision", "recorded_at", "recorded_by_id",
    "settled", "respondent_confirmed",
)  # fmt: skip
ANSWER_COLUMNS = ("id", "response_id", "purpose_id", "value")


class NewResponse(NamedTuple):
    """A response to be written, with its answers by purpose. Responses may share one dictionary of answers."""

    survey: int
    pupil: int
    school_year: int
    record: int
    child: int
    respondent_key: str
    respondent_name: str
    respondent_email: str
    relationship: str
    answered_at: dt.datetime
    answered_precision: str
    answers: dict[int, str]
    settled: bool = False
    respondent_confirmed: bool = False


def one_writer_at_a_time() -> None:
    """Hold other loads back until this transaction ends. SQLite's IMMEDIATE transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def digest_of(responses: Iterable[NewResponse]) -> str:
    """SHA-256 of written answers in order: what the audit event seals of a load."""
    digest = hashlib.sha256()
    told: dict[int, str] = {}  # responses share their few sets of answers
    for new in responses:
        if (answers := told.get(id(new.answers))) is None:
            answers = told[id(new.answers)] = str(sorted(new.answers.items()))
        digest.update(f"{new.pupil}|{new.respondent_key}|{new.answered_at.isoformat()}|{answers}\n".encode())
    return digest.hexdigest()


def counts_of(responses: Iterable[NewResponse]) -> dict[str, int]:
    """How many yes and no a load that a person typed brings, as a load of a file counts them."""
    values = [value for new in responses for value in new.answers.values()]
    return {"new_yes": values.count("yes"), "new_no": values.count("no")}


def write(
    responses: Sequence[NewResponse], *, recorded_at: dt.datetime, recorded_by: int | None, survey: int | None = None
) -> list[int]:
    """Write `responses` inside the caller's transaction. Returns their row numbers, in order.

    `survey` is the load that they all belong to, where it had no number yet when they were planned.
    """
    if not responses:
        return []
    one_writer_at_a_time()
    first = _next_id(ConsentResponse._meta.db_table, len(responses))
    answer = _next_id(ConsentAnswer._meta.db_table, sum(len(response.answers) for response in responses))
    _insert(
        ConsentResponse._meta.db_table,
        RESPONSE_COLUMNS,
        _response_rows(responses, first, _moment(recorded_at), recorded_by, survey),
    )
    _insert(ConsentAnswer._meta.db_table, ANSWER_COLUMNS, _answer_rows(responses, first, answer))
    return list(range(first, first + len(responses)))


def _response_rows(
    responses: Iterable[NewResponse], first: int, recorded_at: Any, recorded_by: int | None, survey: int | None
) -> Iterator[tuple[Any, ...]]:
    moment = connection.ops.adapt_datetimefield_value
    for number, new in enumerate(responses, start=first):
        yield (
            number, survey or new.survey, new.pupil, new.school_year, new.record, new.child, new.respondent_key,
            new.respondent_name, new.respondent_email, new.relationship, moment(new.answered_at),
            new.answered_precision, recorded_at, recorded_by, new.settled,
            new.respondent_confirmed,
        )  # fmt: skip


def _answer_rows(responses: Iterable[NewResponse], first: int, answer: int) -> Iterator[tuple[int, int, int, str]]:
    for number, new in enumerate(responses, start=first):
        for purpose, value in new.answers.items():
            yield answer, number, purpose, value
            answer += 1


def _moment(moment: dt.datetime) -> Any:
    """As the database keeps it: SQLite as the text that Django writes, PostgreSQL as it is."""
    return connection.ops.adapt_datetimefield_value(moment)


def _next_id(table: str, count: int) -> int:
    """The first of `count` row numbers that nobody else will be given."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            [sequence] = cursor.fetchone()
            cursor.execute("SELECT nextval(%s)", [sequence])
            [first] = cursor.fetchone()
            cursor.execute("SELECT setval(%s, %s)", [sequence, first + max(count, 1) - 1])
            return first
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}")  # noqa: S608 (a table name of ours)
        [first] = cursor.fetchone()
        return first


def _insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        insert = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608
        _insert_together(cursor, insert, len(columns), rows)


def _insert_together(cursor: Any, insert: str, width: int, rows: Iterator[tuple[Any, ...]]) -> None:
    marks = "(" + ", ".join(["%s"] * width) + ")"
    groups = iter(lambda: list(islice(rows, TOGETHER)), [])
    last: list[tuple[Any, ...]] = []

    def full_groups() -> Iterator[tuple[Any, ...]]:
        for group in groups:
            if len(group) == TOGETHER:
                yield tuple(chain.from_iterable(group))
            else:
                last.extend(group)

    cursor.executemany(insert + ", ".join([marks] * TOGETHER), full_groups())
    cursor.executemany(insert + marks, last)
