"""What becomes of the entries of a file, and who waits (domain 5.3 to 5.10)."""

import datetime as dt
from dataclasses import replace

import pytest

from consent.survey.entry import Entry, Moment, MomentState, NamedChild, NamedRespondent, Precision
from consent.survey.judging import judge
from consent.survey.verdict import Judged, Outcome, Reason
from people.roll.listing import ListedContact, Roll

from . import sample_surveys
from .listed import JOANNE, MARK, entry, pupil, roll

NOW = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
ELLA = pupil("Ella Holt", "3H")
BEN = pupil("Ben Holt", "2P")
BILAL = pupil("Muhammad Ali", "6W", middle_names="Bilal", contacts=(MARK,))
YASIN = pupil("Muhammad Ali", "6W", middle_names="Yasin", contacts=(MARK,))
SCHOOL = roll(ELLA, BEN, BILAL, YASIN)


def judged(
    *entries: Entry, on: Roll = SCHOOL, only_parents: bool = True, opened: dt.date | None = None
) -> list[Judged]:
    return judge(entries, on, school_year=2026, now=NOW, only_parents_could_answer=only_parents, survey_opened=opened)


def at(*moment: int) -> Moment:
    return Moment(dt.datetime(*moment, tzinfo=dt.UTC), Precision.MINUTE)  # type: ignore[arg-type]


def test_a_certain_entry_is_applied() -> None:
    [one] = judged(entry("Ella Holt"))

    assert (one.outcome, one.pupil, one.waiting, one.reason) == (Outcome.MATCH, ELLA.pk, (), Reason.NONE)
    assert one.respondent_key == "name:joanne holt"


def test_what_is_no_response_is_ignored_whatever_it_says() -> None:
    [one] = judged(entry("Ella Holt", is_response=False, moment=at(2020, 1, 1)))

    assert (one.outcome, one.reason) == (Outcome.IGNORE, Reason.NOT_A_RESPONSE)


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        (at(2026, 5, 31, 22, 59), Outcome.REJECT),
        (at(2026, 5, 31, 23, 0), Outcome.MATCH),
        (at(2026, 9, 10, 12), Outcome.MATCH),
        (at(2025, 9, 10, 12), Outcome.REJECT),
        (at(2027, 8, 31, 23, 0), Outcome.REJECT),
    ],
)
def test_the_local_day_decides_whether_an_answer_is_of_the_year(moment: Moment, outcome: Outcome) -> None:
    assert judged(entry("Ella Holt", moment=moment))[0].outcome is outcome


@pytest.mark.parametrize("name", ["Ella Holt", "Elal Holt", "Jayden Zzyzx", "", "test"])
def test_outside_the_year_is_judged_first_and_nobody_waits(name: str) -> None:
    [one] = judged(entry(name, "9Z", moment=at(2025, 9, 1), respondent=NamedRespondent("Nan")))

    assert (one.outcome, one.reason, one.waiting) == (Outcome.REJECT, Reason.OUTSIDE_YEAR, ())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"moment": at(2026, 11, 1, 10)}, Reason.DATE_IN_FUTURE),
        ({"moment": None, "moment_state": MomentState.EMPTY}, Reason.DATE_MISSING),
        ({"moment": None, "moment_state": MomentState.UNREADABLE}, Reason.DATE_UNREADABLE),
        ({"moment": None, "moment_state": MomentState.NO_COLUMN}, Reason.DATE_MISSING),
        ({"several_in_cell": True}, Reason.SEVERAL_CHILDREN_IN_ONE_CELL),
        ({"respondent": NamedRespondent("Nan")}, Reason.RESPONDENT_NOT_ON_LIST),
    ],
)
def test_a_certain_child_with_a_doubt_waits_for_a_person(changes: dict[str, object], reason: Reason) -> None:
    [one] = judged(entry("Ella Holt", **changes))

    assert (one.outcome, one.reason, one.pupil) == (Outcome.REVIEW, reason, None)
    assert [each.pupil for each in one.suggestions] == [ELLA.pk]
    assert one.waiting == (ELLA.pk,)


