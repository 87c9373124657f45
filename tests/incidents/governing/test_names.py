"""The leak check: no report leaves with the name of somebody whom the school knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.governing.names import Known, known_people, leaks_in, leaks_of
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.complaints.made import complain

from .conftest import text

KNOWN = Known()
for _name in (("Ottilie", "Quarmby"), ("Zoë", "O’Dowd"), ("May", "Green"), ("Łucja", "Nowak-Firth"), ("Will", "Hart")):
    KNOWN.add(*_name)


def found(said: str, *, typed: bool = True) -> list[str]:
    return [leak.words for leak in leaks_in("Your words", said, KNOWN, typed=typed)]


@pytest.mark.parametrize(
    "said",
    [
        "Ottilie Quarmby", "ottilie quarmby", "OTTILIE", "Quarmby", "Quarmby, Ottilie", "O. Quarmby",
        "Ottilie’s mother", "Zoe ODowd", "Zoë O'Dowd", "zoe o’dowd’s", "Ott\u200bilie", "Lucja", "Nowak", "Firth",
        "Nowak-Firth", "Nowak Firth",
        "May Green", "may green", "Green, May", "Mr Green", "Mrs. Green", "Miss Hart", "Will Hart’s post",
        "“Ottilie”", "(Ottilie)", "Ottilie/Zoë", "Cafe\u0301 of Ottilie",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(said):
    assert found(said) and found(f"We thank {said} for the fair.")


@pytest.mark.parametrize(
    "said",
    [
        "In May the green flag will fly.", "Will the rules be known by May?", "A hart crossed the field.",
        "Five families’ posts showed other people’s children.", "Rule A3 was not followed.", "",
    ],
)  # fmt: skip
def test_words_of_the_language_are_no_names(said):
    assert found(said) == []


def test_a_sentence_of_the_portal_is_not_stopped_by_a_child_who_is_called_as_a_word():
    assert found("Quarmby", typed=False) == []
    assert found("Ottilie Quarmby", typed=False) == ["Ottilie Quarmby"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_stands_around_it_a_whole_name_between_blanks_is_found(before, after):
    assert any("Ottilie" in words for words in found(f"{before} Ottilie Quarmby {after}"))


def test_it_says_in_which_line():
    [leak] = leaks_in("Your words", "A good term.\n\nThanks to Ottilie.", KNOWN)

    assert leak.said == "Your words, line 3: “Ottilie” may be somebody’s name. Write it without."


@pytest.mark.django_db
def test_pupils_contacts_and_all_accounts_are_known_by_every_name_of_theirs():
    pupil = PupilFactory(legal_forename="Ottilie", legal_surname="Quarmby", preferred_forename="Tilda")
    PupilContactFactory(pupil=pupil, name="Mrs Bronagh Fennelly")
    UserFactory(role=Role.STAFF, forename="Caspian", surname="Idle")
    known = known_people()

    for name in ("Ottilie", "Tilda Quarmby", "Tilda", "Bronagh", "Fennelly", "Caspian Idle", "Mr Idle"):
        assert list(leaks_in("", f"It was {name}.", known)), name


@pytest.mark.django_db
def test_who_is_known_by_a_complaint_alone_is_not_looked_for_so_that_the_check_tells_of_none(school):
    complain(name="Philippa Ventnor")

    assert list(leaks_in("", "Philippa Ventnor", known_people())) == []


@pytest.mark.django_db
def test_every_part_of_a_report_is_looked_through():
    content = {
        "words": "Ottilie.",
        "gaps": [{"text": "Nobody is named.", "waits_for": "Zoë O’Dowd"}],
        "questions": [{"text": "What of Ottilie Quarmby?", "reason": ""}],
        "tables": [{"title": "T", "rows": [{"label": "May Green", "cell": {"said": "1"}}]}],
    }

    assert [leak.where for leak in leaks_of(content, KNOWN)] == [
        "Your words", "Not settled yet, point 1", "Question 1", "The table “T”",
    ]  # fmt: skip


@pytest.mark.django_db
def test_no_name_is_in_a_report_by_the_portal_itself(written):
    people = [written.head, written.chair, written.reporter]

    assert not any(person.surname in text() for person in people)
