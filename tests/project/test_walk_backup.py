"""Row backup of the table of permissions, as every relation: nobody has a page for it, whoever runs the server has a
command, and even that needs a key which the server does not hold."""

import ast
import csv
import inspect
import sys
from functools import cache
from importlib.util import resolve_name
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from django.test import Client
from django.urls import get_resolver

from people.models import User
from tests.project.access import ACCESS, BACKUP, PUBLIC, views
from tests.project.test_docs import OURS
from tests.project.test_walk import OWN_MATRIX, ROLE_OF, WITHOUT_ACCOUNT
from tests.project.test_walk_accounts import _user

PACKAGE = "todwick_portal.backups"
VIEWS = dict(views(get_resolver().url_patterns))


def _rows() -> list[Any]:
    with OWN_MATRIX.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["object"] == "backup"]
    assert len(rows) == 46
    return [
        pytest.param(row["role"], row["action"], row["verdict"] != "N", id=f"{row['role']} {row['action']}")
        for row in rows
    ]


@cache
def _leads_to(module: str) -> frozenset[str]:
    """What `module` takes from the package of backups, itself or through the modules of the portal it imports."""
    found, seen, ahead = set(), set(), [module]
    while ahead:
        name = ahead.pop()
        if name in seen or name.startswith(PACKAGE):
            continue
        seen.add(name)
        taken = _taken_from(name)
        ahead += [one for one in taken if one in sys.modules]
        found |= {one for one in taken if one.startswith(f"{PACKAGE}.") and one not in sys.modules}
    return frozenset(found)


@cache
def _taken_from(module: str) -> frozenset[str]:
    """Every module of the portal that the imports of `module` name, and every name they take out of one."""
    path = Path(inspect.getsourcefile(sys.modules[module]) or "")
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    taken: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            whole = resolve_name("." * node.level + (node.module or ""), package)
            taken |= {whole, *(f"{whole}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            taken |= {one.name for one in node.names}
    return frozenset(name for name in taken if name.split(".")[0] in OURS)


def _pages_of(relation: str) -> set[str]:
    role = None if relation in WITHOUT_ACCOUNT or relation.startswith("former_") else ROLE_OF[relation]
    return {name for name, who in ACCESS.items() if who == PUBLIC or (role and role in who)}


def _module_of(view: Any) -> str:
    """Where a page is written: in a module of ours, or in allauth, which knows nothing of backups."""
    module = inspect.unwrap(getattr(view, "view_class", view)).__module__
    return module if module.split(".")[0] in OURS else "people.views"


@pytest.mark.parametrize(("relation", "action", "may"), _rows())
def test_the_rows_of_backups_hold(db, relation, action, may):
    command, user = BACKUP["backup", action], _user(relation)

    reached = set()
    for name in _pages_of(relation):
        reached |= _leads_to(_module_of(VIEWS[name]))
    answers = {_status(user, f"/{place}{command}/") for place in ("", "people/", "dashboard/", "accounts/")}

    # /health/ asks whether a backup is overdue, and nothing else of the package is near any page.
    assert reached <= {f"{PACKAGE}.making.is_overdue"}
    assert answers <= ({404} if user and user.is_active else {302, 404})
    assert may == (relation == "it_admin" and get_commands().get(command) == "todwick_portal")


def _status(user: User | None, address: str) -> int:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(address).status_code


def test_the_eye_on_imports_sees_what_health_asks():
    assert _leads_to("todwick_portal.health") == {f"{PACKAGE}.making.is_overdue"}
