"""Looking for words: what is found, what is not, what no sign can break, and that no word stands in an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.actions.people import link_person, say_it_is_about_me, unlink_person
from incidents.actions.reporting import Linked
from incidents.asked import MOST_KEPT
from incidents.models import Case
from incidents.paging import with_total
from incidents.search import FEW, index_case, matching, stored_stems
from incidents.walls import Standing

from .complaints.made import complain
from .made import Part, about, again, report
from .test_list import LIST, titles

pytestmark = pytest.mark.django_db


def look(client, words: str, address: str = LIST):
    """What the list shows after somebody looked for words."""
    return client.post(address, {"words": words}, follow=True)


def found(client, words: str) -> list[str]:
    return titles(look(client, words))


def test_title_words_names_and_reference_are_looked_through(school, sign_in):
    case = report(
        school.reporter, about(None, Standing.PUPIL, "Zoë O’Hare-Łuk"), title="Coats", words="An umbrella was hidden."
    )
    report(school.reporter, title="Something else", words="Nothing of the kind.")
    client = sign_in(school.head)

    for words in (
        "coat", "COATS", "umbrella", "umbrellas", "zoe", "Zoë", "o'hare", "O’Hare", "Łuk", "hare-luk zoe coat umbrella",
        case.reference, case.reference.lower(), case.reference[-4:], "coats, hidden!",
    ):  # fmt: skip
        expected = [] if words.startswith("hare-luk") else ["Coats"]
        assert found(client, words) == expected, words
    assert found(client, "umbrella nothing") == []
    assert found(client, "umbrel") == []


def test_no_word_stands_in_an_address_and_another_session_knows_no_key(school, sign_in):
    report(school.reporter, title="Coats")
    client = sign_in(school.head)

    response = client.post(f"{LIST}?kind=comment&older=x", {"words": "coats"})
    address = response["Location"]

    assert re.fullmatch(r"/incidents/\?kind=comment&search=[\w-]{12}", address)
    assert titles(client.get(address)) == ["Coats"]
    client.logout()
    elsewhere = sign_in(school.head).get(address)
    assert "is not kept any more" in elsewhere.content.decode()
    assert titles(elsewhere) == ["Coats"]


@pytest.mark.parametrize(("address", "made"), [(LIST, report), ("/complaints/", complain)])
def test_where_a_search_is_lost_the_new_ones_stand_there_too(school, sign_in, address, made):
    case = made(school.reporter) if made is report else made()

    page = sign_in(school.head).get(f"{address}?search=gone").content.decode()

    assert "is not kept any more" in page
    assert "New, to look at" in page and case.reference in page


def test_nothing_typed_is_no_search(school, sign_in):
    for words in ("", "   ", "\0"):
        assert sign_in(school.head).post(LIST, {"words": words})["Location"] == LIST


def test_the_session_keeps_so_many_searches_and_lets_the_oldest_go(school, sign_in):
    client = sign_in(school.head)
    addresses = [client.post(LIST, {"words": f"word{n}"})["Location"] for n in range(MOST_KEPT + 1)]

    assert "is not kept any more" in client.get(addresses[0]).content.decode()
    assert "word1" in client.get(addresses[1]).content.decode()


def test_signs_alone_find_nothing(school, sign_in):
    report(school.reporter)

    assert found(sign_in(school.head), "*") == []
    assert found(sign_in(school.head), '" OR 1=1 --') == []


@given(words=st.text(max_size=30) | st.from_regex(r'["\'*^:(){}&|!<>\\-]{1,6}(AND|OR|NOT|NEAR)?[^\x00]{0,9}'))
def test_whatever_is_typed_is_no_fault_and_finds_what_was_reported_so(school, words):
    case = report(school.reporter, words=f"{words} umbrella".replace("\0", ""))  # as a form does

    assert case in matching(Case.objects.all(), "umbrella").cases
    assert (case in matching(Case.objects.all(), words).cases) is bool(stored_stems(words))


@given(words=st.text(max_size=200))
def test_every_word_is_kept_as_plain_letters_and_digits(words):
    assert all(re.fullmatch("[a-z0-9]{1,200}", stem) for stem in stored_stems(words))


def test_who_is_linked_or_taken_off_is_found_or_not_from_then_on(school, sign_in):
    case = report(school.reporter, title="Coats")
    client = sign_in(school.head)
    person = link_person(
        case=case, linked=Linked(Part.WITNESS, Standing.PUPIL, "Wilhelmina Tern"), by=again(school.head)
    )
    assert found(client, "wilhelmina") == ["Coats"]

    unlink_person(person=person, reason="Was not there.", by=again(school.head))

    assert found(client, "wilhelmina") == []
    assert found(client, "coats") == ["Coats"]


def test_a_reader_it_turns_out_to_be_about_finds_it_no_more_and_the_next_owner_does_by_their_name(school, sign_in):
    case = report(school.reporter, title="Coats")
    assert found(sign_in(school.head), "coats") == ["Coats"]

    say_it_is_about_me(case=case, by=again(school.head))

    assert found(sign_in(school.head), "coats") == []
    assert found(sign_in(school.chair), school.head.surname) == ["Coats"]


def test_words_that_were_blacked_out_are_found_no_more_once_the_case_is_indexed_again(school, sign_in):
    case = report(school.reporter, title="Coats", words="Wilhelmina hid them.")
    case.incident.words = "██████████ hid them."
    case.incident.save(update_fields=["words"])

    index_case(case)

    assert found(sign_in(school.head), "wilhelmina") == []
    assert found(sign_in(school.head), "hid") == ["Coats"]


@pytest.mark.parametrize("few", [FEW, 0], ids=["few hits", "too many hits to fetch"])
def test_both_plans_find_the_same_and_only_what_may_be_searched(school, sign_in, monkeypatch, few):
    monkeypatch.setattr("incidents.search.FEW", few)
    report(school.reporter, title="Coats of pupils")
    report(school.reporter, about(school.head), title="Coats of the head")
    report(school.reporter, about(school.colleague), title="Coats of a teacher")
    shown = {name: found(sign_in(getattr(school, name)), "coats") for name in ("head", "dsl", "chair", "handler")}

    assert shown == {
        "head": ["Coats of a teacher", "Coats of pupils"],
        "dsl": ["Coats of pupils"],
        "chair": ["Coats of the head"],
        "handler": [],
    }


@pytest.mark.parametrize("few", [FEW, 0], ids=["few hits", "too many hits to fetch"])
def test_what_is_found_is_the_same_where_a_query_asks_it_within_another(school, monkeypatch, few):
    """As the list does for how many there are: it must not count what was not looked for."""
    monkeypatch.setattr("incidents.search.FEW", few)
    umbrella = report(school.reporter, title="Umbrella")
    for number in range(3):
        report(school.reporter, title=f"Scooter {number}")
    cases = matching(Case.objects.visible_to(school.head), "umbrella").cases

    assert list(with_total(cases).values_list("pk", "total")) == [(umbrella.pk, 1)]
    assert list(Case.objects.filter(pk__in=cases.order_by().values("pk"))) == [umbrella]
    assert list(Case.objects.exclude(pk__in=cases.order_by().values("pk")).filter(pk=umbrella.pk)) == []


def test_the_list_says_how_many_were_found(school, sign_in):
    report(school.reporter, title="Umbrella")
    for number in range(3):
        report(school.reporter, title=f"Scooter {number}")

    assert look(sign_in(school.head), "scooter").context["page"].total == 3
    assert look(sign_in(school.head), "umbrella").context["page"].total == 1
