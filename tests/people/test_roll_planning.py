"""The planner, for any list and any school: nobody is lost, nobody doubled, the same list twice is nothing."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.roll.cells import number_key
from people.roll.changes import better, contact_changes
from people.roll.columns import Part
from people.roll.dates import read_day
from people.roll.known import KnownContact, KnownPupil
from people.roll.plan import RollPlan, plan_roll
from people.roll.rows import RollReading, RollRow, RowContact

TODAY = dt.date(2026, 10, 1)
GIVEN = frozenset({Part.ADMISSION_NUMBER, Part.UPN, Part.LEGAL_FORENAME, Part.LEGAL_SURNAME, Part.BORN_ON, Part.CLASS})
FORENAMES = ["Ella", "Łucja", "?ucja", "Max", "ELLA", "Zoë"]
SURNAMES = ["Pickles", "Okafor", "St John", "D'Arcy"]
DAYS = [None, dt.date(2020, 1, 1), dt.date(2020, 1, 2)]
CODES = ["", "3H", "3h", "4T"]
NUMBERS = ["", "1", "001", "2", "3", "4"]
UPNS = ["", "R372999926001", "M372999926006"]


@st.composite
def readings(draw: st.DrawFn) -> RollReading:
    rows = draw(
        st.lists(
            st.builds(
                RollRow,
                record=st.just(0),
                admission_number=st.sampled_from(NUMBERS),
                upn=st.sampled_from(UPNS),
                legal_forename=st.sampled_from(FORENAMES),
                legal_surname=st.sampled_from(SURNAMES),
                born_on=st.sampled_from(DAYS),
                class_code=st.sampled_from(CODES),
            ),
            max_size=6,
        )
    )
    numbered = tuple(dataclasses.replace(row, record=number) for number, row in enumerate(rows, start=2))
    return RollReading(numbered, GIVEN)


@st.composite
def schools(draw: st.DrawFn) -> list[KnownPupil]:
    numbers = draw(st.lists(st.sampled_from(["", "1", "002", "3"]), max_size=4))
    upns = draw(st.permutations([*UPNS[1:], "", "", "", ""]))
    pupils = []
    taken: set[str] = set()
    for pk, (number, upn) in enumerate(zip(numbers, upns, strict=False), start=1):
        number = "" if number in taken else number
        taken.add(number)
        pupils.append(
            KnownPupil(
                pk=pk,
                admission_number=number,
                upn=upn,
                legal_forename=draw(st.sampled_from(["Ella", "Łucja", "Max"])),
                legal_surname=draw(st.sampled_from(["Pickles", "Okafor"])),
                born_on=draw(st.sampled_from(DAYS)),
                left_on=draw(st.sampled_from([None, dt.date(2026, 9, 15), dt.date(2027, 2, 1)])),
                class_code=(code := draw(st.sampled_from(["", "3H"]))),
                last_class=code,
                latest_year=draw(st.sampled_from([0, 2025, 2026])),
            )
        )
    return pupils


def _plan(reading: RollReading, school: list[KnownPupil]) -> RollPlan:
    return plan_roll(reading, school, school_year=2026, today=TODAY)


@given(readings(), schools())
def test_every_row_is_one_child_or_a_problem_and_every_pupil_is_counted_once(reading, school):
    plan = _plan(reading, school)

    if plan.problems:
        return
    assert len(plan.new) + len(plan.changed) + len(plan.unchanged) == len(reading.rows)
    met = [c.known.pk for c in plan.changed] + [k.pk for k in plan.unchanged] + [k.pk for k in plan.left]
    assert len(met) == len(set(met))
    assert all(pupil.is_on_roll(TODAY) for pupil in plan.left)


@given(readings(), schools())
def test_the_numbers_that_would_be_written_stay_unique(reading, school):
    plan = _plan(reading, school)

    if plan.problems:
        return
    for field in ("admission_number", "upn"):
        after = {pupil.pk: getattr(pupil, field) for pupil in school}
        for change in plan.changed:
            after.update((change.known.pk, f.becomes) for f in change.fields if f.field == field)
        kept = [*after.values(), *(getattr(row, field) for row in plan.new)]
        values = [number_key(str(value)) for value in kept if value]
        assert len(values) == len(set(values))


@given(readings(), schools())
def test_no_value_is_ever_erased_and_no_good_name_spoilt(reading, school):
    for change in _plan(reading, school).changed:
        for field in change.fields:
            if field.field not in ("left_on", "preferred_forename", "preferred_surname"):
                assert field.becomes not in (None, "")
            if "?" in str(field.becomes):
                assert "?" in str(field.was)


@given(readings())
def test_the_same_list_loaded_again_changes_nothing(reading):
    plan = _plan(reading, [])
    if plan.problems:
        return
    school = [
        KnownPupil(
            pk=pk,
            admission_number=row.admission_number,
            upn=row.upn,
            legal_forename=row.legal_forename,
            legal_surname=row.legal_surname,
            born_on=row.born_on,
            class_code=row.class_code,
            last_class=row.class_code,
            latest_year=2026 if row.class_code else 0,
        )
        for pk, row in enumerate(plan.new, start=1)
    ]

    again = _plan(reading, school)

    assert (again.problems, again.new, again.changed, again.left) == ((), (), (), ())


@given(st.text(max_size=30))
def test_a_date_is_read_or_is_none(text):
    assert read_day(text) is None or isinstance(read_day(text), dt.date)


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_better_name_is_one_of_the_two(theirs, ours):
    assert better(theirs, ours) in (theirs, ours)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/11/2021", dt.date(2021, 11, 24)),
        ("1.2.21", dt.date(2021, 2, 1)),
        ("2021-11-24", dt.date(2021, 11, 24)),
        ("2021-11-24T00:00:00", dt.date(2021, 11, 24)),
        ("24 November 2021", dt.date(2021, 11, 24)),
        ("Wed 24th Nov 2021", dt.date(2021, 11, 24)),
        ("24-Nov-21", dt.date(2021, 11, 24)),
        ("44524", dt.date(2021, 11, 24)),
        ("11/24/2021", None),
        ("2021", None),
        ("soon", None),
    ],
)
def test_dates_of_lists_are_read(text, day):
    assert read_day(text) == day


def test_a_parent_with_a_new_surname_at_the_same_address_is_the_same_parent():
    known = KnownPupil(pk=1, contacts=(KnownContact(7, "Donna Pickles", "donna@example.org"),))
    row = RollRow(2, contacts=(RowContact("Donna Reed", "DONNA@example.org"),))

    [change] = contact_changes(row, known, frozenset())

    assert [(field.field, field.becomes) for field in change.fields] == [("name", "Donna Reed")]


def test_two_parents_who_share_an_address_stay_two():
    known = KnownPupil(pk=1, contacts=(KnownContact(7, "Donna Pickles", "family@example.org"),))
    row = RollRow(2, contacts=(RowContact("Mark Pickles", "family@example.org"),))

    kinds = [(change.known is None, change.row is None) for change in contact_changes(row, known, frozenset())]

    assert kinds == [(True, False), (False, True)]
