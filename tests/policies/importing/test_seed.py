"""The school's own document, where it lies beside this clone. Its text stands in no test."""

import re
from pathlib import Path

import pytest

from policies.importing import Place, propose, read_document
from policies.importing.phrases import key
from policies.markdown import written
from tests.conftest import SHARED

SEED = sorted((SHARED / "seed").glob("*.txt")) if (SHARED / "seed").is_dir() else []
pytestmark = pytest.mark.skipif(not SEED, reason="the school's document does not lie beside this clone")

# requirements 4: code, strength; the readers are those of the area
STRENGTHS = {
    "A1": "strongly_discouraged",
    "A2": "must_not",
    "A3": "recommended_not",
    "A4": "under_no_circumstances",
    "A5": "must_not",
    "A6": "must_not",
    "A7": "should",
    "A8": "should",
    "A9": "must",
    "A10": "should",
    "A11": "only_if",
    "B1": "information",
    "B2": "information",
    "C1": "must_not",
    "C2": "should",
    "C3": "should_not",
    "D1": "information",
    "D2": "must",
    "D3": "only_if",
    "D4": "information",
}


def of_file(path: Path):
    return propose(read_document(path.read_bytes(), path.name))


@pytest.fixture(scope="module")
def found():
    return of_file(SEED[0])


def test_it_has_four_areas_with_their_readers(found):
    assert [(area.code, area.audiences) for area in found.wording.areas] == [
        ("A", ("staff",)),
        ("B", ("pupils",)),
        ("C", ("parents",)),
        ("D", ("staff", "pupils", "parents", "governors", "visitors", "helpers")),
    ]


def test_every_rule_has_its_code_and_its_strength(found):
    assert {rule.code: str(rule.strength) for rule in found.wording.rules} == STRENGTHS


def test_every_rule_is_for_the_readers_of_its_area(found):
    assert all(rule.audiences == area.audiences for area in found.wording.areas for rule in area.rules)


def test_d3_has_its_three_tests_and_no_other_rule_has_any(found):
    assert {rule.code: len(rule.limbs) for rule in found.wording.rules if rule.limbs} == {"D3": 3}


def test_d_keeps_both_its_titles_and_the_heading_without_text_is_an_open_point(found):
    assert [area.code for area in found.wording.areas if area.long_title] == ["D"]
    [(point, waits_for)] = found.wording.open_points
    assert point.endswith("this heading has no text yet.") and waits_for == "the governors"


def test_the_documents_it_names_are_related(found):
    assert {rule.code: rule.related for rule in found.wording.rules if rule.related} == {
        "A7": ("Teachers’ Standards",),
        "B2": ("Acceptable Use Policy",),
        "D2": ("Anti-bullying policy",),
    }


def test_the_five_ways_to_talk_are_found(found):
    assert len(found.wording.methods) == 5


def test_every_sentence_of_the_file_stands_in_the_draft(found):
    text = SEED[0].read_text(encoding="utf-8")
    lines = [re.sub(r"^[·\s]*(?:[A-D]\. )?", "", line) for line in text.splitlines()]
    source = [key(part) for line in lines for part in re.split(r"(?<=[.:]) +(?=[A-Z])", line) if key(part)]
    draft = key(written(found.title, found.wording))
    told = {key(placed.text) for placed in found.sentences}
    labels = {key(placed.text) for placed in found.sentences if placed.place == Place.AREA_AUDIENCE}

    assert len(source) >= 44
    assert [sentence for sentence in source if sentence not in told] == []
    assert [sentence for sentence in source if sentence not in draft and sentence not in labels] == []
    assert len(labels) == 3


def test_only_the_overview_is_left_out(found):
    assert {placed.place for placed in found.sentences if placed.is_left_out} == {Place.OVERVIEW}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_it_is_the_same_however_it_was_saved(found, encoding):
    content = SEED[0].read_text(encoding="utf-8").replace("\n", "\r\n").encode(encoding)

    assert propose(read_document(content, "policy.txt")).wording == found.wording
