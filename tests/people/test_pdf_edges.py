"""Whatever is written stays on the sheet: between its edges, clear of what stands beside it, and to the last word."""

from collections.abc import Iterator
from typing import Any

import pytest

from people.pdf import pieces
from people.pdf.pieces import Column, Piece

from .papers import a_paper, in_each, read_here
from .read_paper import ReadPaper

MM = 72 / 25.4
SIDE, FOOT = 18 * MM, 22 * MM
LONG = "Ab3xW" * 160
LINE = 140  # signs, more than any line of a paper has


def placed(paper: ReadPaper) -> Iterator[tuple[int, float, float, str]]:
    """Page, distance from the left and from the bottom, and the words that begin there."""
    for number, page in enumerate(paper.reader.pages):
        found: list[tuple[int, float, float, str]] = []

        def look(text: str, around: list[float], own: list[float], *_font: Any, page: int = number, to=found) -> None:
            x, y = own[4], own[5]
            to.append(
                (page, around[0] * x + around[2] * y + around[4], around[1] * x + around[3] * y + around[5], text)
            )

        page.extract_text(visitor_text=look)
        yield from (one for one in found if one[3].strip())


@pytest.mark.parametrize("piece", range(len(in_each("x"))))
def test_a_word_without_an_end_is_broken_where_the_line_ends(piece):
    paper = read_here(a_paper(in_each(LONG)[piece]))

    lines = [line for page in paper.reader.pages for line in page.extract_text().splitlines()]
    assert max(map(len, lines)) < LINE
    assert LONG in "".join(paper.words.split())


def test_words_of_a_usual_length_are_never_broken():
    word = "Grundschullehrerinnenausbildung"
    paper = read_here(a_paper(pieces.text(f"{word} " * 60)))

    assert paper.reader.pages[0].extract_text().split().count(word) == 60


def test_a_name_with_hyphens_is_broken_at_them():
    name = "Bartholomew-Featherstonehaugh-Cholmondeley"
    columns = [Column("Name", 5), Column("Answer", 15)]
    paper = read_here(a_paper(pieces.table(columns, [[name, "agreed"]])))

    assert {"Bartholomew-", "Featherstonehaugh-", "Cholmondeley"} <= set(paper.reader.pages[0].extract_text().split())


@pytest.mark.parametrize("tight", [False, True])
def test_a_long_code_stands_beside_its_rule_within_the_margin(tight):
    rows = [pieces.rule(code, "w", "must", "Must", [pieces.text("Ask.")]) for code in ("A1", "W" * 12, "10.11.12.13")]
    paper = read_here(a_paper(pieces.rules(rows, tight=tight)))

    assert min(x for _, x, _, _ in placed(paper)) >= SIDE - 1


def test_a_long_answer_in_a_table_goes_on_on_the_next_page_to_its_last_word():
    words = [f"word{number}." for number in range(900)]
    rows = [["A teacher", " ".join(words)], ["Another", "agreed"]]
    paper = read_here(a_paper(pieces.table([Column("Name"), Column("Answer")], rows)))

    low = [text for _, _, y, text in placed(paper) if "word" in text and y < FOOT]
    assert low == []
    assert [word for word in words if word not in paper.words] == []


TITLE = "What changed: social media, mobile telephones, smart watches and the other devices "
TITLE += "of all staff, pupils and visitors at school"


def test_a_long_title_at_the_head_of_a_page_leaves_room_for_the_school():
    school = "Todwick Primary School"
    paper = read_here(a_paper(*_pages(), title=TITLE, school=school))

    assert school in paper.reader.pages[1].extract_text().splitlines()[0]


def test_the_longest_foot_stands_on_the_sheet():
    foot = (
        TITLE * 2 + ", approved by the governing board in a minute. " * 4,
        "What holds now: " + "https://portal.school.example/policies/" + "a-policy-" * 16,
    )
    paper = read_here(a_paper(*_pages(), foot=foot))

    assert min(y for _, _, y, _ in placed(paper)) > 3 * MM


def _pages() -> list[Piece]:
    return [pieces.text("Words. " * 400) for _ in range(4)]
