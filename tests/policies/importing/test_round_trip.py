"""Any text imports, is written as Markdown and imports again to the same structure; no bytes break anything."""

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.spreadsheets.limits import DEFAULT_LIMITS
from policies.content import AreaText, MethodText, PolicyText, RuleText
from policies.importing import NotAPolicy, propose, read_document
from policies.importing.sentences import sentences
from policies.markdown import written
from policies.reading import kinds
from policies.words import Audience, Strength

from .test_ten_documents import SAMPLES

LINES = st.sampled_from(
    [
        "A. Staff",
        "B. Pupils within school",
        "1. Scope",
        "1.1 Staff must not phone.",
        "2.1.3 Parents may only come in if:",
        "- Pupils should ask.",
        "  - a part of it",
        "· Never film.",
        "(a) the name;",
        "All Staff",
        "Contents",
        "Scope ........ 3",
        "Page 2 of 9",
        "POLICY GOVERNANCE",
        "Roles and responsibilities",
        "# Heading",
        "### **Deep**",
        "> quoted",
        "| a | b |",
        "*Why:* because",
        "- **A1** (must; for staff) Text",
        "\\ backslash",
        "<b>bold</b>",
        "The governors, who meet in the",
        "hall, will look at it. Mrs. Hill said so. It",
        "",
        "",
    ]
)
ANY_LINE = st.one_of(LINES, st.text(st.characters(codec="utf-8"), max_size=80))
ANY_TEXT = st.lists(ANY_LINE, min_size=1, max_size=25).map("\n".join)


def proposed(content: bytes, name: str):
    """In this process: a child for each of thousands of texts would take too long."""
    return propose(kinds.read(content, name, DEFAULT_LIMITS))


@given(text=ANY_TEXT, ending=st.sampled_from([".txt", ".md"]))
def test_any_text_imports_and_its_markdown_imports_again_to_the_same(text, ending):
    try:
        found = proposed(text.encode(), "any" + ending)
    except NotAPolicy:
        return
    again = proposed(written(found.title, found.wording).encode(), "again.md")

    assert again.wording == found.wording
    assert again.title == found.title


SIGNS = ["must", "ask", "- x", "# y", "*Why:* z", "|", "\\", "1.", "é", "<!--", "(a)"]
WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=7)
LINE = WORDS.map(" ".join)
PARAGRAPHS = st.lists(st.one_of(LINE, st.just("")), max_size=4).map(
    lambda lines: "\n".join(lines).strip().replace("\n\n\n", "\n\n").replace("\n\n\n", "\n\n")
)
READERS = st.lists(st.sampled_from(list(Audience)), min_size=1, unique=True).map(tuple)
RULES = st.builds(
    RuleText,
    code=st.just(""),
    strength=st.sampled_from(list(Strength)),
    text=PARAGRAPHS.filter(bool),
    audiences=READERS,
    limbs=st.lists(LINE, max_size=3).map(tuple),
    consequence=PARAGRAPHS,
    why=PARAGRAPHS,
    tags=st.lists(LINE, max_size=2).map(tuple),
    related=st.lists(LINE, max_size=2).map(tuple),
    following=PARAGRAPHS,
)


@st.composite
def wordings(draw) -> PolicyText:
    areas = []
    for number in range(draw(st.integers(1, 3))):
        rules = [
            RuleText(**{**vars(rule), "code": f"{number}.{place}"})
            for place, rule in enumerate(draw(st.lists(RULES, max_size=3)))
        ]
        areas.append(
            AreaText(
                code=f"{number}",
                title=draw(LINE),
                audiences=draw(READERS),
                rules=tuple(rules),
                long_title=draw(st.one_of(st.just(""), LINE)),
                introduction=draw(PARAGRAPHS),
                level=draw(st.integers(1, 3)),
            )
        )
    return PolicyText(
        areas=tuple(areas),
        lead=draw(st.one_of(st.just(""), LINE)),
        in_short=draw(PARAGRAPHS),
        introduction=draw(PARAGRAPHS),
        looked_after_by=draw(st.one_of(st.just(""), LINE)),
        responsibilities=draw(PARAGRAPHS),
        methods=tuple(MethodText("letters", draw(LINE), draw(LINE)) for _ in range(draw(st.integers(0, 2)))),
        open_points=tuple((draw(LINE), draw(LINE)) for _ in range(draw(st.integers(0, 2)))),
    )


@given(wording=wordings())
def test_whatever_a_person_typed_is_written_and_read_again_to_the_letter(wording):
    assert proposed(written("Phones", wording).encode(), "own.md").wording == wording


@pytest.mark.parametrize("truth", SAMPLES, ids=lambda one: one.name)
def test_each_document_of_ours_survives_being_written(truth):
    found = propose(read_document(truth.content, truth.name))

    again = propose(read_document(written(found.title, found.wording).encode(), "again.md"))

    assert (again.title, again.wording) == (found.title, found.wording)
    assert {(placed.text, placed.code) for placed in again.sentences if placed.place in ("rule", "limb")} == {
        (placed.text, placed.code) for placed in found.sentences if placed.place in ("rule", "limb")
    }


STARTS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF", b"\xff\xfe", b"{", b"\xd0\xcf\x11\xe0"])


@given(content=st.binary(min_size=1, max_size=400), start=STARTS)
def test_any_bytes_end_in_a_proposal_or_in_words(content, start):
    try:
        assert propose(read_document(start + content, "any.txt")).wording.areas
    except NotAPolicy as refusal:
        assert len(sentences(str(refusal))) > 1  # what is wrong, and what to do


@pytest.mark.parametrize("seed", range(40))
def test_a_word_document_damaged_anywhere_ends_in_a_proposal_or_in_words(seed):
    chance = random.Random(seed)
    content = bytearray(SAMPLES[seed % 5].content)
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        propose(read_document(bytes(content), "damaged.docx"))
    except NotAPolicy as refusal:
        assert str(refusal)


@pytest.mark.parametrize("seed", range(40))
def test_a_word_document_of_torn_xml_ends_in_a_proposal_or_in_words(seed):
    """The parts are cut, doubled and exchanged inside a sound archive."""
    chance = random.Random(1000 + seed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLES[seed % 5].content)) as whole, zipfile.ZipFile(buffer, "w") as torn:
        for name in whole.namelist():
            text = whole.read(name).decode()
            tags = text.split("<w:")
            at = chance.randrange(1, len(tags)) if len(tags) > 1 else 0
            other = chance.randrange(1, len(tags)) if len(tags) > 1 else 0
            if chance.random() < 0.7 and at:
                tags[at], tags[other] = tags[other], tags[at]
            torn.writestr(name, "<w:".join(tags))
    try:
        propose(read_document(buffer.getvalue(), "torn.docx"))
    except NotAPolicy as refusal:
        assert str(refusal)
