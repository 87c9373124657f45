"""Loading a pupil list: new, changed, unchanged, left, and what is never done."""

import datetime as dt

import pytest

from audit.models import AuditEvent, Verb
from people.actions.rolls import ListFaults, LoadIsOver, TooManyLeavers, import_roll
from people.models import ClassMembership, Pupil, PupilContact, RollImport, SchoolClass, SchoolYear
from people.roll.current import current_roll
from tests.factories import PupilFactory

from . import lists

HEAD = "Adno,Forename,Surname,DOB,Year,Class\n"
TODAY = dt.date(2026, 11, 24)


def _rows(*numbers: int, klass: str = "") -> str:
    """Children 1, 2, 3 ... in two classes, three and three."""
    return HEAD + "".join(
        f"{4000 + n},Wren{n},Ash{n},{n % 28 + 1:02d}/03/2018,3,{klass or ('3H' if n % 2 else '3K')}\n" for n in numbers
    )


@pytest.fixture
def school(db):
    lists.load(_rows(*range(1, 21)))


def test_loading_twice_changes_nothing_and_is_recorded_each_time(school):
    rows = list(Pupil.objects.order_by("pk").values())

    plan = lists.load(_rows(*range(1, 21)))

    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 20, "left": 0, "returned": 0}
    assert list(Pupil.objects.order_by("pk").values()) == rows
    assert AuditEvent.objects.filter(verb=Verb.ROLL_IMPORTED).count() == RollImport.objects.count() == 2


def test_a_first_load_makes_year_classes_and_memberships(school):
    assert list(SchoolYear.objects.values_list("starts_in", "starts_on", "ends_on")) == [
        (2026, dt.date(2026, 9, 1), dt.date(2027, 8, 31))
    ]
    assert list(SchoolClass.objects.values_list("school_year", "code", "year_groups")) == [
        (2026, "3H", ["3"]),
        (2026, "3K", ["3"]),
    ]
    assert ClassMembership.objects.filter(starts_on=dt.date(2026, 9, 1), ends_on=None).count() == 20


def test_a_missing_child_leaves_and_comes_back(school):
    lists.load(_rows(*range(2, 21)))
    gone = Pupil.objects.get(admission_number="4001")
    assert gone.left_on is not None
    assert not gone.memberships.filter(ends_on=None).exists()

    plan = lists.load(_rows(*range(1, 21)))

    gone.refresh_from_db()
    assert plan.counts["returned"] == 1
    assert gone.left_on is None
    assert [m.school_class.code for m in gone.memberships.filter(ends_on=None)] == ["3H"]


def test_more_than_a_fifth_gone_is_refused_unless_their_number_is_named(school):
    content = _rows(*range(6, 21))

    with pytest.raises(TooManyLeavers, match="5 of 20"):
        lists.load(content)
    with pytest.raises(TooManyLeavers):
        lists.load(content, accept_leavers=4)
    assert not Pupil.objects.exclude(left_on=None).exists()

    lists.load(content, accept_leavers=5)
    assert Pupil.objects.exclude(left_on=None).count() == 5


def test_a_whole_class_gone_is_refused_even_below_a_fifth(db):
    codes = ["3H"] * 4 + ["3K"] * 11 + ["4T"] * 15
    everybody = "".join(f"{n},Wren{n},Ash{n},{code}\n" for n, code in enumerate(codes, start=1000))
    lists.load("Adno,Forename,Surname,Class\n" + everybody)
    without_3h = "".join(line + "\n" for line in everybody.splitlines() if not line.endswith("3H"))

    with pytest.raises(TooManyLeavers, match="all of 3H"):
        lists.load("Adno,Forename,Surname,Class\n" + without_3h)


@pytest.mark.parametrize("way", ["one class", "ticked", "transfer file"])
def test_a_part_of_the_school_marks_nobody_as_left(school, way):
    if way == "one class":
        plan = lists.load(_rows(1, 3, 5))
    elif way == "ticked":
        plan = lists.load(_rows(1, 2, 3), is_partial=True)
    else:
        plan = lists.load(lists.ctf("partial", [("", "Ash1", "Wren1", "2018-03-02", "", "3")]))

    assert plan.is_partial
    assert plan.left == ()
    assert not Pupil.objects.exclude(left_on=None).exists()


