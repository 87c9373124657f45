"""Documents of our own in other shapes than the school's: nothing lost, nothing revived, nearly all recognised."""

import pytest

from policies.importing import propose, read_document

from . import samples_text, samples_word
from .truths import come_back, lost, misplaced, score

SAMPLES = [
    samples_word.numbered_lists(),
    samples_word.tables(),
    samples_word.tracked_changes(),
    samples_word.notes_and_boxes(),
    samples_word.lists_in_lists(),
    samples_text.markdown(),
    samples_text.old_windows(),
    samples_text.contents_and_feet(),
    samples_text.rules_in_paragraphs(),
    samples_text.clauses(),
    samples_text.forty_pages(),
]
NEARLY_ALL = 0.95


@pytest.fixture(scope="module")
def proposals():
    return {one.name: propose(read_document(one.content, one.name)) for one in SAMPLES}


@pytest.mark.parametrize("truth", SAMPLES, ids=lambda one: one.name)
def test_no_sentence_is_lost_and_each_stands_where_it_is_said_to_stand(proposals, truth):
    found = proposals[truth.name]

    assert lost(found, truth) == []
    assert misplaced(found) == []


@pytest.mark.parametrize("truth", [one for one in SAMPLES if one.gone], ids=lambda one: one.name)
def test_what_was_deleted_in_the_file_does_not_come_back(proposals, truth):
    assert come_back(proposals[truth.name], truth) == []


@pytest.mark.parametrize("truth", SAMPLES, ids=lambda one: one.name)
def test_sections_rules_strengths_readers_and_codes_are_right(proposals, truth):
    right, facts, wrong = score(proposals[truth.name], truth)

    assert right >= NEARLY_ALL * facts, wrong


def test_they_are_right_over_all_documents_of_usual_length(proposals):
    usual = [one for one in SAMPLES if one.name != "equipment.txt"]  # 400 rules of one sort would outweigh the rest
    scores = [score(proposals[one.name], one) for one in usual]

    assert sum(right for right, _, _ in scores) >= NEARLY_ALL * sum(facts for _, facts, _ in scores)
    assert len(usual) >= 10


def test_a_text_box_that_word_writes_twice_is_read_once(proposals):
    told = [placed.text for placed in proposals["notes.docx"].sentences]

    assert told.count("Be kind: write what you would say.") == 1


def test_page_headers_footers_and_comments_are_listed_and_left_out(proposals):
    left = {placed.text: placed.words for placed in proposals["numbered.docx"].sentences if placed.is_left_out}
    comments = [placed for placed in proposals["tracked.docx"].sentences if placed.place == "comment"]

    assert left == {"Meadow Lane Primary": "left out: top of each page", "Page of": "left out: foot of a page"}
    assert [placed.text for placed in comments] == ["Is this still right?"]


def test_hidden_text_is_named_as_a_thing_to_look_at(proposals):
    assert any("Hidden text" in doubt.text for doubt in proposals["notes.docx"].doubts)


def test_guesses_are_named_as_things_to_look_at(proposals):
    doubts = [doubt.text for doubt in proposals["website.txt"].doubts]

    assert "Rule B2: is it “Should”? Its wording does not settle it." in doubts
    assert "Area A: whom it is for was taken from its title." in doubts