@pytest.mark.parametrize(
    ("opened", "outcome", "reason"),
    [
        (dt.date(2026, 9, 1), Outcome.MATCH, Reason.NONE),
        (dt.date(2025, 9, 1), Outcome.REJECT, Reason.OUTSIDE_YEAR),
        (dt.date(2027, 2, 1), Outcome.REVIEW, Reason.DATE_IN_FUTURE),
    ],
)
def test_without_a_date_column_the_day_the_survey_opened_counts(
    opened: dt.date, outcome: Outcome, reason: Reason
) -> None:
    [one] = judged(entry("Ella Holt", moment=None, moment_state=MomentState.NO_COLUMN), opened=opened)

    assert (one.outcome, one.reason) == (outcome, reason)


def test_a_child_without_a_date_still_waits_if_the_name_is_doubtful_too() -> None:
    [one] = judged(entry("Elal Holt", moment=None, moment_state=MomentState.EMPTY))

    assert (one.reason, one.waiting) == (Reason.NAME_NEARLY, (ELLA.pk,))


def test_children_of_one_cell_are_told_by_that_reason_and_each_waits() -> None:
    both = judged(
        entry("Ella Holt", "RB / 3H", several_in_cell=True),
        entry("Ben Holt", "RB / 3H", several_in_cell=True, child=2),
    )

    assert {one.reason for one in both} == {Reason.SEVERAL_CHILDREN_IN_ONE_CELL}
    assert [one.waiting for one in both] == [(ELLA.pk,), (BEN.pk,)]


DONNA = ListedContact("Donna Silva", "donna@example.org", "", True)
OTHER_DONNA = ListedContact("Donna Silva", "other.donna@example.org", "", True)


@pytest.mark.parametrize(
    ("email", "outcome", "reason"),
    [
        ("", Outcome.MATCH, Reason.NONE),
        ("donna@example.org", Outcome.MATCH, Reason.NONE),
        ("new.address@example.org", Outcome.MATCH, Reason.NONE),
        ("mark@example.org", Outcome.MATCH, Reason.NONE),
        ("Other.Donna@example.org", Outcome.REVIEW, Reason.RESPONDENT_NAMESAKE),
        ("joanne@example.org", Outcome.REVIEW, Reason.RESPONDENT_NAMESAKE),
    ],
)
def test_a_name_of_the_list_beside_another_familys_address_is_asked(
    email: str, outcome: Outcome, reason: Reason
) -> None:
    school = roll(
        pupil("Ana Silva", contacts=(DONNA, MARK)),
        pupil("Rui Costa", contacts=(OTHER_DONNA,)),
        pupil("Ella Holt", contacts=(JOANNE,)),
    )

    [one] = judged(entry("Ana Silva", respondent=NamedRespondent("Donna Silva", email)), on=school)

    assert (one.outcome, one.reason) == (outcome, reason)


def test_an_address_that_several_families_share_is_nobodys_namesake() -> None:
    school = roll(pupil("Ana Silva", contacts=(DONNA,)), pupil("Rui Silva", contacts=(DONNA,)))

    [one] = judged(entry("Ana Silva", respondent=NamedRespondent("Donna Silva", DONNA.email)), on=school)

    assert one.outcome is Outcome.MATCH


@pytest.mark.parametrize("respondent", [NamedRespondent(), NamedRespondent("Mum"), NamedRespondent("anonymous")])
def test_an_unnamed_respondent_counts_only_where_a_person_said_that_only_parents_could_answer(
    respondent: NamedRespondent,
) -> None:
    [counts] = judged(entry("Ella Holt", respondent=respondent))
    [asked] = judged(entry("Ella Holt", respondent=respondent), only_parents=False)

    assert (counts.outcome, counts.respondent_unnamed) == (Outcome.MATCH, True)
    assert (asked.outcome, asked.reason, asked.respondent_unnamed) == (
        Outcome.REVIEW,
        Reason.RESPONDENT_UNNAMED,
        True,
    )


def test_other_bare_words_are_asked_whatever_was_confirmed() -> None:
    [one] = judged(entry("Ella Holt", respondent=NamedRespondent("Mummy")))

    assert (one.reason, one.respondent_unnamed) == (Reason.RESPONDENT_NOT_ON_LIST, False)


def test_a_contact_without_responsibility_is_asked() -> None:
    child = pupil("Ella Holt", "3H", contacts=(replace(JOANNE, has_responsibility=False),))
    [one] = judged(entry("Ella Holt"), on=roll(child))

    assert (one.reason, one.waiting) == (Reason.RESPONDENT_WITHOUT_RESPONSIBILITY, (child.pk,))


