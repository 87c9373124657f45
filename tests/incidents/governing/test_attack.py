"""Nobody recovers a hidden number from any report: by totals, by differences, with last year's report at hand."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents.governing import complaints, hiding, incidents
from incidents.governing.hiding import FEWEST, Cell, shares
from incidents.governing.tables import beside

from . import attack
from .counting import complaints_of_a_term, incidents_of_a_term, published, truth_of

SMALL = range(1, FEWEST)
ENUMERABLE = {2: 60, 3: 40, 4: 24, 5: 16}  # up to which total every way to count is tried, by the number of rows
parts = st.lists(st.integers(0, 6) | st.integers(0, 20), min_size=2, max_size=5)


def _named(counts: list[int]) -> dict[str, int]:
    return {f"row {number}": count for number, count in enumerate(counts)}


def _table(counts: dict[str, int], hide: attack.Hide) -> attack.Kept:
    rows = [{"key": key, "label": key, "cell": cell.as_kept()} for key, cell in hide(counts).items()]
    return {"key": "table", "total": sum(counts.values()), "rows": rows}


def without_second(counts: dict[str, int]) -> dict[str, Cell]:
    """The first suppression alone: small numbers are hidden, and nothing beside them."""
    return {key: hiding.few(count) for key, count in counts.items()}


@given(parts)
def test_who_knows_the_rules_by_heart_learns_no_small_number_of_a_table(counts):
    named = _named(counts)
    assume(sum(counts) <= ENUMERABLE[len(counts)])

    assert attack.pinned(_table(named, shares), named, shares) == []


@given(st.lists(st.sampled_from(SMALL), min_size=1, max_size=2), st.integers(1, 9), st.sampled_from([None, 0, 5]))
def test_where_small_numbers_are_marked_each_of_one_to_four_may_stand_there(small_ones, more, third):
    """Tables with one part that stays the largest whatever the small ones are."""
    others = [] if third is None or len(small_ones) == 2 else [third]
    rest = max(others, default=0)
    counts = [max(rest, FEWEST - 1) + (FEWEST - 1) * len(small_ones) - sum(small_ones) + more, *small_ones, *others]
    named = _named(counts)
    table = _table(named, shares)
    few = [row["key"] for row in table["rows"] if row["cell"].get("few")]
    assert len(few) == len(small_ones)

    ways = attack.preimages(table, shares)

    assert {key: {way[key] for way in ways} for key in few} == {key: set(SMALL) for key in few}


@given(incidents_of_a_term(), complaints_of_a_term(), incidents_of_a_term(), complaints_of_a_term())
def test_no_hidden_number_is_pinned_by_a_report_and_that_of_last_year(this, told, last, told_last):
    reports = {"this": published(this, told), "last": published(last, told_last)}
    truth = {"this": truth_of(this, told), "last": truth_of(last, told_last)}

    bounds = attack.intervals(reports)

    hidden = [
        place
        for name, tables in reports.items()
        for place, cell in attack.cells(tables, name)
        if attack.is_hidden(cell) and truth[name][place[1]].get(place[2], 0) in SMALL
    ]
    for place in hidden:
        low, high = bounds[place]
        assert low <= truth[place[0]][place[1]][place[2]] <= high, "the attack is sound"
        assert low < high, f"{place} is known to be {low}"


@given(incidents_of_a_term(), complaints_of_a_term())
def test_no_hidden_number_is_pinned_by_who_knows_how_the_report_hides(found, told):
    truth = truth_of(found, told)
    for table in published(found, told):
        shared_out = "total" in table and table["key"] != "areas"
        if shared_out and table["total"] <= ENUMERABLE[len(table["rows"])]:
            assert attack.pinned(table, truth[table["key"]], shares) == [], table


@given(incidents_of_a_term(), incidents_of_a_term(), complaints_of_a_term())
def test_whatever_staff_did_under_five_changes_nothing_in_a_report(one, other, told):
    one.staff, one.disciplinary = min(one.staff, FEWEST - 1), 0
    before = published(one, told)

    one.staff, one.disciplinary = other.staff % FEWEST, other.disciplinary % FEWEST

    assert published(one, told) == before


@given(incidents_of_a_term(), complaints_of_a_term(), incidents_of_a_term(), complaints_of_a_term())
def test_next_years_report_says_of_this_year_what_this_years_said(this, told, then, told_then):
    released, later = published(this, told), published(then, told_then)

    joined = beside(later, released)

    kept = dict(attack.cells(released))
    for table in joined:
        for row in table["rows"]:
            assert row["last"] == kept.get(("this", table["key"], row["key"]), {"said": "not counted"})


@pytest.mark.parametrize("counts", [{"in": 12, "out": 3}, {"a": 20, "b": 0, "c": 1}, {"a": 4, "b": 9, "c": 7}])
def test_the_attack_finds_the_number_when_nothing_is_hidden_beside_it(counts):
    truth = {key: count for key, count in counts.items() if count in SMALL}

    table = _table(counts, without_second)
    bounds = attack.intervals({"this": [table]})

    assert attack.pinned(table, counts, without_second) == list(truth)
    assert {key: bounds["this", "table", key] for key in truth} == {key: (n, n) for key, n in truth.items()}


def test_the_attack_on_whole_reports_finds_it_too(monkeypatch):
    for module in (incidents, complaints):
        monkeypatch.setattr(module, "shares", without_second)

    with pytest.raises(AssertionError, match="is known to be"):
        test_no_hidden_number_is_pinned_by_a_report_and_that_of_last_year()


def test_a_second_number_that_is_merely_the_next_smallest_would_be_found():
    """Why the largest is hidden, or all of them: what is chosen by its size tells its size."""

    def next_smallest(counts: dict[str, int]) -> dict[str, Cell]:
        shown = without_second(counts)
        others = [key for key, count in counts.items() if count not in SMALL]
        if len(others) < len(counts) and others:
            shown[min(others, key=lambda key: counts[key])] = Cell()
        return shown

    counts = {"a": 1, "b": 5, "c": 9}

    assert attack.pinned(_table(counts, next_smallest), counts, next_smallest) == ["a"]
    assert attack.pinned(_table(counts, shares), counts, shares) == []
