"""How firmly a sentence speaks, heard from its own words (requirements 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.words import Strength

from . import firm_words, imperatives
from .phrases import plain
from .promises import promised

S = Strength
_FARTHEST = 2000  # a rule that has not said by then how firm it is does not say it
_IF_AT_THE_END = re.compile(r"\b(?:can|may|will)\b.*\b(?:if|where|when|unless)\b[^.]{0,80}:\s*$", re.DOTALL)
# These are read in more than one way, so a person looks at them.
_UNCERTAIN = re.compile(
    r"\b(?:encouraged|advised|asked) to\b|^(?:please )?do not\b|^never\b|^no \w|\b(?:has|have|needs?) to\b"
    r"|\bcannot\b|\bmay not be\b|\bunless\b|\bdiscourage[^d]"
)


@dataclass(frozen=True)
class Heard:
    """A strength, and whether a person should look at it."""

    strength: Strength
    is_sure: bool = True


def heard(text: str, limbs: Sequence[str] = ()) -> Heard:
    """How firmly a rule speaks. The first word of firmness counts; "under no circumstances" beats all others.

    >>> heard("Under no circumstances should staff share photos").strength.value
    'under_no_circumstances'
    >>> heard("Helpers should only write what agrees with the code of the school").strength.value
    'should'
    """
    words = firm_words.IN_A_CLAUSE.sub(r"\1", plain(text)[:_FARTHEST])
    if firm_words.REPORTED.search(words) or words.rstrip().endswith("?"):
        return Heard(S.INFORMATION, is_sure=True)
    if limbs and _IF_AT_THE_END.search(words[-400:]):
        return Heard(S.ONLY_IF)
    first = _first(words)
    if first is None:
        return _of_limbs(limbs) if limbs else _told(words)
    others = {strength for strength, _ in _all(words)} - {first}
    unsure = bool(_UNCERTAIN.search(words)) or _disagree(first, others)
    return Heard(first, is_sure=not unsure)


def _told(words: str) -> Heard:
    """How firmly a sentence speaks that only tells the reader to do something."""
    if imperatives.is_asked_politely(words):
        return Heard(S.SHOULD)
    return Heard(S.MUST, is_sure=False) if imperatives.is_told(words) else Heard(S.INFORMATION)


def is_firm(text: str) -> bool:
    """Whether a sentence asks anything of anybody."""
    return firm_words.REPORTED.search(plain(text)[:_FARTHEST]) is None and _first(plain(text)[:_FARTHEST]) is not None


def _all(words: str) -> list[tuple[Strength, tuple[int, int]]]:
    """Every strength with the place where it is first heard; of two at one place the longer comes first."""
    found = []
    for strength, pattern in firm_words.WORDS:
        hit = pattern.search(words)
        if hit:
            found.append((strength, (hit.start(), hit.start() - hit.end())))
    promise = promised(words)
    if promise:
        found.append((promise[0], (promise[1], 0)))
    return found


def _first(words: str) -> Strength | None:
    if firm_words.ALWAYS_FIRST.search(words):
        return S.UNDER_NO_CIRCUMSTANCES
    nobody = firm_words.NOBODY.search(words)
    if nobody:
        return S.SHOULD_NOT if nobody["should"] else S.MUST_NOT
    found = _all(words)
    return min(found, key=lambda one: one[1])[0] if found else None


def _disagree(first: Strength, others: set[Strength]) -> bool:
    """A second word of another strength: "should ... and must not ..."."""
    close = {S.UNDER_NO_CIRCUMSTANCES: set(S), S.MUST_NOT: {S.MUST}, S.SHOULD_NOT: {S.SHOULD}}
    return bool(others - close.get(first, set()) - {S.RECOMMENDED_NOT, S.STRONGLY_DISCOURAGED})


def _of_limbs(limbs: Sequence[str]) -> Heard:
    """A rule whose firmness is in its parts only: the first that asks for something."""
    for limb in limbs:
        found = _first(plain(limb)[:_FARTHEST])
        if found:
            return Heard(found, is_sure=False)
    return Heard(S.INFORMATION)
