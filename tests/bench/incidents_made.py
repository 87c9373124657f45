"""Incidents by the million, written past every action straight into the portal's own tables. All of it is made up."""

import datetime as dt
import itertools
import json
import random
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from incidents.kinds import Kind
from incidents.models import Case, CaseAssignment, CaseClosure, CaseOutcome, CasePerson, CitedRule, Incident
from incidents.outcomes import Outcome
from incidents.reference import SIGNS
from incidents.search import TABLE, stored_stems
from people.models import RoleAssignment, User
from people.roles import Role
from tests.incidents.rules import a_rule

AT_ONCE = 20_000
WORDS_EACH = 60
# In nine of ten incidents; in one of two thousand; in one of two hundred; in none.
COMMON, RARE, BETWEEN, ABSENT = "coat", "umbrella", "scooter", "zeppelin"
KINDS = [str(kind) for kind in Kind]
RULES = ("A4", "A9", "B2", "C1", "D2")
SPAN = dt.timedelta(days=3 * 365)


@dataclass(frozen=True)
class People:
    """Who looks at the list."""

    head: User
    dsl: User
    handler: User
    reporter: User


def people() -> People:
    """One holder of each post, made once."""
    made = {}
    for name, role in (("head", Role.HEAD), ("dsl", Role.DSL), ("handler", Role.STAFF), ("reporter", Role.STAFF)):
        user, is_new = User.objects.get_or_create(
            email=f"{name}@bench.example", defaults={"forename": "Robin", "surname": name.title()}
        )
        if is_new:
            RoleAssignment.objects.create(user=user, role=role)
        made[name] = user
    return People(**made)


def fill(first: int, last: int, whole: int, who: People) -> None:
    """The incidents number `first` to `last` of `whole` in all, in the order in which they were reported."""
    rules = [a_rule(code).pk for code in RULES]
    chance = random.Random(first)
    vocabulary = ["".join(chance.choices("bcdfghklmnprtvw", k=5)) for _ in range(3_000)]  # each is its own stem
    quickly()
    for start in range(first, last + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, last + 1))
        with transaction.atomic():
            _write(_Made(numbers, whole, who, rules, chance, vocabulary))
    ready()


