"""Documents as other schools write them: no sentence is lost, and at least 95 % of what they say is recognised.

Beside each file lies what a person read in it: the areas, the rules with strength, readers and code (null or "" where
the document leaves it open). The Word files were saved with real lists, notes, text boxes and tracked changes.
"""

from pathlib import Path

import pytest

from tests.policies.importing.clerks import draft_of, judged, proposed, truth, words

HERE = Path(__file__).parent / "other_shapes"
FILES = sorted(path.name.removesuffix(".json") for path in HERE.glob("*.json"))
ENOUGH = 0.95


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_lost(name):
    draft, listed = draft_of(proposed(HERE / name)), words(*[placed.text for placed in proposed(HERE / name).sentences])

    missing = [
        said for said in truth(HERE / name)["sentences"] if words(said) not in draft or words(said) not in listed
    ]

    assert missing == []


@pytest.mark.parametrize("name", FILES)
def test_what_was_deleted_stays_away_and_page_feet_stand_in_no_sentence(name):
    draft, known = draft_of(proposed(HERE / name)), truth(HERE / name)

    assert [said for said in known["gone"] + known["feet"] if words(said) in draft] == []
    assert [
        said for said in known["gone"] if words(said) in words(*[one.text for one in proposed(HERE / name).sentences])
    ] == []


@pytest.mark.parametrize("name", FILES)
def test_areas_rules_strengths_readers_and_codes_are_right(name):
    right = judged(proposed(HERE / name), truth(HERE / name))

    wrong = [what for what, is_right in right if not is_right]

    assert len(wrong) <= (1 - ENOUGH) * len(right), wrong
