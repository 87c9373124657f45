"""Rules of the house that no tool of `make check` knows (architecture 2, 3, 6; security 2.4)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("todwick_portal", "incidents", "consent", "policies", "people", "audit")
# A demo's database is made anew whole, never row by row; that is no statement a person could reach.
RAW_SQL = {
    "audit/chain.py",
    "audit/triggers.py",
    "audit/recorder.py",
    "audit/scrubbing.py",
    "consent/bulk.py",
    "incidents/search.py",
    "people/together.py",  # several queries of ours joined as one (decision 26); each was made by the ORM
    "todwick_portal/demo/renewing.py",
    "todwick_portal/only_worker.py",  # a lock that the database gives back with its connection (decision 22)
    "todwick_portal/backups/postgresql.py",  # a copy takes every table as it is, also of a schema gone by
}


def sources(*endings: str) -> Iterator[tuple[str, str]]:
    """The name and text of every file of ours with one of these endings; migrations are made by a command."""
    for folder in (*PACKAGES, "templates", "static"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in endings and "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def _files_with(pattern: str, *endings: str) -> set[str]:
    return {name for name, text in sources(*endings) if re.search(pattern, text)}


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        (
            r"\|\s*safe\b|\bmark_safe\b|\bSafeString\b|{%\s*autoescape\s+off",
            {"people/drawn.py", "policies/wording_html.py"},
        ),
        (r"\bcsrf_exempt\b", {"todwick_portal/demo_views.py"}),
        # A row is held as one whose key stays: who keeps a row that names it waits for nobody (architecture, actions).
        (r"\bselect_for_update\((?!.*\bno_key=True)", set()),
        (r"\b(pre|post)_(save|delete|init)\b|\bm2m_changed\b|\brequest_(started|finished)\b|@receiver\b", set()),
        (r"\bpost_migrate\b", {f"{app}/apps.py" for app in ("todwick_portal", "consent", "policies", "audit")}),
        (r"\bpre_migrate\b", {"audit/apps.py"}),
        (r"\bdjango\.contrib\.admin\b|\badmin\.site\b", set()),
        (r"\bis_superuser\b|\bcreate_superuser\b|\bis_staff\b", set()),
        (r"\.cursor\(|\.raw\(|\bRawSQL\b|\.extra\(", RAW_SQL),
        (r"(?m)^\s*(print|breakpoint)\(", set()),
        (r"\beval\(|\bexec\(|\bpickle\b|shell=True", set()),
        (r"#\s*(noqa|type:\s*ignore)(?![\[:])", set()),
        (r"transaction\.atomic", None),
    ],
)
def test_only_the_named_files_hold(pattern, allowed):
    found = _files_with(pattern, ".py", ".html")  # mails are plain text and escape nothing

    if allowed is None:
        assert not {name for name in found if "/views" in name}
    else:
        assert found <= allowed


def test_the_django_admin_is_not_installed():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_no_module_is_longer_than_three_hundred_lines():
    long = {name: text.count("\n") for name, text in sources(".py") if text.count("\n") > 300}

    assert long == {}


def test_no_place_takes_whatever_nobody_placed():
    names = {Path(name).stem for name, _ in sources(".py")}

    assert not {"utils", "util", "common", "core", "helpers", "misc"} & names


def test_no_script_writes_into_pages_as_html():
    assert _files_with(r"innerHTML|outerHTML|document\.write|insertAdjacentHTML|\beval\(|new Function", ".js") == set()
