"""Documents as other schools write them: no sentence is lost, and at least 95 % of what they say is recognised.

Beside each file lies what a person read in it: the areas, the rules with strength, readers and code (null or "" where
the document leaves it open). The Word files were saved with real lists, notes, text boxes and tracked changes.
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from policies.importing import Proposal, proposal_of

HERE = Path(__file__).parent / "other_shapes"
FILES = sorted(path.name.removesuffix(".json") for path in HERE.glob("*.json"))
ENOUGH = 0.95
_NOT_WORD = re.compile(r"[^\w]+")


@cache
def proposed(name: str) -> Proposal:
    return proposal_of((HERE / name).read_bytes(), name)


def truth(name: str) -> dict:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def words(*texts: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", text.replace("’", "'").lower()).strip() for text in texts)


def draft_of(proposal: Proposal) -> str:
    said = [proposal.wording.introduction]
    for area in proposal.wording.areas:
        said += [area.title, area.long_title, area.introduction]
        for rule in area.rules:
            said += [rule.text, *rule.limbs, rule.following]
    return words(*said)


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_lost(name):
    draft, listed = draft_of(proposed(name)), words(*[placed.text for placed in proposed(name).sentences])

    missing = [said for said in truth(name)["sentences"] if words(said) not in draft or words(said) not in listed]

    assert missing == []


@pytest.mark.parametrize("name", FILES)
def test_what_was_deleted_stays_away_and_page_feet_stand_in_no_sentence(name):
    draft, known = draft_of(proposed(name)), truth(name)

    assert [said for said in known["gone"] + known["feet"] if words(said) in draft] == []
    assert [
        said for said in known["gone"] if words(said) in words(*[one.text for one in proposed(name).sentences])
    ] == []


@pytest.mark.parametrize("name", FILES)
def test_areas_rules_strengths_readers_and_codes_are_right(name):
    right = judged(proposed(name), truth(name))

    wrong = [what for what, is_right in right if not is_right]

    assert len(wrong) <= (1 - ENOUGH) * len(right), wrong


def judged(proposal: Proposal, known: dict) -> list[tuple[str, bool]]:
    """Each thing that could be right or wrong. An area or a firm rule that the document does not have is wrong."""
    found: list[tuple[str, bool]] = []
    areas, rules = list(proposal.wording.areas), list(proposal.wording.rules)
    for expected in known["areas"]:
        area = next((one for one in areas if words(one.title) == words(expected["title"])), None)
        found.append((f"area {expected['title']}", area is not None))
        if area is None:
            found += [(f"rule {rule['begins']}", False) for rule in expected["rules"]]
            continue
        areas.remove(area)
        found += same("area", expected["title"], area, expected)
        for one in expected["rules"]:
            rule = next((rule for rule in area.rules if words(rule.text).startswith(words(one["begins"]))), None)
            found.append((f"rule {one['begins']}", rule is not None))
            if rule:
                rules = [other for other in rules if other is not rule]
                found.append((f"strength of {one['begins']}: {rule.strength}", rule.strength in one["strengths"]))
                found.append((f"parts of {one['begins']}", len(rule.limbs) == one["limbs"]))
                found += same("rule", one["begins"], rule, one)
    found += [(f"no such area: {area.title}", False) for area in areas]
    return found + [(f"no such rule: {rule.text}", False) for rule in rules if rule.strength != "information"]


def same(kind: str, name: str, one, expected: dict) -> list[tuple[str, bool]]:
    found = []
    if expected["code"]:
        found.append((f"code of {kind} {name}: {one.code}", one.code == expected["code"]))
    if expected["readers"]:
        found.append((f"readers of {kind} {name}: {one.audiences}", set(one.audiences) == set(expected["readers"])))
    return found