def test_an_older_list_marks_nobody_who_is_in_a_later_class(school):
    lists.load(_rows(*range(1, 19), klass=""), year=2025)

    assert not Pupil.objects.exclude(left_on=None).exists()
    assert set(Pupil.objects.values_list("year_group", flat=True)) == {"3"}


def test_next_years_list_moves_classes_up_from_september(school):
    content = HEAD + "".join(f"{4000 + n},Wren{n},Ash{n},{n % 28 + 1:02d}/03/2018,4,4T\n" for n in range(1, 21))

    lists.load(content, year=2027)

    roll = current_roll(2027, dt.date(2027, 7, 1))
    assert {pupil.class_codes for pupil in roll.pupils} == {("4T",)}
    assert {pupil.class_codes for pupil in current_roll(2026, TODAY).pupils} == {("3H",), ("3K",)}


def test_a_move_ends_the_old_class_and_begins_the_new(school):
    content = _rows(*range(1, 21)).replace("4001,Wren1,Ash1,02/03/2018,3,3H", "4001,Wren1,Ash1,02/03/2018,3,3k")

    lists.load(content)

    memberships = Pupil.objects.get(admission_number="4001").memberships.order_by("pk")
    assert [(m.school_class.code, m.ends_on is None) for m in memberships] == [("3H", False), ("3K", True)]


def test_a_damaged_or_empty_cell_never_spoils_what_we_know(db):
    lists.load(lists.NEUTRAL)

    lists.load("Adno,UPN,Forename,Surname,DOB,Parent 1\n4015,,?ucja,Okafor,,\n4001,,Ella,PICKLES,,\n", is_partial=True)

    pupil = Pupil.objects.get(admission_number="004015")
    assert (pupil.legal_forename, pupil.upn, pupil.born_on) == ("Łucja", "M372999926006", dt.date(2022, 2, 18))
    assert pupil.contacts.filter(ends_on=None).count() == 1
    assert Pupil.objects.get(admission_number="004001").legal_surname == "Pickles"


def test_contacts_begin_change_and_end_with_the_columns_of_the_list(db):
    lists.load(lists.NEUTRAL)
    head = "Adno,Forename,Surname,Parent 1,Parent 1 email,Parent 1 PR,Parent 2,Parent 2 PR\n"

    lists.load(head + "4001,Ella,Pickles,Donna Pickles,new@example.org,Yes,Lee Dale,maybe\n", is_partial=True)

    contacts = PupilContact.objects.filter(pupil__admission_number="004001").order_by("pk")
    assert [(c.name, c.email, c.has_parental_responsibility, c.ends_on is None) for c in contacts] == [
        ("Donna Pickles", "new@example.org", True, True),
        ("Mark Pickles", "mark@example.org", True, False),
        ("Lee Dale", "", False, True),
    ]


def test_one_row_for_each_child_and_parent_is_one_child(db):
    lists.load(
        "Admission number,Forename,Surname,Parent name,Parent email,Relationship,Parental responsibility\n"
        "4001,Ella,Pickles,Donna Pickles,donna@example.org,Mother,T\n"
        "4001,Ella,Pickles,Sam Reed,sam@example.org,Step-father,F\n"
        "4002,Tom,Lund,,,,\n"
    )

    assert Pupil.objects.count() == 2
    contacts = PupilContact.objects.order_by("pk").values_list("name", "relationship", "has_parental_responsibility")
    assert list(contacts) == [("Donna Pickles", "Mother", True), ("Sam Reed", "Step-father", False)]


def test_a_list_may_set_the_mark_not_to_be_published_and_never_takes_it_off(db):
    head = "Adno,Forename,Surname,DOB,Do not publish\n"
    lists.load(head + "1,Ella,Pickles,24/11/2021,Yes\n2,Tom,Lund,01/01/2020,No\n3,Ida,Kaye,02/01/2020,court order\n")

    lists.load(head + "1,Ella,Pickles,24/11/2021,No\n2,Tom,Lund,01/01/2020,\n3,Ida,Kaye,02/01/2020,\n")

    flagged = Pupil.objects.filter(do_not_publish=True).values_list("legal_forename", "do_not_publish_reason")
    assert sorted(flagged) == [("Ella", ""), ("Ida", "")]


