"""What leads to somebody in a text: names in every form, addresses; and where those stand.

For erasing alone, so it finds more than blacking out by hand does: names in file names (Kim_Ash.png), surname first,
without accents. Pure: texts in, texts out.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .common_names import COMMON_NAMES
from .names import fold

BLOCK = "█"
NO_DIGIT_BEFORE, NO_DIGIT_AFTER = r"(?<!\d)", r"(?!\d)"
# Words beside a name, or in the place of one.
NO_NAMES = frozenset((
    "the", "this", "some", "somebody", "someone", "unknown", "parent", "carer", "pupil", "child", "year", "class",
    "school", "teacher", "mrs", "miss",
))  # fmt: skip
SHORTEST = 3  # letters of a name that is looked for by itself


@dataclass(frozen=True)
class Traces:
    """What somebody is known by. `whole` leads to them wherever it stands: full names, addresses. `parts` are single
    names, and whole names that somebody else has too: they are looked for only where it is known that they are meant.
    """

    whole: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def __or__(self, other: "Traces") -> "Traces":
        return Traces(self.whole | other.whole, self.parts | other.parts)

    @property
    def all(self) -> frozenset[str]:
        return self.whole | self.parts

    def as_text(self) -> str:
        """To be sealed where names have to wait (`incidents.WaitingBlackout`)."""
        return json.dumps([sorted(self.whole), sorted(self.parts)])

    @classmethod
    def from_text(cls, text: str) -> "Traces":
        whole, parts = json.loads(text)
        return cls(frozenset(whole), frozenset(parts))


@dataclass(frozen=True)
class Finder:
    """Finds phrases as words. Capitals, accents, and what stands between two names do not count.

    >>> Finder(["Zoë Ash"]).blacked("Zoe_Ash.png, not Zoë Ashby")
    '███████.png, not Zoë Ashby'
    >>> Finder(["Will"]).blacked("Will said that he will come.")
    '████ said that he will come.'
    >>> Finder(["771204"]).blacked("771204, scan_771204.png, 07712045 and 1771204")
    '██████, scan_██████.png, 07712045 and 1771204'
    """

    phrases: Iterable[str]
    pattern: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        wanted = sorted({form for phrase in self.phrases for form in forms(phrase)}, key=lambda one: (-len(one), one))
        words = "|".join(map(_pattern_of, wanted))
        found = re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE) if wanted else None
        object.__setattr__(self, "pattern", found)

    def stands_in(self, text: str) -> bool:
        return bool(self.pattern and self.pattern.search(text))

    def blacked(self, value: Any) -> Any:
        """The same text, list or table with blocks in the place of each phrase; each text keeps its length."""
        if self.pattern is None:
            return value
        if isinstance(value, str):
            return self.pattern.sub(lambda match: re.sub(r"\S", BLOCK, match.group()), value)
        if isinstance(value, list):
            return [self.blacked(one) for one in value]
        if isinstance(value, dict):
            return {self.blacked(key): self.blacked(one) for key, one in value.items()}
        return value


def _pattern_of(form: str) -> str:
    """A form as a pattern. A single name that is a word too ("will", "may") is a name with its capital alone; a number
    is none inside a longer one."""
    if form.casefold() in COMMON_NAMES:
        return f"(?-i:{re.escape(form.capitalize())}|{re.escape(form.upper())})"
    found = r"[\W_]{1,3}".join(map(re.escape, form.split()))
    return f"{NO_DIGIT_BEFORE * form[0].isdigit()}{found}{NO_DIGIT_AFTER * form[-1].isdigit()}"


def forms(phrase: str) -> set[str]:
    """A phrase as it is written, and without accents: an importer, a file name or a hurried hand leaves them out.

    >>> sorted(forms("Zoë O’Hara"))
    ["Zoë O'Hara", 'Zoë O’Hara', 'zoe ohara']
    """
    plain = " ".join(phrase.split())
    written = {plain, plain.replace("’", "'"), plain.replace("'", "’")} if plain else set()
    return written if "@" in plain else {*written, *({fold(plain)} - {""})}


def traces_of(*names: tuple[str, str], addresses: Iterable[str] = ()) -> Traces:
    """Of somebody with these names, each a forename and a surname, and these addresses.

    >>> traces_of(("Kim Jo", "Ash")).whole == {"Kim Jo Ash", "Ash Kim Jo", "Kim Ash", "Ash Kim"}
    True
    """
    whole, parts = {one.strip() for one in addresses if one.strip()}, set()
    for forename, surname in names:
        first = forename.split()[:1]
        for given in {forename, *first} - {""}:
            if surname:
                whole |= {f"{given} {surname}", f"{surname} {given}"}
        parts |= {one for one in (*forename.split(), surname) if len(one) >= SHORTEST}
    return Traces(frozenset(whole), frozenset(parts))


def of_one_name(name: str, addresses: Iterable[str] = ()) -> Traces:
    """Of somebody whose name is kept as one text: the last word is taken for the surname."""
    forename, _, surname = " ".join(name.split()).rpartition(" ")
    return traces_of((forename, surname), addresses=addresses)


def as_typed(name: str) -> frozenset[str]:
    """A name as somebody typed it into a form, whole and its single parts. What is no name by itself leads to nobody.

    >>> sorted(as_typed("Mrs Ash")), sorted(as_typed("A pupil of Year 5")), sorted(as_typed("The school"))
    (['Ash', 'Ash Mrs', 'Mrs Ash'], [], [])
    """
    traces = of_one_name(name)
    parts = {one for one in traces.parts if one[0].isupper() and one.casefold() not in NO_NAMES}
    return traces.whole | parts if parts else frozenset()


def apart_from(traces: Traces, of_others: Iterable[str]) -> Traces:
    """A whole name or an address that another person has too leads to nobody by itself: it becomes a part.

    >>> apart_from(Traces(frozenset({"Kim Ash", "Ash Kim"})), ["kim ash"])
    Traces(whole=frozenset({'Ash Kim'}), parts=frozenset({'Kim Ash'}))
    """
    theirs = {fold(one) for one in of_others}
    shared = {one for one in traces.whole if fold(one) in theirs}
    return Traces(traces.whole - shared, traces.parts | shared)


def among(traces: Traces, of_others: Iterable[str]) -> frozenset[str]:
    """What is looked for where they are known to be meant, among others of these names: nothing that is theirs too.

    >>> among(Traces(frozenset({"Kim Ash"}), frozenset({"Kim", "Ash"})), ["Jo Ash"]) == {"Kim Ash", "Kim"}
    True
    """
    theirs = {fold(one) for one in of_others}
    single = {part for name in theirs for part in name.split()}
    return frozenset(one for one in traces.all if fold(one) not in theirs | single)
