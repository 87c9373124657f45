"""What a clerk read in a document, kept beside it in JSON, and how a proposal is held against it."""

import json
import re
from functools import cache
from pathlib import Path

from policies.importing import Proposal, proposal_of

_NOT_WORD = re.compile(r"[^\w]+")


@cache
def proposed(file: Path) -> Proposal:
    return proposal_of(file.read_bytes(), file.name)


def truth(file: Path) -> dict:
    return json.loads(file.with_name(f"{file.name}.json").read_text(encoding="utf-8"))


def words(*texts: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", text.replace("’", "'").lower()).strip() for text in texts)


def draft_of(proposal: Proposal) -> str:
    said = [proposal.wording.introduction]
    for area in proposal.wording.areas:
        said += [area.title, area.long_title, area.introduction]
        for rule in area.rules:
            said += [rule.text, *rule.limbs, rule.following]
    return words(*said)


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