FAULTS = {
    "same number": (_rows(1, 2) + "4001,Zed,Other,01/01/2019,3,3H\n", "row 4: row 2 has the same admission number"),
    "no surname": (HEAD + "1,Ella,,24/11/2021,R,RB\n", "row 2: the surname is missing"),
    "no date": (HEAD + "1,Ella,Pickles,31/31/2021,R,RB\n", "row 2: “31/31/2021” under “DOB” is no date"),
    "born tomorrow": (HEAD + "1,Ella,Pickles,24/11/2031,R,RB\n", "row 2: nobody at this school was born"),
    "another child": (HEAD + "4001,Zed,Other,01/01/2019,3,3H\n", "row 2: admission number 4001 is Wren1 Ash1"),
    "long class": (HEAD + f"1,Ella,Pickles,24/11/2021,R,{'x' * 41}\n", "row 2: the class is longer than 40"),
    "nobody can tell": ("Forename,Surname,Class\nWren1,Ash1,5T\n", "row 2: there is Wren1 Ash1 on our list already"),
    "lost letters": ("Forename,Surname,Class\nWren1,?sh1,5T\n", "row 2: there is Wren1 Ash1 on our list already"),
    "swapped siblings": (_rows(1, 2).replace("4001,Wren1,Ash1", "4001,Wren3,Ash3"), "row 2: admission number 4001"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_the_row_and_changes_nothing(school, name):
    content, message = FAULTS[name]
    before = list(Pupil.objects.order_by("pk").values())

    with pytest.raises(ListFaults) as fault:
        lists.load(content)

    assert str(fault.value).startswith(message)
    assert list(Pupil.objects.order_by("pk").values()) == before
    assert RollImport.objects.count() == 1


def test_a_wrong_upn_is_told_and_not_kept(db):
    plan = lists.load("Adno,UPN,Forename,Surname\n1,A372999926001,Ella,Pickles\n")

    assert Pupil.objects.get().upn is None
    assert [warning.row for warning in plan.warnings] == [2]


def test_numbers_agree_without_their_zeros_and_the_longer_form_is_kept(db):
    lists.load("Adno,Forename,Surname\n4001,Ella,Pickles\n")
    lists.load("Adno,Forename,Surname\n004001,Ella,Pickles\n")

    plan = lists.load("Adno,Forename,Surname\n4001,Ella,Pickles\n")

    assert Pupil.objects.get().admission_number == "004001"
    assert plan.counts["unchanged"] == 1


def test_a_waiting_load_is_saved_once(school, office):
    waiting = RollImport.objects.create(school_year=2026, file_name="x.csv", sha256="0" * 64, by=office, staged=b"x")
    reading = lists.reading(_rows(*range(1, 21)))
    options = {"reading": reading, "source": lists.SOURCE, "school_year": 2026, "by": office}
    import_roll(**options, waiting=waiting)

    with pytest.raises(LoadIsOver):
        import_roll(**options, waiting=waiting)
    waiting.refresh_from_db()
    assert (waiting.staged, waiting.status) == (None, RollImport.Status.APPLIED)


@pytest.mark.parametrize("count", [1, 30])
def test_the_roll_is_read_with_five_queries_however_many_children(db, django_assert_num_queries, count):
    PupilFactory.create_batch(count, code="3H")

    with django_assert_num_queries(5):
        roll = current_roll(2026, TODAY)

    assert len(roll.pupils) == count
    assert roll.pupils[0].class_codes == ("3H",)


@pytest.mark.parametrize("count", [3, 210])
def test_a_load_makes_as_many_queries_for_a_school_as_for_three(db, django_assert_max_num_queries, count):
    content = lists.reading(_rows(*range(1, count + 1)))

    with django_assert_max_num_queries(25):
        import_roll(reading=content, source=lists.SOURCE, school_year=2026, by=None)

    assert Pupil.objects.count() == count