class _Made:
    """The rows of some incidents, table by table."""

    def __init__(
        self, numbers: range, whole: int, who: People, rules: list[int], chance: random.Random, vocabulary: list[str]
    ) -> None:
        self.numbers, self.who, self.rules = numbers, who, rules
        now = timezone.now().astimezone(dt.UTC)
        self.moments = {n: now - SPAN + SPAN * (n / (whole + 1)) for n in numbers}
        self.states = {n: _state(n) for n in numbers}
        self.words = {n: _words(n, chance, vocabulary) for n in numbers}

    def cases(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            moment, state = as_text(self.moments[n]), self.states[n]
            yield {
                "id": n, "public_id": uuid.UUID(int=n).hex, "reference": reference(n), "sort": "incident",
                "title": f"Made-up incident {n}", "state": state, "wall": _wall(n), "owner_role": _owner(n),
                "is_safeguarding": n % 7 == 0, "reported_by_id": self.who.reporter.pk, "reported_at": moment,
                "received_on": moment[:10], "due_on": moment[:10], "seen_at": None if state == "new" else moment,
                "closed_at": moment if state == "closed" else None, "changed_at": moment,
                "form_key": uuid.UUID(int=n).hex,
            }  # fmt: skip

    def incidents(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            yield {
                "case_id": n, "kind": KINDS[n % len(KINDS)], "words": self.words[n], "place": "online",
                "happened_on": as_text(self.moments[n])[:10], "is_out_of_hours": n % 2 == 0, "affected": '["pupil"]',
                "child_at_risk": False,
            }  # fmt: skip

    def named(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            about = self.who.handler.pk if n % 1_000 == 1 else None
            yield {
                "public_id": uuid.UUID(int=n).hex, "case_id": n, "part": "subject", "user_id": about,
                "standing": "pupil", "name": f"Child {n}", "added_at": as_text(self.moments[n]),
            }  # fmt: skip

    def cited(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            at, rule = as_text(self.moments[n]), self.rules[n % len(self.rules)]
            yield {"incident_id": n, "rule_id": rule, "cited_at": at}

    def given(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            if n % 50 == 3:
                user = self.who.handler if n % 5_000 == 3 else self.who.dsl
                at = as_text(self.moments[n])
                yield {"case_id": n, "user_id": user.pk, "given_by_id": self.who.head.pk, "given_at": at}

    def closed(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            if self.states[n] == "closed":
                yield {
                    "case_id": n, "outcomes": f'["{_outcome(n)}"]', "reason": "Done.", "closed_by_id": self.who.head.pk,
                    "closed_at": as_text(self.moments[n]),
                }  # fmt: skip

    def came_of_it(self) -> Iterator[dict[str, Any]]:
        for n in self.numbers:
            if self.states[n] == "closed":
                yield {"case_id": n, "outcome": _outcome(n)}

    def found(self) -> Iterator[tuple[int, str]]:
        for n in self.numbers:
            few = stored_stems(f"{reference(n)} Made-up incident {n} Child {n}")
            yield n, " ".join({*few, *self.words[n].split()})


def reference(n: int) -> str:
    """One that no other number has."""
    signs = []
    for _ in range(6):
        n, place = divmod(n, len(SIGNS))
        signs.append(SIGNS[place])
    return f"INC-2627-{''.join(signs)}"


def _state(n: int) -> str:
    return {0: "new", 1: "seen", 2: "working", 3: "waiting"}.get(n // 20 % 100, "closed")


def _outcome(n: int) -> str:
    """Nearly always advice, of one in two thousand a picture taken down; never the police."""
    return str(Outcome.REMOVED if n % 2_000 == 1_999 else Outcome.ADVICE)


def _wall(n: int) -> str:
    return {0: "head", 1: "staff", 2: "staff"}.get(n % 20, "pupil")


def _owner(n: int) -> str:
    return "chair" if _wall(n) == "head" else "head"


def as_text(moment: dt.datetime) -> str:
    """A moment as both databases take it."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _words(n: int, chance: random.Random, vocabulary: list[str]) -> str:
    words = chance.choices(vocabulary, k=WORDS_EACH)
    for word, each, among in ((COMMON, 10, 9), (RARE, 2_000, 1), (BETWEEN, 200, 1)):
        if n % each < among:
            words.append(word)
    return " ".join(words)


def _write(made: _Made) -> None:
    rows_into(Case, made.cases())
    rows_into(Incident, made.incidents())
    rows_into(CasePerson, made.named())
    rows_into(CitedRule, made.cited())
    rows_into(CaseAssignment, made.given())
    rows_into(CaseClosure, made.closed())
    rows_into(CaseOutcome, made.came_of_it())
    key = "case_id" if connection.vendor == "postgresql" else "rowid"
    _put(TABLE, (key, "stems"), made.found())


def rows_into(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Rows straight into the table of a model. Fields that are not given have what the model says."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = [field for field in model._meta.concrete_fields if field.column in first or not field.primary_key]
    usual = {field.column: _usual(field) for field in fields if field.column not in first}
    columns = tuple(field.column for field in fields)
    _put(
        model._meta.db_table,
        columns,
        (tuple((usual | row)[column] for column in columns) for row in itertools.chain([first], rows)),
    )


def _usual(field: Any) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


def _put(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    named = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            connection.connection.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)


def quickly() -> None:
    """What is only made to be measured need not survive a power cut."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("DROP INDEX IF EXISTS incidents_casesearch_stems")
        else:
            cursor.execute("PRAGMA synchronous = OFF")


def ready() -> None:
    """As a portal that has run for a while: whatever the database learns by itself is learnt."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE INDEX incidents_casesearch_stems ON {TABLE} USING gin (stems)")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
