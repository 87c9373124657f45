"""What is there is named in docs/, and what docs/ names is there: settings, commands, addresses, targets of make."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, get_resolver, resolve

from people.settings import Key
from tests.project.addresses import PAGE, patterns, written
from tests.project.test_docs import NAMES, OURS, ROOT, _code_words, _listed, _text, _variables

COMMANDS_OF_DJANGO = {"migrate", "collectstatic", "check", "makemigrations", "shell", "dbshell", "runserver"}
# Read by programs around the portal, or handed on whole to a child process; none is a setting of the portal.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "PATH", "HOME", "LANG", "TMPDIR"}


def _rows(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_address_stands_on_its_page_with_who_may_open_it_and_no_other_does():
    """Where this fails: `make addresses`, and look at what it wrote."""
    kept, now = _rows(PAGE.read_text(encoding="utf-8")), _rows(written())

    assert [row[:3] for row in kept] == [row[:3] for row in now]


def test_every_address_that_a_page_names_is_there():
    shapes = {_shape(address) for address, _, _ in patterns(get_resolver().url_patterns)}
    beginnings = {shape[: shape.index("/", at + 1) + 1] for shape in shapes for at in _slashes(shape)}
    wrong = []
    for name in NAMES:
        for word in _code_words(name):
            for address in re.findall(r"^/[a-z][\w/<>.-]*", word):
                if not (_shape(address) in shapes | beginnings or _resolves(address) or _is_of_the_server(address)):
                    wrong.append(f"{name}: {address}")

    assert wrong == []


def _slashes(shape: str) -> list[int]:
    return [at for at, sign in enumerate(shape[:-1]) if sign == "/" and "/" in shape[at + 1 :]]


def _shape(address: str) -> str:
    return re.sub(r"<[^>]*>", "<>", address)


def _resolves(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def _is_of_the_server(address: str) -> bool:
    return f"{address}/".startswith(("/etc/", "/srv/", "/usr/", "/var/", "/run/", "/tmp/"))


def test_every_setting_of_the_school_is_explained_and_nothing_else():
    """With its usual value, bounds and source: `tests/people/test_settings.py`."""
    assert {row[0].strip("`") for row in _rows(_text("docs/school-settings.md"))} == set(map(str, Key))


def test_nothing_of_the_environment_is_read_but_what_is_explained():
    """Every module of the product, not the settings alone."""
    modules = [path for app in OURS for path in (ROOT / app).rglob("*.py")] + [ROOT / "gunicorn.conf.py"]
    read = set()
    for path in modules:
        code = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"""environ(?:\.get|\.setdefault)?[\[(]\s*["']([A-Z_]+)["']""", code))
        read |= set(re.findall(r"""\benv\.\w+\(\s*["']([A-Z_]+)["']""", code))

    assert read - _variables() - NOT_OURS == set()


def test_every_variable_that_a_page_names_is_a_setting():
    known = _variables() | {word for word in _listed("docs/operations.md") if re.fullmatch(r"[A-Z_]+", word)}
    constants = set(re.findall(r"(?m)^ *([A-Z][A-Z_]+)\b[^\n]* = |^ *([A-Z][A-Z_]+) = ", _all_code()))
    constants = {name for pair in constants for name in pair if name}
    pages = [name for name in NAMES if "/adr/" not in name]  # these also speak of what was not taken
    named = {(name, word) for name in pages for word in _code_words(name) if re.fullmatch(r"[A-Z]{2,}_[A-Z_]+", word)}

    assert {(name, word) for name, word in named if word not in known | constants | NOT_OURS} == set()


def _all_code() -> str:
    paths = [path for app in (*OURS, "tests") for path in (ROOT / app).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_command_that_a_page_calls_is_there():
    known = {path.stem for app in OURS for path in (ROOT / app / "management" / "commands").glob("[a-z]*.py")}
    called = set()
    for name in NAMES:
        called |= {(name, word) for word in re.findall(r"manage\.py ([a-z][a-z_]+)", _text(name))}

    assert called
    assert {(name, word) for name, word in called if word not in known | COMMANDS_OF_DJANGO} == set()


def test_every_option_that_a_page_gives_to_a_command_is_one_of_its():
    wrong = []
    for name in NAMES:
        for command, rest in re.findall(r"(?:manage\.py|portal) ([a-z_]+)((?: [^\n`|;#]+)?)", _text(name)):
            source = _source_of(command)
            wrong += [
                f"{name}: {command} {option}"
                for option in re.findall(r"--[a-z-]+", rest)
                if source and not _knows(source, option)
            ]

    assert wrong == []


def _knows(source: str, option: str) -> bool:
    """Whether a command reads it: as it stands, or by its name in a list of options."""
    return option in source or f'"{option.removeprefix("--")}"' in source


def _source_of(command: str) -> str:
    found = [path for app in OURS for path in (ROOT / app / "management" / "commands").glob(f"{command}.py")]
    return "".join(path.read_text(encoding="utf-8") + _lists_of(path) for path in found)


def _lists_of(path: Path) -> str:
    """What the commands of one folder share."""
    return "".join(one.read_text(encoding="utf-8") for one in path.parent.glob("_[a-z]*.py"))


def test_every_target_of_make_is_named_in_the_docs():
    targets = set(re.search(r"\.PHONY: (.*)", _text("Makefile"))[1].split())
    said = {found for name in NAMES for found in re.findall(r"\bmake ([a-z-]+)", _text(name))}

    assert targets - said == set()


@pytest.mark.parametrize("planted", ["/nowhere/at/all/", "/consent/nothing/"])
def test_an_address_that_is_not_there_would_be_noticed(planted):
    shapes = {_shape(address) for address, _, _ in patterns(get_resolver().url_patterns)}

    assert _shape(planted) not in shapes and not _resolves(planted) and not _is_of_the_server(planted)
