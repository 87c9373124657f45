"""What a document of ours really says, written down in a few signs, and how much of it was recognised.

title: Phones
A | Staff and phones | 1 | staff
  A1 | must_not | staff | Staff must not phone.
    - a limb
"""

from dataclasses import dataclass, field

from policies.importing import Place, Proposal
from policies.importing.phrases import key
from policies.markdown import written


@dataclass
class Rule:
    code: str
    strength: str
    audiences: str
    text: str
    limbs: list[str] = field(default_factory=list)


@dataclass
class Area:
    code: str
    title: str
    level: int
    audiences: str
    rules: list[Rule] = field(default_factory=list)


@dataclass
class Sample:
    """A document, what it holds, every paragraph that must not be lost, and what must never come back."""

    name: str
    content: bytes
    title: str
    areas: list[Area]
    said: list[str]
    gone: list[str] = field(default_factory=list)


def sample(name: str, content: bytes, truth: str, said: str, gone: tuple[str, ...] = ()) -> Sample:
    """A sample from its truth in signs. `said` are further paragraphs of the file, one a line."""
    title, areas, texts = "", [], []
    for line in truth.splitlines():
        words = [word.strip() for word in line.split("|")]
        if line.strip().startswith("title:"):
            title = line.partition(":")[2].strip()
        elif line.startswith("    - "):
            areas[-1].rules[-1].limbs.append(line[6:].strip())
        elif line.startswith("  "):
            areas[-1].rules.append(Rule(*words[:3], words[3]))
        elif len(words) == 4:
            areas.append(Area(words[0], words[1], int(words[2]), words[3]))
    for area in areas:
        texts += [area.title, *(text for rule in area.rules for text in [rule.text, *rule.limbs])]
    more = [line.strip() for line in said.splitlines() if line.strip()]
    return Sample(name, content, title, areas, [*texts, *more, *filter(None, [title])], list(gone))


def readers(audiences) -> str:
    return "all" if len(set(audiences)) == 6 else " ".join(str(audience) for audience in audiences)


def score(found: Proposal, truth: Sample) -> tuple[int, int, list[str]]:
    """How many facts are right of how many, and those that are not: areas, rules, strengths, readers, codes."""
    facts = [("title", truth.title, found.title)]
    areas = {key(area.title): area for area in found.wording.areas}
    for area in truth.areas:
        got = areas.get(key(area.title))
        facts.append(("area", area.title, got.title if got else None))
        facts.append(("area code", (area.title, area.code), got and (got.title, got.code)))
        facts.append(("area level", (area.title, area.level), got and (got.title, got.level)))
        facts.append(("area readers", (area.title, area.audiences), got and (got.title, readers(got.audiences))))
        facts += _rule_facts(area, list(got.rules) if got else [])
    surplus = len(found.wording.rules) - sum(len(area.rules) for area in truth.areas)
    facts += [("rule too many", 0, 1)] * max(0, surplus)
    facts += [("area too many", 0, 1)] * max(0, len(found.wording.areas) - len(truth.areas))
    wrong = [f"{what}: {wanted!r} != {got!r}" for what, wanted, got in facts if wanted != got]
    return len(facts) - len(wrong), len(facts), wrong


def _rule_facts(area: Area, rules: list) -> list[tuple]:
    by_text = {key(rule.text): rule for rule in rules}
    facts = []
    for rule in area.rules:
        got = by_text.get(key(rule.text))
        facts.append(("rule", rule.text, got and got.text))
        facts.append(("strength", (rule.text, rule.strength), got and (got.text, str(got.strength))))
        facts.append(("readers", (rule.text, rule.audiences), got and (got.text, readers(got.audiences))))
        facts.append(("code", (rule.text, rule.code), got and (got.text, got.code)))
        facts.append(("limbs", (rule.text, rule.limbs), got and (got.text, list(got.limbs))))
    return facts


def lost(found: Proposal, truth: Sample) -> list[str]:
    """Paragraphs of the file that are nowhere among the placed sentences."""
    told = " ".join(key(placed.text) for placed in found.sentences)
    return [text for text in truth.said if key(text) not in told]


def misplaced(found: Proposal) -> list[str]:
    """Sentences that are said to stand in the draft and do not. Lines such as "All Staff" became readers."""
    draft = key(written(found.title, found.wording))
    in_words = [one for one in found.sentences if not one.is_left_out and one.place != Place.AREA_AUDIENCE]
    return [placed.text for placed in in_words if key(placed.text) not in draft]


def come_back(found: Proposal, truth: Sample) -> list[str]:
    """Deleted text that is in the draft or among its sentences."""
    everything = " ".join([written(found.title, found.wording), *(placed.text for placed in found.sentences)])
    return [text for text in truth.gone if key(text) in key(everything)]
