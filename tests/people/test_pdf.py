"""Papers as tagged PDF: what a screen reader finds, and that no word of anybody does anything (decision record 14)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.pdf import pieces
from people.pdf.child import TEMPLATE
from people.pdf.pieces import Column
from people.pdf.rendering import digest, rendered

from .papers import AROUND, PLACES, SHORT, a_paper, everywhere, in_each, read_here, without_spaces
from .read_paper import ReadPaper

pytestmark = pytest.mark.slow  # hundreds of papers are set and read again
HOSTILE = (
    '#read("/etc/passwd")', '#import "@preview/cetz:0.3.0": *', "@preview/cetz:0.3.0", "*x*", "_x_", "$1", "$ x^2 $",
    "`x`", "#{1 + 1}", "#set page(width: 1pt)", "= Heading", "- point", "+ point", "/ term: x", "<label>", "@label",
    "\\", "\\u{41}", "// not here", "/* not here */", "[x]", "#[x]", "~", "--", "---", "...", "'x' \"x\"", "#",
    "https://a.example/?b=c", '#eval("1+1")', '#sys.inputs', '#plugin("a.wasm")', '#include "a.typ"', "{{ 7*7 }}",
    "<script>alert(1)</script>", "%PDF-1.7", ") Tj (", "endstream endobj", '"}, {"is": "plain"', "]]>", "&amp;", "ﬁ ﬀ",
)  # fmt: skip
SIGNS = "".join(map(chr, range(33, 127))) + "£§°é½ÀÿŁłșŽ–—‘’“”…€ΩЖ \n"


def test_a_paper_is_tagged_as_pdf_ua_asks():
    paper = ReadPaper(rendered(a_paper(pieces.heading("Staff"), pieces.text(SHORT))))

    assert (paper.title, paper.language) == ("Phones", "en-GB")
    assert paper.marked and paper.shows_title and paper.is_ua
    assert paper.headings() == [("Title", "Phones"), ("H1", "Staff")]
    assert paper.words == "A school Phones Staff Ask first."


def test_rules_and_points_are_lists_a_table_has_a_row_of_headings_and_a_link_leads_on():
    rule = pieces.rule("A1", "a", "must", "Must", [pieces.text(SHORT), pieces.listed([[pieces.text("The office")]])])
    table = pieces.table([Column("Name"), Column("On", is_number=True)], [["Zoë", "1 May 2026"]])
    link = pieces.text(pieces.link("https://a.example/", pieces.plain("the guidance")))
    paper = read_here(a_paper(pieces.rules([rule]), table, link, pieces.said([pieces.text("A9")])))

    outer, inner = paper.all("L")
    assert [one.words for one in outer.all("Lbl")] == ["A1", "•"]
    assert outer.words == "A1 Must Ask first. • The office"
    assert inner.words == "• The office"
    assert [one.words for one in paper.all("TH")] == ["Name", "On"]
    assert {one.attributes["Scope"] for one in paper.all("TH")} == {"/Column"}
    assert all(one.attributes["Headers"] for one in paper.all("TD"))
    assert [one.words for one in paper.all("Link")] == ["the guidance"]
    assert paper.links() == ["https://a.example/"]
    assert paper.all("BlockQuote")[0].words == "A9"


def test_what_was_taken_out_and_put_in_is_said_in_words():
    paper = read_here(a_paper(pieces.text(pieces.taken_out("may"), " ", pieces.put_in("must"))))

    assert paper.words.endswith("[taken out: may] [put in: must]")
    assert [one.attributes["TextDecorationType"] for one in paper.all("Span")] == ["/LineThrough", "/Underline"]


def test_every_page_carries_its_foot_and_its_number_and_a_long_table_its_headings():
    table = pieces.table([Column("Name"), Column("On")], [[f"Name {n}", "1 May 2026"] for n in range(120)])
    paper = read_here(a_paper(table, foot=["Version 3, 1 May 2026", "Approved by the board"]))

    assert paper.pages == 3
    for number, page in enumerate(paper.reader.pages, start=1):
        seen = " ".join(page.extract_text().split())
        assert "Version 3, 1 May 2026 Approved by the board" in seen
        assert f"{number} of 3" in seen
        assert "Name On" in seen
    assert paper.words.count("Name On") == 1


def test_whatever_is_typed_stands_on_the_paper_as_it_was_typed():
    paper = read_here(a_paper(*(piece for words in HOSTILE for piece in in_each(words))))

    said = without_spaces(paper.words)
    assert [words for words in HOSTILE if said.count(without_spaces(words)) < PLACES - AROUND] == []
    assert set(paper.links()) == {"https://a.example/"}
    assert "root:" not in paper.seen


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(SIGNS, min_size=1, max_size=12)), min_size=1, max_size=3))
def test_any_words_come_out_in_full_and_in_order(found):
    words = " ".join(found).strip() or "x"
    paper = read_here(everywhere(words))

    said = without_spaces(paper.words)
    assert said.count(without_spaces(words)) >= PLACES
    assert without_spaces(words) in without_spaces(paper.title)
    assert paper.is_ua and paper.links() == ["https://a.example/"]


@given(st.lists(st.text("abcdefg", min_size=1, max_size=9), min_size=1, max_size=60, unique=True))
def test_paragraphs_are_read_in_the_order_in_which_they_were_written(found):
    words = [f"{number}{word}" for number, word in enumerate(found)]
    paper = read_here(a_paper(*(pieces.text(word) for word in words)))

    assert [one.words for one in paper.all("P")][1:] == words


def test_signs_that_no_font_has_are_said_in_words_and_stop_nothing():
    paper = read_here(
        a_paper(pieces.text("Ask \U0001faa9\U0001f1ec now \u0378 \0\x07\ud800 Łódź"), title="A \U000e0100x")
    )

    assert re.search(r"Ask \[mirror ball\].* now \[U\+0378\] \? Łódź", paper.words)


def test_a_card_stands_on_one_sheet_in_the_largest_letters_that_fit():
    rule = pieces.rule("A1", "a", "must", "Must", [pieces.text("Ask at the office before you post it. " * 3)])
    few, many, too_many = (a_paper(pieces.rules([rule] * n, tight=True), is_one_sheet=True) for n in (5, 21, 60))
    sizes = [_largest_text(read_here(one)) for one in (few, many)]

    assert [read_here(one).pages for one in (few, many, too_many)] == [1, 1, 3]
    assert sizes[0] == 11 and 9 <= sizes[1] < 11


def _largest_text(paper: ReadPaper) -> float:
    """The size of the letters in which the rules stand."""
    sizes: list[float] = []

    def look(text: str, _matrix: object, place: list[float], _font: object, size: float) -> None:
        if "before you post it" in text:
            sizes.append(round(size * abs(place[0] or 1), 1))

    paper.reader.pages[0].extract_text(visitor_text=look)
    return sizes[0]


def test_the_template_takes_nothing_from_outside_and_evaluates_nothing():
    code = re.sub(r"(?m)//.*$", "", TEMPLATE.read_text())

    # The logo comes in as bytes, never as the name of a file.
    assert code.count("#let logo = bytes(json(bytes(sys.inputs.logo)))") == 1
    assert re.findall(r"\blogo *=[^=].*", code) == ["logo = bytes(json(bytes(sys.inputs.logo)))"]
    code = code.replace('image(logo, format: "webp"', "")
    assert re.findall(r"@\w+/|\b(import|include|read|eval|plugin|image|csv|yaml|toml|xml|cbor)\b", code) == []
    assert re.findall(r"\bjson\(.*", code) == ["json(bytes(sys.inputs.paper))", "json(bytes(sys.inputs.logo)))"]


def test_the_same_paper_has_the_same_digest_and_another_one_another():
    assert digest(a_paper(pieces.text("a"))) == digest(a_paper(pieces.text("a")))
    assert len({digest(one) for one in (a_paper(pieces.text("a")), a_paper(pieces.text("b")), a_paper(title="a"))}) == 3


def test_the_library_is_loaded_in_the_child_process_alone():
    """It is 80 MB, and every command of the portal would load it."""
    root = TEMPLATE.parents[2]
    loading = {
        str(path.relative_to(root)): re.findall(r"(?m)^( *)(?:import|from) typst\b", path.read_text())
        for folder in ("todwick_portal", "incidents", "consent", "policies", "people", "audit")
        for path in (root / folder).rglob("*.py")
    }

    assert {name: found for name, found in loading.items() if found} == {"people/pdf/child.py": ["    "]}
