"""A new school year: the proposal, what preparing it writes, and taking it back."""

import datetime as dt

import pytest

from audit.models import AuditEvent, Verb
from people.actions.calendar import save_dates
from people.actions.years import (
    YearBegun,
    YearChanged,
    YearNotReady,
    YearStands,
    keep_choices,
    start_year,
    take_year_back,
)
from people.calendar_years import proposed_dates
from people.models import ClassTeacher, NewYear, Pupil, SchoolClass, SchoolSetting
from people.moving_up import Group, Move, propose
from people.new_year import groups_of, plan_year, proposed_choices, year_to_prepare
from people.year_choices import Choices
from tests.people import lists
from tests.people.calendar_dates import dates
from tests.people.new_years import CHILDREN, FIRST, JULY, SEPTEMBER, _all_moves, classes_on, prepare, roll, state


@pytest.fixture
def prepared(school, office):
    """2027/28 as it is proposed, prepared in July."""
    prepare(office)
    return NewYear.objects.get()


# --- the proposal ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "year", "to"),
    [
        ("3H", "3", "4H"), ("Class 3", "3", "Class 4"), ("RB", "R", "1B"), ("R", "R", "1"), ("Y5T", "5", "Y6T"),
        ("Hedgehogs", "3", ""), ("13H", "3", ""), ("Rowan", "R", ""), ("3H", "", ""), ("3/4B", "4", ""),
    ],
)  # fmt: skip
def test_the_figure_in_a_class_goes_up_by_one(code, year, to):
    assert propose([Group(code, year)], {code: [year]}, {}) == [Move(code, year, to=to)]


def test_the_younger_half_of_a_mixed_class_stays_in_it():
    groups = [Group("3/4B", "3"), Group("3/4B", "4")]
    classes = {"3/4B": ["3", "4"], "5T": ["5"]}
    assert propose(groups, classes, {}) == [Move("3/4B", "3", to="3/4B"), Move("3/4B", "4", to="5T")]


def test_the_oldest_leave_and_a_nursery_child_comes_into_the_one_reception_class():
    groups = [Group("6W", "6"), Group("Acorns", "N")]
    found = propose(groups, {"6W": ["6"], "Acorns": ["N"], "RB": ["R"]}, {("6W", "6"): "7X"})
    assert found == [Move("6W", "6", leaves=True), Move("Acorns", "N", to="RB")]


def test_where_a_class_went_a_year_ago_counts_more_than_its_figure():
    assert propose([Group("2P", "2")], {"2P": ["2"]}, {("2P", "2"): "3H"}) == [Move("2P", "2", to="3H")]


def test_the_school_is_proposed_class_by_class(school):
    found = proposed_choices(2027, groups_of(2027))
    assert [(move.code, move.year_group, move.to or move.leaves) for move in found.moves] == [
        ("RB", "R", "1B"), ("2P", "2", "3P"), ("3/4B", "3", "3/4B"), ("3H", "3", "4H"), ("3/4B", "4", False),
        ("6W", "6", True),
    ]  # fmt: skip
    assert found.new_classes == ("RB",)


def test_codes_that_stay_with_the_teacher_are_learnt_from_the_year_before(school):
    """The two of 3H came to 4K in 2027/28; those who are in 3H then are proposed for 4K, not for 4H."""
    lists.load(roll([("3", "3H"), ("4", "4K"), ("4", "4K")], first=4003), year=2027, is_partial=True)
    school.move_to(dt.datetime(2028, 7, 3, 9, tzinfo=dt.UTC))
    moves = {move.key: move.to for move in proposed_choices(2028, groups_of(2028)).moves}
    assert moves == {("3H", "3"): "4K", ("4K", "4"): "5K"}


# --- preparing ---------------------------------------------------------------------------------------------


def test_a_year_prepared_in_july_changes_nothing_before_september(school, office):
    last_day = FIRST - dt.timedelta(days=1)
    before = (classes_on(JULY.date(), 2026), classes_on(last_day, 2026))

    prepare(office, moves=_all_moves())

    assert (classes_on(JULY.date(), 2026), classes_on(last_day, 2026)) == before
    assert classes_on(FIRST, 2027) == {
        "4001": "1B", "4002": "1B", "4003": "3P", "4004": "4H", "4005": "4H", "4006": "3/4B", "4007": "5B",
    }  # fmt: skip
    assert "4008" in classes_on(last_day, 2026), "the oldest are here until the last day"
    assert Pupil.objects.get(admission_number="4008").left_on == FIRST


def test_preparing_is_recorded_once_with_figures_and_without_names(prepared):
    event = AuditEvent.objects.get(verb=Verb.YEAR_STARTED)
    assert set(event.details) == {"school_year", "moving", "leaving", "placed", "unplaced"}
    assert event.details["leaving"] == 1
    assert event.target_id == str(prepared.pk)


