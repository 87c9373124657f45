"""How firmly a sentence speaks, heard from its own words (requirements 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.words import Strength

from . import imperatives
from .phrases import plain
from .promises import promised

S = Strength
_FARTHEST = 2000  # a rule that has not said by then how firm it is does not say it
_PERMISSION = r"(?:permission|consent|agreement|approval|authori[sz]ation)"

# A sentence that tells what others hold or what is known binds nobody.
_REPORTED = re.compile(
    r"\b(?:it is|is) (?:generally|commonly|widely|well) (?:understood|known|accepted|recogni[sz]ed)\b"
    r"|\b(?:should|must|is to) be read (?:together|in conjunction|alongside|with)\b"
)
_ALWAYS_FIRST = re.compile(
    r"\b(?:under|in) no circumstances\b|\bon no account\b|\bat no time\b|\bmust never\b|\bmay never\b|^never\b"
)
_NOBODY = re.compile(
    r"^(?:nobody|no one|none(?: of (?:us|them|you))?|no(?: [\w'-]+){1,10}?)"
    r" (?:(?P<should>should|ought)|may|must|shall|can|will|is (?:allowed|permitted)|are (?:allowed|permitted))\b"
)
_WORDS: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    (S.MUST_NOT, re.compile(r"\b(?:must(?: also| therefore)? not|mustn't|shall not|may not|do not have permission)\b")),
    (
        S.MUST_NOT,
        re.compile(
            r"\b(?:must|shall|will|have to|has to|needs? to|required to) (?:\w{1,20}ly )?(?:refrain|abstain|desist) from\b"
            r"|\bmust (?:\w{1,20}ly )?avoid\b|\b(?:we|school) (?:do|does) not (?:allow|permit|tolerate|let|accept(?! (?:any )?(?:responsibility|liability)))\b"
        ),
    ),
    (
        S.MUST_NOT,
        re.compile(
            r"\bnot (?:be )?tolerated\b|\b(?:is|are) unacceptable\b|\b(?:is|are) (?:not|never) to\b"
            r"|\b(?:pupils?|child|children|staff|visitors?|volunteers?|parents|governors?) cannot (?!be\b)"
        ),
    ),
    (
        S.MUST_NOT,
        re.compile(
            r"\b(?:is|are|be) (?:strictly |absolutely )?(?:not|never) (?:allowed|permitted|acceptable)\b"
            r"|\b(?:is|are) (?:strictly |absolutely )?(?:forbidden|prohibited|banned)\b|^do not\b|^don't\b"
        ),
    ),
    (
        S.ONLY_IF,
        re.compile(
            r"^only (?:[\w'-]+ ){1,10}?(?:may|can|should|must|shall|will|are (?:allowed|permitted))\b"
            r"|\b(?:may|can|will) only\b|\b(?:are|is) only (?:allowed|permitted)\b|\b(?:may|can) be \w+ (?:\w+ ){0,6}?only\b"
            r"|\b(?:may|can) (?!not)(?:\w+ ){1,6}?only (?:by|with|in|on|at|during|for|through|from)\b"
            r"|\b(?:may not|(?:is|are) not (?:allowed|permitted)|cannot)\b[^.;:]{1,120}? unless\b"
            r"|\bonly (?:if|when|where|after|once)\b|\bonly with (?:\w+['’]?\w* ){0,5}"
            + _PERMISSION
            + r"|\b(?:may|can|(?:is|are) (?:allowed|permitted))\b(?! not)[^.;:]{0,120}? (?:provided|on condition|as long as)\b"
        ),
    ),
    (
        S.MUST,
        re.compile(
            r"\bmust\b|\bshall\b|\b(?:is|are) (?:required|obliged|obligated|bound) to\b|\b(?:has|have|needs?) to\b"
            r"|\b(?:has|have) (?:a|the) (?:legal )?(?:duty|responsibility|obligation) to\b"
            r"|\b(?:is|are) to be (?:\w{1,20}ly )?\w{1,20}(?:ed|en|ept|ent|eld|ut|ade|ught|ead|orn|old|et|own)\b"
            r"|^(?:always|do) (?!not\b|you\b|we\b|i\b|they\b)(?=[a-z])[^?]*$"
            r"|^(?:i|we) (?:promise|agree|undertake|pledge) (?:to|that|not to)\b"
            r"|^(?:i|we) (?:have|know|understand)\b[^.;:]{0,120}? and (?:i |we )?will\b"
            r"|\bit is (?:essential|compulsory|mandatory|a requirement) (?:that|to)\b"
            r"|\b(?:is|are) (?:compulsory|mandatory)\b"
            r"|^(?:all|every|each|any)\b[^.;:]{0,200}? will\b"
        ),
    ),
    (
        S.SHOULD_NOT,
        re.compile(
            r"\bshould (?:also )?(?:not|never)\b(?! have been)|\bshouldn't\b|\bought not\b"
            r"|\b(?:are|is) (?:\w{1,20}ly )?(?:asked|requested|urged|expected) not to\b|\bwe ask (?:\w+ ){1,5}?not to\b"
            r"|\bshould (?:\w{1,20}ly )?(?:refrain from|avoid)\b|^(?:please )?(?:refrain from|avoid)\b"
            r"|\b(?:asked|requested|expected|encouraged|advised|urged|reminded) to (?:refrain from|avoid)\b"
            r"|^please (?:do not|don't)\b|\bwe would (?:rather|prefer)\b[^.;:]{1,80}? not\b"
        ),
    ),
    (S.RECOMMENDED_NOT, re.compile(r"\brecommend(?:ed|s)? (?:\w+ ){0,5}?not\b|\bnot recommended\b")),
    (
        S.RECOMMENDED_NOT,
        re.compile(r"\b(?:best|better|wiser?|sensible|advisable) (?:not to|to avoid)\b|\bbest avoided\b"),
    ),
    (S.RECOMMENDED_NOT, re.compile(r"\badvised? (?:\w+ )?(?:not to|against)\b")),
    (
        S.STRONGLY_DISCOURAGED,
        re.compile(r"\b(?:strongly |actively )?discouraged?\b|\bstrongly advised? (?:\w+ )?(?:not to|against)\b"),
    ),
    (
        S.SHOULD,
        re.compile(
            r"\bshould\b(?! (?:not )?have been)|\bought to\b|\bwe (?:ask|expect|invite|encourage|urge|request|advise|would like) (?:\w+ ){1,5}?to\b"
            r"|^(?:please|kindly) (?!do not\b|don't\b|note\b|see\b|refer\b|find\b|refrain\b|avoid\b)"
            r"|\bit (?:would|will|does|helps?)\b[^.;:]{0,20}\bhelp[^.;:]{0,20} (?:if|when)\b|\bwe (?:would be|are) grateful if\b"
            r"|\bwe ask that\b|\bwe would (?:rather|prefer)\b"
            r"|\b(?:is|are) (?:\w{1,20}ly )?(?:expected|asked|requested|urged|encouraged|advised|reminded|invited) to\b"
        ),
    ),
)
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
    words = plain(text)[:_FARTHEST]
    if _REPORTED.search(words):
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
    return _REPORTED.search(plain(text)[:_FARTHEST]) is None and _first(plain(text)[:_FARTHEST]) is not None


def _all(words: str) -> list[tuple[Strength, tuple[int, int]]]:
    """Every strength with the place where it is first heard; of two at one place the longer comes first."""
    found = []
    for strength, pattern in _WORDS:
        hit = pattern.search(words)
        if hit:
            found.append((strength, (hit.start(), hit.start() - hit.end())))
    promise = promised(words)
    if promise:
        found.append((promise[0], (promise[1], 0)))
    return found


def _first(words: str) -> Strength | None:
    if _ALWAYS_FIRST.search(words):
        return S.UNDER_NO_CIRCUMSTANCES
    nobody = _NOBODY.search(words)
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
