"""Which rule of a new wording is which of an earlier one. Only what is sure is matched; the rest begins anew."""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from policies.content import RuleText

from .phrases import key

_SURE = 90
_SURE_WITH_CODE = 75
_AHEAD = 8
_COMPARED = 1500


def match(new: Sequence[RuleText], earlier: Sequence[RuleText]) -> dict[int, RuleText]:
    """The earlier rule for each new one that surely goes on one, by its place among the new ones.

    First those of the very same words, where these stand once on each side; then those whose wording is so close
    that each is the other's best, well ahead of any second. Under the same code less likeness is enough. A rule
    without an identity is never matched, and no rule twice.
    """
    before = [rule for rule in earlier if rule.identity is not None]
    new_keys = [_key(rule) for rule in new]
    old_keys = [_key(rule) for rule in before]
    found = _same(new_keys, old_keys)
    left_new = [place for place in range(len(new)) if place not in found]
    left_old = [place for place in range(len(before)) if place not in found.values()]
    found |= _alike(new, before, new_keys, old_keys, left_new, left_old)
    return {place: before[other] for place, other in found.items()}


def _key(rule: RuleText) -> str:
    return key(" ".join([rule.text, *rule.limbs]))[:_COMPARED]


def _same(new: list[str], old: list[str]) -> dict[int, int]:
    new_counts, old_counts = Counter(new), Counter(old)
    places = {words: place for place, words in enumerate(old)}
    return {
        place: places[words]
        for place, words in enumerate(new)
        if words in places and new_counts[words] == 1 and old_counts[words] == 1
    }


def _alike(
    new: Sequence[RuleText],
    old: Sequence[RuleText],
    new_keys: list[str],
    old_keys: list[str],
    left_new: list[int],
    left_old: list[int],
) -> dict[int, int]:
    found = {}
    best_of_old = {place: _best(old_keys[place], {one: new_keys[one] for one in left_new}) for place in left_old}
    for place in left_new:
        best = _best(new_keys[place], {one: old_keys[one] for one in left_old})
        if best is None:
            continue
        other, score, ahead = best
        back = best_of_old[other]
        is_mutual = back is not None and back[0] == place and min(ahead, back[2]) >= _AHEAD
        enough = _SURE_WITH_CODE if new[place].code.upper() == old[other].code.upper() else _SURE
        if is_mutual and score >= enough:
            found[place] = other
    return found


def _best(words: str, choices: dict[int, str]) -> tuple[int, float, float] | None:
    """The closest of the choices: its place, how close it is, and how far ahead of the second."""
    close = process.extract(words, choices, scorer=fuzz.ratio, limit=2, score_cutoff=_SURE_WITH_CODE - _AHEAD)
    if not close:
        return None
    _, score, place = close[0]
    return place, score, score - close[1][1] if len(close) > 1 else 100.0
