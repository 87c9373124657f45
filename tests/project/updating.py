"""What the tests of an update share: every row by name, what is lost, and a walk through the pages as each role."""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from people.models import Pupil, User
from people.roles import Role
from tests.project.access import ACCESS, PUBLIC, views

# What a later schema says otherwise on purpose: columns whose values an update writes anew.
WRITTEN_ANEW: set[tuple[str, str]] = set()
# Made by the update itself, counters, and what no archive keeps.
NOT_COMPARED = {
    "django_migrations", "sqlite_sequence", "django_content_type", "auth_permission", "django_session",
    "usersessions_usersession", "portal_cache", "portal_worker",
}  # fmt: skip
# Of the package for signing in, and of the demo: pages that are not about what the database holds.
NOT_WALKED = ("account_", "mfa_", "demo", "openid", "socialaccount", "usersessions")
# Pages that say there is nothing of the kind yet by not being there.
MAY_BE_HIDDEN = {"record:head", "incidents:complaint-sent"}
ONE_OF_EACH = {
    "people:pupil": lambda: {"public_id": Pupil.objects.first().public_id},
    "people:class": lambda: {"code": "3H"},
    "consent:pupil": lambda: {"public_id": Pupil.objects.first().public_id},
    "consent:class": lambda: {"code": "3H"},
    "policies:policy": lambda: {"slug": "social-media"},
    "policies:version": lambda: {"slug": "social-media", "number": 1},
}


def named_rows() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table by its number, with the names of its columns."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in NOT_COMPARED:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            found[table] = {row["id"]: row for row in rows if "id" in row}
    connection.close()
    return found


def lost(before: dict, after: dict) -> list[str]:
    """Rows that are gone, and values that are other than they were, of columns that are still there."""
    wrong = []
    for table, rows in before.items():
        for key, row in rows.items():
            now = after.get(table, {}).get(key)
            if now is None:
                wrong.append(f"{table} {key} is gone")
                continue
            wrong += [
                f"{table} {key}: {name} was {value!r}, is {now[name]!r}"
                for name, value in row.items()
                if name in now and now[name] != value and (table, name) not in WRITTEN_ANEW
            ]
    return wrong


def waiting() -> int:
    """How many migrations are still to be run here."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def opened_by_everybody() -> int:
    """Open every page that needs no arguments, and one of each of some that do, as each role. How many were shown."""
    return sum(_opened_by(role) for role in Role)


def _opened_by(role: Role) -> int:
    client, count = Client(raise_request_exception=True), 0
    client.force_login(User.objects.get(email=f"{role}@school.example"))
    for name, _ in views(get_resolver().url_patterns):
        who = ACCESS.get(name)
        if name.startswith(NOT_WALKED) or not who or (who != PUBLIC and role not in who):
            continue
        try:
            address = reverse(name, kwargs=ONE_OF_EACH[name]() if name in ONE_OF_EACH else {})
        except NoReverseMatch:
            continue
        status = client.get(address).status_code
        allowed = {200, 302, 405} | ({503} if name == "health" else set()) | ({404} if name in MAY_BE_HIDDEN else set())
        assert status in allowed, (role, name, status)
        count += status == 200
    return count
