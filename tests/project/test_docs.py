"""What the docs say is there: commands, settings, files, classes, words of the record."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from audit.models import Verb
from people.roles import Role
from todwick_portal.demo_people import DEMO_EMAILS, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
OURS = {"todwick_portal", "incidents", "consent", "policies", "people", "audit"}
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCS]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def _code_words(name: str) -> tuple[str, ...]:
    """What stands in back quotes."""
    return tuple(re.findall(r"`([^`\n]+)`", re.sub(r"(?s)```.*?```", "", _text(name))))


def _listed(name: str) -> set[str]:
    """The back-quoted words in the first cells of the tables of a page."""
    rows = re.findall(r"(?m)^\|([^|]*)\|", _text(name))
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def _variables() -> set[str]:
    """The environment variables that the settings read."""
    code = "".join(map(_text, ("todwick_portal/settings.py", "todwick_portal/sign_in_settings.py", "gunicorn.conf.py")))
    return set(re.findall(r"""(?:env\.\w+|environ\.get|_secret)\(\s*["']([A-Z_]+)["']""", code))


def test_every_setting_is_explained_and_nothing_else():
    explained = {word for word in _listed("docs/operations.md") if re.fullmatch(r"[A-Z_]+", word)}

    assert explained - {"CHROMIUM", "REQUIRE_BROWSER", "REQUIRE_POSTGRESQL", "HYPOTHESIS_PROFILE"} == _variables()


def test_every_command_is_explained_and_nothing_else():
    ours = {name for name, app in get_commands().items() if app in OURS}

    assert {word for word in _listed("docs/operations.md") if re.fullmatch(r"[a-z_]+", word)} == ours
    assert {name for name in ours if f"`{name}" not in _text("docs/contract.md")} == set()


def test_every_verb_of_the_record_is_explained_and_nothing_else():
    assert _listed("docs/record.md") == {verb.value for verb in Verb}


def test_every_role_has_a_column_of_permissions():
    text = _text("docs/permissions.md").lower()
    known_as = {Role.STAFF: "staff", Role.OFFICE: "office", Role.HEAD: "head", Role.DSL: "safeguarding lead"}
    known_as |= {Role.CHAIR: "governors", Role.VICE_CHAIR: "governors", Role.GOVERNOR: "governors"}
    known_as |= {Role.CLERK: "clerk", Role.DPO: "dpo", Role.PARENT: "parent"}

    assert set(known_as) == set(Role)
    assert [role for role, word in known_as.items() if word not in text] == []


def test_the_make_commands_of_the_docs_exist():
    targets = set(re.findall(r"(?m)^([a-z-]+):", _text("Makefile")))
    spoken = [word for name in NAMES for word in _code_words(name)]
    named = {found for word in spoken for found in re.findall(r"^(?:\w+=\S+ )*make ([a-z-]+)", word)}
    lines = set(re.findall(r"(?m)^make ([a-z-]+)", _text("README.md")))

    assert lines == {"run", "test"}
    assert named | lines <= targets


def test_make_help_gives_a_line_for_each_target():
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    targets = re.search(r"\.PHONY: (.*)", _text("Makefile"))[1].split()
    assert sorted(line.split()[1] for line in shown.splitlines()) == sorted(targets)


def test_the_readme_names_every_demo_account_and_the_password():
    text = _text("README.md")

    assert PASSWORD in text
    assert [email for email in DEMO_EMAILS if f"{email.split('@')[0]}@" not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_points_to_is_there(name):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", _text(name))
    here = (ROOT / name).parent

    assert [link for link in links if "://" not in link and not (here / link).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_files_and_names_a_page_speaks_of_exist(name):
    words = [word for word in _code_words(name) if re.fullmatch(r"[\w./-]+", word) and word.split("/")[0] in OURS]
    folders = [word for word in words if "/" in word and not _is_there(word)]
    dotted = [word for word in _code_words(name) if re.fullmatch(rf"({'|'.join(OURS)})\.[A-Z]\w+", word)]

    assert folders == []
    assert [word for word in dotted if not _is_model(word)] == []


def test_the_words_of_the_glossary_are_carried_by_fields_that_exist():
    wrong = []
    for word in _code_words("docs/glossary.md"):
        found = re.fullmatch(r"([A-Z]\w+)\.(\w+)", word)
        models = [model for model in apps.get_models() if found and model.__name__ == found[1]]
        if found and not (models and hasattr(models[0], found[2])):
            wrong.append(word)

    assert wrong == []


def _is_there(word: str) -> bool:
    return (ROOT / word).exists() or (ROOT / f"{word}.py").exists()


def _is_model(word: str) -> bool:
    app, name = word.split(".")
    return any(model.__name__ == name for model in apps.get_app_config(app).get_models())
