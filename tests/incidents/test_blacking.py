"""Names blacked out keep the shape of the text, whatever the text is."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.blacking import COVER, blocks, covered, parts_of_names, pieces_of, with_blocks

TEXT = st.text(max_size=200)


@given(TEXT, st.lists(TEXT, max_size=4))
def test_the_text_keeps_its_length_its_spaces_and_its_line_ends(text, phrases):
    hidden = with_blocks(text, pieces_of(text, phrases))

    assert len(hidden) == len(text)
    assert [sign.isspace() for sign in hidden] == [sign.isspace() for sign in text]


@given(TEXT)
def test_blocks_leave_no_sign_of_the_words(text):
    assert set(blocks(text)) - {"█"} == {sign for sign in text if sign.isspace()}


def test_a_name_goes_wherever_it_stands_and_a_word_that_only_holds_it_stays():
    text = "Ash told Ashley: ASH’s coat. Kim\nAsh left."

    hidden = with_blocks(text, pieces_of(text, parts_of_names(["Kim Ash"])))

    assert hidden == "███ told Ashley: ███’s coat. ███\n███ left."


def test_what_overlaps_is_blacked_out_once():
    assert with_blocks("Kim Ash", [(0, 3), (0, 7)]) == "███ ███"


@given(TEXT, st.lists(TEXT, max_size=4))
def test_a_cover_says_nothing_of_what_is_under_it(text, phrases):
    """Whoever gets it cannot count letters, nor words that follow one another."""
    shown = covered(f"{text} Kim said no.", [*pieces_of(text, phrases), (len(text) + 1, len(text) + 4)])

    assert shown.endswith(f"{COVER} said no.")
    assert covered("Jo told Alexandrina.", [(0, 2), (8, 19)]) == f"{COVER} told {COVER}."
    assert covered("Kim Ash told.", [(4, 7), (0, 3)]) == covered("Imogen told.", [(0, 6)]) == f"{COVER} told."