@pytest.mark.parametrize(
    ("name", "reason"), [("", "no_name"), ("Test Child", "test_row"), ("Jayden Zzyzx", "unknown_child")]
)
def test_what_is_turned_away_makes_nobody_wait(name: str, reason: str) -> None:
    [one] = judged(entry(name))

    assert (one.outcome, one.reason, one.waiting) == (Outcome.REJECT, reason, ())


def test_of_two_equally_likely_both_wait() -> None:
    [one] = judged(entry("Muhammad Ali", "6W"))

    assert set(one.waiting) == {BILAL.pk, YASIN.pk}


def test_of_two_equally_likely_the_one_already_answered_stands_below_and_does_not_wait() -> None:
    answered = entry("Muhammad Bilal Ali", "6W", respondent=NamedRespondent("Mark Barker"))
    asked, _ = judged(entry("Muhammad Ali", "6W"), answered)

    assert [each.pupil for each in asked.suggestions][:2] == [YASIN.pk, BILAL.pk]
    assert asked.waiting == (YASIN.pk,)


def test_if_all_who_are_equally_likely_are_answered_all_wait() -> None:
    mark = NamedRespondent("Mark Barker")
    answered = [entry(f"Muhammad {middle} Ali", "6W", respondent=mark) for middle in ("Bilal", "Yasin")]
    *_, asked = judged(*answered, entry("Muhammad Ali", "6W"))

    assert set(asked.waiting) == {BILAL.pk, YASIN.pk}


def test_a_likelier_pupil_waits_although_already_answered() -> None:
    applied, asked = judged(entry("Ella Holt"), entry("Elal Holt"))

    assert (applied.outcome, asked.waiting) == (Outcome.MATCH, (ELLA.pk,))


def test_mum_and_dad_at_one_address_are_two_respondents() -> None:
    bare = [entry("Ella Holt", respondent=NamedRespondent(word, JOANNE.email)) for word in ("Mum", "Dad")]
    named = entry("Ella Holt", respondent=NamedRespondent("Joanne Holt", JOANNE.email))

    assert len({one.respondent_key for one in judged(*bare)}) == 2
    assert len({one.respondent_key for one in judged(bare[0], named)}) == 1


def test_an_empty_file_and_an_empty_roll_are_no_fault() -> None:
    [one] = judged(entry("Ella Holt"), on=roll())

    assert one.reason is Reason.UNKNOWN_CHILD
    assert judged() == []


@pytest.mark.skipif(not sample_surveys.SAMPLES.exists(), reason="the sample surveys are not in this copy")
@pytest.mark.parametrize("variant", sample_surveys.VARIANTS)
def test_every_row_of_a_sample_ends_as_it_should(variant: str) -> None:
    ends = {one.entry.record: one for one in judged(*sample_surveys.entries(variant), on=sample_surveys.roll())}
    truth = [
        row
        for row in sample_surveys.records("rows_truth.csv")
        if row["variant"] == variant and int(row["record"]) in ends
    ]

    assert len(truth) > 150
    for row in truth:
        one, meant = ends[int(row["record"])], int(row["pupil_id"] or 0)
        assert (one.outcome, one.pupil or 0) == (row["expect"], meant if row["expect"] == "match" else 0), row
        if row["expect"] == "review":
            assert meant in [each.pupil for each in one.suggestions[:3]], row
            assert meant in one.waiting, row


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_judged_in_seconds() -> None:
    """Slow because of its size; the limit is loose, for busy machines."""
    pupils = [pupil(f"{first} {last}") for first in ("Ella", "Ben", "Mia", "Noah") for last in _SURNAMES]
    names = [f"{each.legal_forename} {each.legal_surname}" for each in pupils]
    entries = [entry(names[n % len(names)][n % 12 == 0 :], record=n) for n in range(100_000)]
    start = dt.datetime.now(tz=dt.UTC)

    ends = judged(*entries, on=roll(*pupils))

    assert sum(one.outcome is Outcome.MATCH for one in ends) > 90_000
    assert (dt.datetime.now(tz=dt.UTC) - start).total_seconds() < 20


_SURNAMES = [a + b for a in ("Hol", "Bar", "Cra", "Dun", "Fir", "Gar", "Han") for b in ("ton", "ley", "by", "well")]


def test_named_child_is_enough_to_make_an_entry() -> None:
    named = NamedChild(forename="Ella", surname="Holt", class_text="3H")

    assert judged(entry("", named=named))[0].pupil == ELLA.pk
