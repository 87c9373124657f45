"""docs/traceability.md says the truth: each test that it names exists in a module that it names, for each item."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "traceability.md"
ITEMS = {*range(1, 25), *range(27, 45)}


def _rows() -> list[tuple[str, list[str], list[str]]]:
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0][:1].isdigit():
            found.append((cells[0], cells[2].split(", "), cells[3].split(", ")))
    return found


def _tests_of(module: str) -> set[str]:
    """The tests of a module that run: none whose body is nothing but a docstring or `pass`."""
    path = ROOT / "tests" / (module if "/" in module else f"policies/{module}")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and _asserts(node)}


def _asserts(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_every_test_named_for_an_item_is_there_and_asserts_something(row):
    _, modules, tests = row
    there = set().union(*(_tests_of(module) for module in modules))

    assert [name for name in tests if name not in there] == []


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_every_test_named_for_an_item_bears_its_number_or_the_code_of_its_rule(row):
    item, _, tests = row
    numbers = {number.strip() for number in item.split(",")}
    codes = {str(14 + n): f"a{n}" for n in range(1, 12)} | {"27": "b1", "28": "b2"}
    codes |= {"34": "c1", "35": "c2", "36": "c3", "38": "d1", "39": "d2", "40": "d3", "44": "d4"}
    codes |= {"41": "d3a", "42": "d3b", "43": "d3c"}
    known = {f"{number.rjust(3 if number[-1].isalpha() else 2, '0')}" for number in numbers} | numbers
    known |= {codes[number] for number in numbers if number in codes} | {"06_to_09"} | {"3d_3e"}

    assert [name for name in tests if not any(name.startswith(f"test_{number}_") for number in known)] == []


def test_no_item_about_the_policy_or_about_incidents_is_left_out():
    named = {int(number) for item, *_ in _rows() for number in re.findall(r"\d+", item)}

    assert named >= ITEMS
