"""The year tells nothing that its terms do not tell: nobody recovers a number by it, nor learns that one is there."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.governing.adding import NO_REPORT, NOT_ADDED, NOT_IN_IT, NOT_YET, in_the_year, is_number, joined
from incidents.governing.hiding import Cell, few, of_staff, shares

from . import attack
from .attack import Kept, Place
from .counting import complaints_of_a_term, incidents_of_a_term, published, truth_of

TERMS = ("autumn", "spring", "summer")
HIDDEN = "not shown: a term is hidden"
terms = st.lists(st.tuples(incidents_of_a_term(), complaints_of_a_term()), min_size=3, max_size=3)
lacking = st.lists(st.sampled_from(["", "", "", NOT_YET, NO_REPORT]), min_size=3, max_size=3)
Sums = list[tuple[list[Place], int]]


def _sums_of(tables: list[list[Kept] | str]) -> Sums:
    """Every number of the year as the attack reads it: the numbers of its terms make it."""
    return [
        ([(name, one.shape["key"], row) for name in TERMS], line.year["count"])
        for one in joined(tables)
        for (row, _), line in one.lines.items()
        if "count" in line.year
    ]


@given(terms, lacking)
def test_who_has_the_year_beside_its_terms_knows_no_hidden_number_better(counted, without):
    reports = {name: published(*one) for name, one in zip(TERMS, counted, strict=True)}
    told = {name: tables for (name, tables), lacks in zip(reports.items(), without, strict=True) if not lacks}
    tables = [told.get(name, lacks) for name, lacks in zip(TERMS, without, strict=True)]

    assert attack.intervals(told, _sums_of(tables)) == attack.intervals(told)


@given(terms)
def test_a_number_of_the_year_is_the_sum_of_numbers_that_are_all_shown(counted):
    tables = [published(*one) for one in counted]

    for one in joined(tables):
        for line in one.lines.values():
            if "count" in line.year:
                assert all(is_number(cell) for cell in line.terms)
                assert line.year["count"] == sum(cell["count"] for cell in line.terms)
            if any(attack.is_hidden(cell) for cell in line.terms):
                assert line.year == {"said": HIDDEN}


@given(terms)
def test_what_the_year_says_is_read_out_of_frozen_reports_alone(counted):
    tables = [published(*one) for one in counted]
    frozen = json.loads(json.dumps(tables))

    assert joined(frozen) == joined(tables)
    assert frozen == json.loads(json.dumps(tables)), "and leaves them as they are"


def _recovered(hide: Callable[[int], Cell]) -> bool:
    """Whether a year that is counted anew gives away what one term hides."""
    counts = {"autumn": 12, "spring": 9, "summer": 3}
    reports = {
        name: [{"key": "hours", "rows": [{"key": "in", "cell": hide(count).as_kept()}]}]
        for name, count in counts.items()
    }
    anew: Sums = [([(name, "hours", "in") for name in TERMS], sum(counts.values()))]
    return attack.intervals(reports, anew)[("summer", "hours", "in")] == (3, 3)


def test_a_year_that_is_counted_anew_would_give_the_hidden_number_away():
    """Why it is added up out of what was released, and only where all of it is shown."""
    assert _recovered(few) and _recovered(of_staff)


def _table(key: str, cells: dict[str, Cell], title: str = "Table", *, is_detail: bool = False) -> Kept:
    rows = [{"key": name, "label": name.capitalize(), "cell": cell.as_kept()} for name, cell in cells.items()]
    return {"key": key, "title": title, "detail": is_detail, "rows": rows}


def _year(*tables: list[Kept] | str) -> dict[str, str]:
    return {line.label: line.year["said"] for one in joined(tables) for line in one.lines.values()}


def test_numbers_are_added_up_and_a_hidden_one_hides_the_year():
    hours = [shares(counts) for counts in ({"in": 9, "out": 5}, {"in": 6, "out": 7}, {"in": 12, "out": 3})]

    assert _year(*([_table("hours", cells)] for cells in hours[:2])) == {"In": "15", "Out": "12"}
    assert _year(*([_table("hours", cells)] for cells in hours)) == {"In": HIDDEN, "Out": HIDDEN}


@pytest.mark.parametrize(
    ("lacks", "said"), [(NOT_YET, "not released yet"), (NO_REPORT, "not shown: a term has no report")]
)
def test_a_term_without_a_report_leaves_the_year_without_a_number(lacks, said):
    table = [_table("areas", {"b": Cell(7)})]

    assert _year(table, table, lacks) == {"B": said}
    assert [cell["said"] for cell in joined([table, lacks, table])[0].lines[("b", "B")].terms] == ["7", lacks, "7"]


def test_a_row_or_a_table_that_a_report_lacks_is_said_to_be_missing():
    whole = [_table("areas", {"b": Cell(7), "c": Cell(5)}), _table("hours", {"in": Cell(5)})]
    less = [_table("areas", {"b": Cell(6)})]

    assert _year(whole, less, whole) == {"B": "20", "C": "not shown: not in every report", "In": (
        "not shown: not in every report")}  # fmt: skip
    assert joined([whole, less, whole])[1].lines[("in", "In")].terms[1] == {"said": NOT_IN_IT}


def test_a_row_that_is_worded_differently_is_another_one():
    """A section that the policy has renamed is not added to what it was."""
    before, after = _table("areas", {"b": Cell(7)}), _table("areas", {"b": Cell(8)})
    after["rows"][0]["label"] = "B, as it is called now"
    old, new = (_table("power-B", {"must": Cell(5)}, title, is_detail=True) for title in ("Of B", "Of new B"))

    assert set(_year([before, old], [after, new]).values()) == {"not shown: not in every report"}


@pytest.mark.parametrize(
    "cell",
    [Cell(count=196, words="196 of 210"), Cell(words="2, since 1 September 2025"), Cell(words="6 school days"),
     Cell(words="too few to say"), Cell(words="not counted"), Cell(count=0, words="none")],
)  # fmt: skip
def test_what_is_no_bare_number_is_never_added_up(cell):
    assert in_the_year([Cell(5).as_kept(), cell.as_kept(), Cell().as_kept()]) == {"said": NOT_ADDED}


@pytest.mark.parametrize(("table", "row"), [("state", "open"), ("answered", "open")])
def test_what_was_open_on_three_days_is_no_number_of_a_year(table, row):
    terms = [[_table(table, {row: Cell(3)})]] * 3

    assert _year(*terms) == {"Open": NOT_ADDED}


def test_the_order_is_that_of_the_last_report_and_what_only_earlier_ones_have_stands_below():
    first = [_table("old", {"x": Cell(1)}), _table("areas", {"a": Cell(1), "b": Cell(1)})]
    last = [_table("areas", {"c": Cell(1), "b": Cell(1)}), _table("new", {"y": Cell(1)})]
    found = joined([first, last, NOT_YET])

    assert [one.shape["key"] for one in found] == ["areas", "new", "old"]
    assert [line.label for line in found[0].lines.values()] == ["C", "B", "A"]


def test_what_was_counted_is_in_the_attack():
    """The attack of this file looks at every table that is published, or it would show nothing."""
    found = {"areas", "state", "hours", "outcome", "reopened", "legal", "stages", "answered", "times", "findings"}

    @given(incidents_of_a_term(), complaints_of_a_term())
    def every_table(this, told):
        assert found <= set(truth_of(this, told)) and found <= {table["key"] for table in published(this, told)}

    every_table()
