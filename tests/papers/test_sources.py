"""Facts from outside: said in one place each, and named in docs/sources.md with where they come from."""

import re
from pathlib import Path

import pytest

from people.regulator import ICO, ICO_COMPLAINTS, ICO_PHONE, ICO_SITE

ROOT = Path(__file__).resolve().parents[2]
APPS = ("people", "consent", "policies", "incidents", "todwick_portal", "templates")
FORMER = {"people/regulator.py", "todwick_portal/statements/contacts.py"}  # where it is said that it had another name


def _product() -> dict[str, str]:
    found = [path for app in APPS for kind in ("*.py", "*.html") for path in (ROOT / app).rglob(kind)]
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in found
        if "migrations" not in path.parts
    }


def test_the_former_name_of_the_regulator_stands_nowhere_but_where_it_is_said_that_it_was_so():
    assert {name for name, text in _product().items() if "Information Commissioner" in text} == FORMER


def test_how_the_regulator_is_reached_stands_in_one_module_and_the_one_template_that_repeats_it():
    where = {"people/regulator.py", "templates/incidents/_ico.html"}
    texts = _product()

    assert {name for name, text in texts.items() if ICO_PHONE in text} == where
    for said in (ICO, ICO_SITE, ICO_PHONE, ICO_COMPLAINTS):
        assert said in texts["templates/incidents/_ico.html"]


@pytest.mark.parametrize("part", ["## Confirmed", "## Check"])
def test_each_row_of_the_page_of_sources_names_a_place_that_is_there_and_what_to_look_at(part):
    text = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    assert "30 November 2026" in text
    rows = [line for line in text[text.index(part) :].split("\n## ")[0].splitlines() if line.startswith("| ")][1:]

    assert rows
    for row in rows:
        _, where, source = (cell.strip() for cell in row.strip("|").split("|"))
        places = re.findall(r"`([^`]+)`", where)
        assert places or "page" in where, row
        assert [place for place in places if not (ROOT / place).exists()] == []
        assert source, row