def test_the_classes_know_their_year_groups_and_teachers(school, office, teacher):
    prepare(office, moves=_all_moves(), teachers={"4H": teacher.pk}, survey_expected="2027-09-20")

    years = dict(SchoolClass.objects.filter(school_year=2027).values_list("code", "year_groups"))
    assert years == {"RB": [], "1B": ["1"], "3P": ["3"], "3/4B": ["4"], "4H": ["4"], "5B": ["5"]}
    link = ClassTeacher.objects.get()
    assert (link.user, link.school_class.code, link.starts_on) == (teacher, "4H", FIRST)
    assert SchoolSetting.objects.get(key="survey_expected").value == "2027-09-20"


def test_a_child_of_whom_nobody_said_anything_waits_for_the_list(school, office):
    moves = tuple(move for move in _all_moves() if move.code != "2P")
    plan = prepare(office, moves=moves)
    waiting = Pupil.objects.get(admission_number="4003")
    assert plan.unplaced == [waiting.pk]
    assert classes_on(FIRST, 2027)["4003"] is None and waiting.left_on is None


def test_pressing_the_button_twice_does_nothing_twice(prepared, office):
    before = state()
    with pytest.raises(YearStands):
        start_year(school_year=2027, seen="", by=office)
    with pytest.raises(YearStands):
        keep_choices(school_year=2027, choices=Choices(), by=office)
    assert state() == before and AuditEvent.objects.filter(verb=Verb.YEAR_STARTED).count() == 1


def test_what_changed_since_it_was_looked_at_is_looked_at_again(school, office):
    choices = proposed_choices(2027, groups_of(2027))
    keep_choices(school_year=2027, choices=choices, by=office)
    seen = plan_year(2027, choices).fingerprint
    Pupil.objects.filter(admission_number="4001").update(left_on=JULY.date())
    before = state()
    with pytest.raises(YearChanged):
        start_year(school_year=2027, seen=seen, by=office)
    assert state() == before and not AuditEvent.objects.filter(verb=Verb.YEAR_STARTED).exists()


def test_a_year_without_dates_or_without_children_to_move_is_not_prepared(in_july, office):
    lists.load(roll(CHILDREN))
    choices = proposed_choices(2027, groups_of(2027))
    keep_choices(school_year=2027, choices=choices, by=office)
    with pytest.raises(YearNotReady, match="dates"):
        start_year(school_year=2027, seen=plan_year(2027, choices).fingerprint, by=office)
    save_dates(dates=dates(), by=office)
    save_dates(dates=proposed_dates(2027), by=office)
    keep_choices(school_year=2027, choices=Choices(), by=office)
    with pytest.raises(YearNotReady, match="nobody to move"):
        start_year(school_year=2027, seen=plan_year(2027, Choices()).fingerprint, by=office)


@pytest.mark.parametrize("year", [2025, 2026, 2028])
def test_only_the_year_that_comes_next_is_prepared(school, office, year):
    with pytest.raises(YearNotReady):
        start_year(school_year=year, seen="", by=office)
    with pytest.raises(YearNotReady):
        keep_choices(school_year=year, choices=Choices(), by=office)
    assert not NewYear.objects.exists()


def test_a_school_that_forgot_prepares_the_year_in_september(school, office):
    school.move_to(dt.datetime(2027, 9, 6, 9, tzinfo=dt.UTC))
    assert year_to_prepare(dt.date(2027, 9, 6)) == 2027
    prepare(office, moves=_all_moves())
    assert classes_on(dt.date(2027, 9, 6), 2027)["4004"] == "4H"
    assert year_to_prepare(dt.date(2027, 9, 6)) == 2028


# --- taking back -------------------------------------------------------------------------------------------


def test_taken_back_everything_is_as_it_was_and_can_be_prepared_again(school, office, teacher):
    before = state()
    prepare(office, teachers={"4H": teacher.pk})
    after = state()
    new = take_year_back(new=NewYear.objects.get(), by=office)

    assert state() == before and not new.is_prepared
    assert Choices.of(new).teachers == {"4H": teacher.pk}, "what was chosen is kept"
    assert AuditEvent.objects.filter(verb=Verb.YEAR_TAKEN_BACK).count() == 1
    prepare(office, teachers={"4H": teacher.pk})
    assert [len(rows) for rows in state()] == [len(rows) for rows in after]


def test_from_its_first_day_on_a_year_is_not_taken_back(prepared, school, office):
    school.move_to(SEPTEMBER)
    before = state()
    with pytest.raises(YearBegun):
        take_year_back(new=prepared, by=office)
    assert state() == before


def test_what_was_never_prepared_is_not_taken_back(school, office):
    new = keep_choices(school_year=2027, choices=Choices(), by=office)
    with pytest.raises(YearNotReady):
        take_year_back(new=new, by=office)


def test_once_septembers_list_is_loaded_it_counts(prepared, school, office):
    lists.load(roll([("1", "1B")]), year=2027, is_partial=True)
    with pytest.raises(YearBegun, match="pupil list"):
        take_year_back(new=prepared, by=office)
