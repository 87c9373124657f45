"""What is different between two wordings of a policy: rule by rule, area by area, and word by word inside a text.

Pure: two `PolicyText`s in, values out. A rule is the same one where its `identity` is, whatever its code; an area
has no identity and is found again by its title, by the rules it holds, or by its code.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .content import AreaText, PolicyText, RuleText
from .word_differences import TextDifference, read_difference
from .words import POWERS, Strength, for_whom


@dataclass(frozen=True)
class Was:
    """Something in a few words: what it was and what it is now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RuleDifference:
    """One rule that is not the same in both. Without `before` it was added, without `after` it was taken out.

    `texts` are its wordings word by word, where a word changed; `facts` its strength and readers, where these did;
    `places` its code, area and place in the order.
    """

    before: RuleText | None
    after: RuleText | None
    texts: tuple[TextDifference, ...] = ()
    facts: tuple[Was, ...] = ()
    places: tuple[Was, ...] = ()

    @property
    def code(self) -> str:
        """As it is called now, or was when it went."""
        return (self.after or self.before).code  # type: ignore[union-attr]  # one of them is there

    @property
    def rule(self) -> RuleText:
        """The rule as it is now, or as it was when it went."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def for_whom(self) -> str:
        """Who it is for, as people read it."""
        return for_whom(self.rule.audiences)

    @property
    def power(self) -> str:
        """Which of the four signs of firmness stands before it."""
        return POWERS[Strength(self.rule.strength)].value

    @property
    def is_changed(self) -> bool:
        """Whether it asks for something else than before: not where only its place or number moved."""
        return bool(self.texts or self.facts)


@dataclass(frozen=True)
class AreaDifference:
    """One area that is not the same in both, leaving its rules aside."""

    before: AreaText | None
    after: AreaText | None
    texts: tuple[TextDifference, ...] = ()
    facts: tuple[Was, ...] = ()

    @property
    def area(self) -> AreaText:
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class Differences:
    """Everything that is different, in the order of the new wording; what was taken out in that of the old one."""

    added: tuple[RuleDifference, ...] = ()
    removed: tuple[RuleDifference, ...] = ()
    changed: tuple[RuleDifference, ...] = ()
    moved: tuple[RuleDifference, ...] = ()
    areas: tuple[AreaDifference, ...] = ()
    texts: tuple[TextDifference, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.rules or self.moved or self.areas or self.texts)

    @property
    def rules(self) -> tuple[RuleDifference, ...]:
        """The rules that a reader has to read: changed, new, gone."""
        return (*self.changed, *self.added, *self.removed)

    @property
    def summary(self) -> str:
        """In words, such as "2 rules changed, 1 added, 0 removed." What else there is comes after it."""
        changed = len(self.changed)
        said = (
            f"{changed} rule{'' if changed == 1 else 's'} changed, {len(self.added)} added, {len(self.removed)} removed"
        )
        more = [f"{len(self.moved)} only moved or renumbered"] if self.moved else []
        other = len(self.areas) + len(self.texts)
        more += [f"{other} other part{'' if other == 1 else 's'} changed"] if other else []
        return ", ".join([said, *more]) + "."


def differences(before: PolicyText, after: PolicyText) -> Differences:
    """What is different in `after`. Rules without an identity are new ones."""
    twins = matched_areas(before.areas, after.areas)
    old, new = _placed(before), _placed(after)
    common = [key for key in new if key in old]
    stayed = _stayed(list(old), common)
    both = [_rule_difference(old[key], new[key], twins, key not in stayed) for key in common]
    return Differences(
        added=tuple(RuleDifference(None, rule) for rule in after.rules if rule.identity not in old),
        removed=tuple(RuleDifference(rule, None) for rule in before.rules if rule.identity not in new),
        changed=tuple(found for found in both if found.is_changed),
        moved=tuple(found for found in both if found.places and not found.is_changed),
        areas=tuple(_area_differences(before.areas, after.areas, twins)),
        texts=tuple(_texts(before, after)),
    )


def matched_areas(before: Sequence[AreaText], after: Sequence[AreaText]) -> dict[int, int]:
    """Which area of the old wording, by its place, is which of the new one.

    By title first, then by most rules in common, then by code: an area put in before others renames their codes.
    """
    found: dict[int, int] = {}
    pairs = [(i, j) for i in range(len(before)) for j in range(len(after))]
    held = [{rule.identity for rule in area.rules} - {None} for area in before]
    holds = [{rule.identity for rule in area.rules} - {None} for area in after]
    by_rules = sorted(pairs, key=lambda pair: -len(held[pair[0]] & holds[pair[1]]))
    steps = (
        [(i, j) for i, j in pairs if _folded(before[i].title) == _folded(after[j].title)],
        [(i, j) for i, j in by_rules if held[i] & holds[j]],
        [(i, j) for i, j in pairs if before[i].code == after[j].code],
    )
    for i, j in (pair for step in steps for pair in step):
        if i not in found and j not in found.values():
            found[i] = j
    return found


@dataclass(frozen=True)
class _Placed:
    rule: RuleText
    area: AreaText
    number: int  # of the area
    place: str  # in its area, as the page says it


def _placed(wording: PolicyText) -> dict[int, _Placed]:
    """Each rule that has an identity, with the area in which it stands, in reading order."""
    return {
        rule.identity: _Placed(rule, area, number, f"after {area.rules[n - 1].code}" if n else "first in its area")
        for number, area in enumerate(wording.areas)
        for n, rule in enumerate(area.rules)
        if rule.identity is not None
    }


def _stayed(old: Sequence[int], common: Sequence[int]) -> set[int]:
    """The rules that kept their order among each other: the longest row of them. All others were moved.

    Of several rows of the same length the one with the earliest rules, so that looking from the new wording to the
    old one finds the same rules moved.
    """
    place = {key: number for number, key in enumerate(old)}
    if all(place[one] < place[two] for one, two in itertools.pairwise(common)):
        return set(common)
    best: list[tuple[int, tuple[int, ...]]] = []
    for number, key in enumerate(common):
        before = [best[n] for n in range(number) if place[common[n]] < place[key]]
        length, row = min(before, default=(0, ()))
        best.append((length - 1, (*row, key)))
    return set(min(best, default=(0, ()))[1])


def _rule_difference(old: _Placed, new: _Placed, twins: dict[int, int], is_moved: bool) -> RuleDifference:
    return RuleDifference(
        before=old.rule,
        after=new.rule,
        texts=tuple(_changed(_rule_texts(old.rule, new.rule))),
        facts=tuple(_differing(_rule_facts(old.rule, new.rule))),
        places=tuple(_rule_places(old, new, twins, is_moved)),
    )


def _rule_texts(old: RuleText, new: RuleText) -> list[TextDifference]:
    return [
        read_difference(old.text, new.text),
        *_row_by_row(old.limbs, new.limbs, "Condition"),
        read_difference(old.consequence, new.consequence, "What may follow"),
        read_difference(old.following, new.following, "What stands after it"),
    ]


def _row_by_row(old: Sequence[str], new: Sequence[str], label: str) -> list[TextDifference]:
    """The conditions of a rule: those that stand in both are paired, what is left is paired in order."""
    gone, come = Counter(map(_folded, old)), Counter(map(_folded, new))
    only_old = _left_over(old, come)
    only_new = _left_over(new, gone)
    rows = max(len(only_old), len(only_new))
    if not rows:
        return [read_difference("; ".join(old), "; ".join(new), f"{label}s in order")]
    padded = ([*texts, *[""] * (rows - len(texts))] for texts in (only_old, only_new))
    return [read_difference(one, two, label) for one, two in zip(*padded, strict=True)]


def _left_over(texts: Sequence[str], others: Counter[str]) -> list[str]:
    left, others = [], Counter(others)
    for text in texts:
        if others[_folded(text)]:
            others[_folded(text)] -= 1
        else:
            left.append(text)
    return left


def _rule_facts(old: RuleText, new: RuleText) -> list[Was]:
    """Its strength by code, since two codes share a word on screen; then it is told in full."""
    firm = Was("How firm it is", _firmness(old), _firmness(new))
    return [firm, Was("Who it is for", for_whom(old.audiences), for_whom(new.audiences))]


def _firmness(rule: RuleText) -> str:
    strength = Strength(rule.strength)
    twins = [other for other in Strength if other.label == strength.label]
    return f"{strength.label} ({strength.value.replace('_', ' ')})" if len(twins) > 1 else str(strength.label)


def _rule_places(old: _Placed, new: _Placed, twins: dict[int, int], is_moved: bool) -> list[Was]:
    """Its number, and its area or its place there. A rule in another area is told even where both are called alike."""
    number = _differing([Was("Its number", old.rule.code, new.rule.code)])
    if twins.get(old.number) != new.number:
        titles = [f"{placed.area.code}. {placed.area.title}" for placed in (old, new)]
        return [*number, Was("Its area", *titles)]
    return [*number, *(_differing([Was("Its place", old.place, new.place)]) if is_moved else [])]


def _area_differences(
    before: Sequence[AreaText], after: Sequence[AreaText], twins: dict[int, int]
) -> Iterable[AreaDifference]:
    origin = {new: old for old, new in twins.items()}
    for number, area in enumerate(after):
        if number not in origin:
            yield AreaDifference(None, area)
            continue
        old = before[origin[number]]
        found = AreaDifference(old, area, tuple(_changed(_area_texts(old, area))), tuple(_area_facts(old, area)))
        if found.texts or found.facts:
            yield found
    yield from (AreaDifference(area, None) for number, area in enumerate(before) if number not in twins)


def _area_texts(old: AreaText, new: AreaText) -> list[TextDifference]:
    return [
        read_difference(old.title, new.title, "Title"),
        read_difference(old.long_title, new.long_title, "Second title"),
        read_difference(old.introduction, new.introduction, "Introduction"),
    ]


def _area_facts(old: AreaText, new: AreaText) -> list[Was]:
    readers = Was("Who it is for", for_whom(old.audiences), for_whom(new.audiences))
    return _differing([Was("Its letter or number", old.code, new.code), readers])


def _texts(before: PolicyText, after: PolicyText) -> Iterable[TextDifference]:
    """The texts that stand in no area; in the end how school and families talk with one another, way by way."""
    named = (
        ("What it is about, in a sentence", before.lead, after.lead),
        ("Introduction", before.introduction, after.introduction),
        ("Looked after by", before.looked_after_by, after.looked_after_by),
        ("Who does what", before.responsibilities, after.responsibilities),
    )
    ways = [{method.slug: f"{method.name}: {method.how_to_use}" for method in w.methods} for w in (before, after)]
    every = [(ways[0].get(slug, ""), ways[1].get(slug, "")) for slug in {**ways[0], **ways[1]}]
    talking = [("How school and families talk with one another", old, new) for old, new in every]
    yield from _changed([read_difference(old, new, label) for label, old, new in (*named, *talking)])


def _changed(texts: Iterable[TextDifference]) -> list[TextDifference]:
    return [text for text in texts if text.is_changed]


def _differing(facts: Iterable[Was]) -> list[Was]:
    return [fact for fact in facts if fact.before != fact.after]


def _folded(text: str) -> str:
    return " ".join(text.split())
