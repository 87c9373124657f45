"""A prepared school year and the pupil list: how September's list agrees with what was prepared."""

from people.actions.years import keep_choices
from people.models import Pupil
from people.new_year import groups_of, plan_year, proposed_choices
from tests.people import lists
from tests.people.new_years import CHILDREN, FIRST, HEAD, JULY, SEPTEMBER, _all_moves, classes_on, prepare, roll, state

NEXT = [("1", "1B"), ("1", "1B"), ("3", "3P"), ("4", "4H"), ("4", "4H"), ("4", "3/4B"), ("5", "5B")]


def test_a_list_that_says_the_same_moves_nobody(school, office):
    prepare(office, moves=_all_moves())
    memberships = state()[1]
    school.move_to(SEPTEMBER)

    plan = lists.load(roll(NEXT), year=2027)

    assert (plan.new, plan.left) == ((), ())
    assert all(not change.new_class for change in plan.changed), "their year groups alone are new"
    assert state()[1] == memberships
    assert Pupil.objects.get(admission_number="4004").year_group == "4"


def test_a_list_that_says_otherwise_counts(school, office):
    """A child goes to another class, one of the oldest stays a year longer, one of the others has gone."""
    prepare(office, moves=_all_moves())
    school.move_to(SEPTEMBER)
    lists.load(roll([*NEXT[:3], ("4", "4K"), *NEXT[4:6]]) + "4008,Wren4008,Ash4008,05/03/2018,6,6W\n", year=2027)

    found = classes_on(FIRST, 2027)
    assert found["4004"] == "4K" and found["4008"] == "6W" and "4007" not in found
    assert Pupil.objects.get(admission_number="4008").left_on is None


def test_septembers_list_loaded_in_july_before_or_after_comes_to_the_same(school, office):
    lists.load(roll(NEXT), year=2027)
    first = classes_on(FIRST, 2027)
    choices = proposed_choices(2027, groups_of(2027))
    keep_choices(school_year=2027, choices=choices, by=office)
    plan = plan_year(2027, choices)
    assert (plan.moving, plan.placed, plan.unplaced) == (0, 7, [])
    assert classes_on(FIRST, 2027) == first


def test_a_list_of_the_running_year_loaded_after_preparing_still_knows_who_is_where(school, office):
    prepare(office, moves=_all_moves())
    memberships = state()[1]
    assert lists.load(roll(CHILDREN)).counts["changed"] == 0
    assert state()[1] == memberships


def test_a_child_who_leaves_in_july_has_no_class_in_september(school, office):
    prepare(office, moves=_all_moves())
    gone = Pupil.objects.get(admission_number="4005")
    rest = HEAD + "".join(line + "\n" for line in roll(CHILDREN).splitlines()[1:] if not line.startswith("4005"))
    plan = lists.load(rest)
    gone.refresh_from_db()

    assert [known.pk for known in plan.left] == [gone.pk]
    assert gone.left_on == JULY.date()
    assert "4005" not in classes_on(FIRST, 2027)
    assert not gone.memberships.filter(ends_on=None).exists()
