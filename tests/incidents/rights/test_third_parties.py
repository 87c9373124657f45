"""Who else is named in a text: found whatever the spelling, and the person's own names left alone."""

import pytest

from incidents.rights.third_parties import Finder, Names, plain_ways

KNOWN = [
    ("Wren", "Quillfeather"), ("Imogen", "Quillfeather"), ("Corin", "Marchbanks"), ("Anne-Marie", "D’Arcy"),
    ("May", "Green"), ("Zoë", "Łukasik"), ("Robin", "Ng"),
]  # fmt: skip


@pytest.fixture
def finder() -> Finder:
    known, own = Names(), Names()
    for forename, surname in KNOWN:
        known.add(forename, surname)
    own.add("Wren", "Quillfeather")
    return Finder(known, own, plain_ways(["wren@families.example"]), is_child=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Corin Marchbanks pushed her.", ["Corin Marchbanks"]),
        ("Marchbanks, Corin", ["Marchbanks, Corin"]),
        ("corin and CORIN’s coat", ["corin", "CORIN"]),
        ("Ms Ng and Mr. Marchbanks came.", ["Ms Ng", "Mr. Marchbanks"]),
        ("Anne-Marie D'Arcy saw it.", ["Anne-Marie D'Arcy"]),
        ("Zoe Lukasik and Zoë", ["Zoe Lukasik", "Zoë"]),
        ("C\u200borin was there.", ["C\u200borin"]),
        ("Imogen Quillfeather rang.", ["Imogen Quillfeather"]),
        ("Mrs Quillfeather rang.", ["Mrs Quillfeather"]),
        ("Write to petra@families.example.", ["petra@families.example"]),
        ("Ring 01709 555 123 or +44 7700 900123.", ["01709 555 123", "+44 7700 900123"]),
        ("She met May at the Green.", ["May", "Green"]),
    ],
)
def test_somebody_else_is_found(finder, text, found):
    assert [text[span.begin : span.end] for span in finder.spans(text)] == found


def test_two_letters_and_a_word_of_the_language_are_names_where_somebody_near_is_called_so():
    known, own = Names(), Names()
    for forename, surname in (("Jo", "Banks"), ("Will", "Hart"), ("Ed", "Ng")):
        known.add(forename, surname)
    own.add("Ed", "Quillfeather")
    text = "Will said so. Jo heard it; Ed did not. Grace came. It will do, and jo is no word."

    near = Finder(known, own, near=frozenset(known.every))
    far = Finder(known, own)

    assert [text[span.begin : span.end] for span in near.spans(text)] == ["Will", "Jo"]
    assert far.spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Wren Quillfeather and Wren’s coat.",
        "Quillfeather, Wren",
        "May we? Green is a colour; it may rain on a green field.",
        "Write to wren@families.example.",
        "On 14 September 2026 at 10:45, in room 12.",
    ],
)
def test_the_person_and_plain_words_are_left_alone(finder, text):
    assert finder.spans(text) == []


def test_a_number_of_the_person_is_theirs_however_it_is_written():
    finder = Finder(Names(), Names(), plain_ways(["01709 555123"]))

    assert finder.spans("Ring (01709) 555 123 or +44 1709 555123.") == []
    assert [span.key for span in finder.spans("Ring 01709 555 124.")] == ["way:01709555124"]


def test_the_title_of_the_person_is_theirs_and_another_title_beside_the_surname_is_not():
    known, own = Names(), Names()
    for forename, surname in KNOWN:
        known.add(forename, surname)
    own.add("Imogen", "Quillfeather")
    finder = Finder(known, own, titles=frozenset({"mrs"}))

    assert finder.spans("Mrs Quillfeather said so.") == []
    assert len(finder.spans("Mr Quillfeather said so.")) == 1
