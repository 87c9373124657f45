"""Who answered, and whether the answer may count (domain 5.5 and 5.10)."""

from dataclasses import replace

import pytest

from consent.survey.entry import NamedRespondent
from consent.survey.respondents import Standing, is_bare, is_unnamed, respondent_key, standing
from people.roll.listing import ListedContact

from .listed import JOANNE, MARK, pupil

JAMES = ListedContact("James Holt", "joanne@example.org", "", True)


@pytest.mark.parametrize(
    "name", ["Mum", "DAD", "Parent/Carer", "Parent or Carer", "Mum & Dad", "Guardian.", " mother "]
)
def test_bare_words_are_known(name: str) -> None:
    assert is_bare(name)


@pytest.mark.parametrize("name", ["Mummy", "Nan", "Step-dad", "Mum Holt", "Foster carer", "Ella's mum", "", "Mrs Holt"])
def test_other_words_are_not_bare(name: str) -> None:
    assert not is_bare(name)


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Joanne Holt", ""),
        ("JOANNE  HOLT", ""),
        ("Mrs Joanne Holt", ""),
        ("Holt, Joanne", ""),
        ("Joanne Holt (Mum)", ""),
        ("Joanne Holt", "new.address@example.org"),
        ("Joanne Holt", "mark@example.org"),
        ("", "Joanne@Example.org "),
        ("Mum", "joanne@example.org"),
        ("anonymous", "joanne@example.org"),
        ("Mrs J Holt", "joanne@example.org"),
    ],
)
def test_a_contact_is_known_by_name_or_by_an_email_that_nothing_contradicts(name: str, email: str) -> None:
    respondent = NamedRespondent(name, email)

    assert standing(respondent, pupil("Ella Holt")) is Standing.ON_LIST
    assert respondent_key(respondent, (JOANNE, MARK)) == "name:joanne holt"


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Nan", ""),
        ("Nan", "joanne@example.org"),
        ("Pat Smith", "joanne@example.org"),
        ("Mrs J Holt", ""),
        ("Mrs Holt", "joanne@example.org"),
        ("Jo Holt", "joanne@example.org"),
        ("Joanne Barker", ""),
        ("Joanne and Mark Holt", ""),
        ("J\u043eanne Holt", ""),
        ("", "somebody@example.org"),
        ("Mum", "somebody@example.org"),
    ],
)
def test_somebody_named_who_is_not_certainly_on_the_list_is_not_on_it(name: str, email: str) -> None:
    assert standing(NamedRespondent(name, email), pupil("Ella Holt")) is Standing.NOT_ON_LIST


def test_an_initial_that_fits_two_contacts_of_one_address_fits_none() -> None:
    child = pupil("Ella Holt", contacts=(JOANNE, JAMES))

    assert standing(NamedRespondent("J Holt", "joanne@example.org"), child) is Standing.NOT_ON_LIST


@pytest.mark.parametrize("name", ["", "Mum", "Parent / Carer", "anonymous", "Anonymous "])
def test_nobody_and_a_bare_word_are_unnamed(name: str) -> None:
    respondent = NamedRespondent(name, "anonymous")

    assert is_unnamed(respondent)
    assert standing(respondent, pupil("Ella Holt")) is Standing.UNNAMED


@pytest.mark.parametrize("relationship", ["Nan", "Step-dad", "Child minder"])
def test_a_relationship_that_is_no_parent_is_no_bare_word(relationship: str) -> None:
    child = pupil("Ella Holt")

    assert standing(NamedRespondent("", "", relationship), child) is Standing.NOT_ON_LIST
    assert standing(NamedRespondent("Mum", "", relationship), child) is Standing.NOT_ON_LIST
    assert standing(NamedRespondent("", "joanne@example.org", relationship), child) is Standing.NOT_ON_LIST


def test_the_relationship_speaks_where_the_name_is_empty() -> None:
    assert standing(NamedRespondent("", "", "Mother"), pupil("Ella Holt")) is Standing.UNNAMED


def test_a_contact_without_parental_responsibility_does_not_count() -> None:
    child = pupil("Ella Holt", contacts=(replace(JOANNE, has_responsibility=False), MARK))

    assert standing(NamedRespondent("Joanne Holt"), child) is Standing.WITHOUT_RESPONSIBILITY
    assert standing(NamedRespondent("", "joanne@example.org"), child) is Standing.WITHOUT_RESPONSIBILITY
    assert standing(NamedRespondent("Mark Barker"), child) is Standing.ON_LIST


def test_a_shared_address_counts_only_if_everybody_behind_it_has_responsibility() -> None:
    child = pupil("Ella Holt", contacts=(JOANNE, replace(JAMES, has_responsibility=False)))

    assert standing(NamedRespondent("", "joanne@example.org"), child) is Standing.WITHOUT_RESPONSIBILITY
    assert standing(NamedRespondent("Joanne Holt", "joanne@example.org"), child) is Standing.ON_LIST


def test_a_bare_father_is_without_responsibility_where_the_only_father_is() -> None:
    father = replace(MARK, relationship="Father", has_responsibility=False)
    child = pupil("Ella Holt", contacts=(replace(JOANNE, relationship="Mother"), father))

    assert standing(NamedRespondent("Dad"), child) is Standing.WITHOUT_RESPONSIBILITY
    assert standing(NamedRespondent("Mum"), child) is Standing.UNNAMED


def test_dad_beside_the_mothers_address_is_not_the_mother() -> None:
    child = pupil("Ella Holt", contacts=(replace(JOANNE, relationship="Mother"), MARK))

    assert standing(NamedRespondent("Dad", "joanne@example.org"), child) is Standing.NOT_ON_LIST
    assert standing(NamedRespondent("Mum", "joanne@example.org"), child) is Standing.ON_LIST


def test_two_names_at_one_address_are_two_respondents() -> None:
    keys = {
        respondent_key(NamedRespondent(name, "joanne@example.org"), (JOANNE, JAMES))
        for name in ("Joanne Holt", "James Holt", "Pat Smith")
    }

    assert len(keys) == 3


def test_a_bare_word_without_email_is_another_respondent_than_a_named_one() -> None:
    bare = respondent_key(NamedRespondent("Mum"), (JOANNE, MARK))

    assert bare != respondent_key(NamedRespondent("Joanne Holt"), (JOANNE, MARK))
    assert bare == respondent_key(NamedRespondent("mum "), (JOANNE, MARK))
    assert bare != respondent_key(NamedRespondent(""), (JOANNE, MARK))


def test_somebody_off_the_list_is_the_same_by_name_else_by_email() -> None:
    assert respondent_key(NamedRespondent("Pat Smith", "a@example.org"), ()) == respondent_key(
        NamedRespondent("Smith, Pat", "b@example.org"), ()
    )
    assert respondent_key(NamedRespondent("", "A@example.org"), ()) == "email:a@example.org"
    assert respondent_key(NamedRespondent("Mum", "a@example.org"), ()) != respondent_key(
        NamedRespondent("Dad", "a@example.org"), ()
    )
