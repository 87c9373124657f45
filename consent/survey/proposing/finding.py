"""Which purposes a heading or an option label names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..purposes import CONDITION, PurposeWords
from .words import content, has, whole

TAKEN = "■"
# A cross to be put into a box is not the platform X.
_CROSS = re.compile(r"\b(an|a|with|put|mark|marked|place|insert|write|enter) x\b|\bx (in|if|to|below|box)\b")
_NAMES_KEPT_BACK = re.compile(
    r"\b(without|no) (any |using |full |first |last |childs |childrens |pupils )*(name|surname|forename"
    r"|captions?)\b"
    r"|\bname will (not|never) \w+( \w+)?\b|\bunnamed\b"
)
OTHER_PLACES = whole(
    "youtube|tik ?tok|whatsapp|snapchat|linkedin|threads|bluesky|class ?dojo|dojo|see ?saw|tapestry|vimeo"
    "|pinterest|marvellous me|google classroom|teams|zoom|live ?stream*|class app|learning journals?"
    "|evidence me|flickr|classlist|showbie|purple mash"
)
OTHER_BODIES = whole(
    "pta|ptfa|fosa|friends of|trust|mat|local authority|council|feeder|secondary school|university|diocese"
    "|third part*|charit*|other schools|partner*"
)


@dataclass(frozen=True)
class Found:
    """The purposes that a text names, and what it says besides.

    `rest` is the text without the phrases that were recognised. `grouped`: a shared phrase such as "social
    media" was spread over several purposes. `other_place`: it names a place that is not in the list.
    """

    destinations: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    rest: str = ""
    grouped: bool = False
    other_place: bool = False
    other_body: bool = False


@dataclass(frozen=True)
class _Phrase:
    pattern: re.Pattern[str]
    slugs: frozenset[str]
    weak: bool
    weight: tuple[bool, int]


@dataclass(frozen=True)
class PurposeFinder:
    """Finds the purposes of one school in texts. Build it once for a file: it prepares all phrases."""

    purposes: Sequence[PurposeWords]
    phrases: list[_Phrase] = field(default_factory=list)

    def __post_init__(self) -> None:
        slugs: dict[tuple[str, bool], set[str]] = {}
        for purpose in self.purposes:
            for alias in (*purpose.aliases, purpose.label):
                weak = alias.startswith("~")
                parts = " … ".join(content(part) for part in alias.lstrip("~").split("…"))
                if parts.strip(" …"):
                    slugs.setdefault((parts, weak), set()).add(purpose.slug)
        for (parts, weak), owners in slugs.items():
            weight = ("…" in parts, len(parts.split()))
            self.phrases.append(_Phrase(_pattern(parts), frozenset(owners), weak, weight))
        # Phrases with gaps first, then the longest: "press photographer" is the press.
        self.phrases.sort(key=lambda phrase: phrase.weight, reverse=True)

    def find(self, text: str) -> Found:
        """The purposes that `text` names, in the order of the school's list."""
        rest = _CROSS.sub(" ", _NAMES_KEPT_BACK.sub(" ", content(text)))
        strong: set[str] = set()
        weak: set[str] = set()
        groups: list[frozenset[str]] = []
        for phrase in self.phrases:
            shorter, times = phrase.pattern.subn(f" {TAKEN} ", rest)
            if not times:
                continue
            rest = shorter
            if phrase.weak:
                weak |= phrase.slugs
            elif len(phrase.slugs) > 1:
                groups.append(phrase.slugs)
            else:
                strong |= phrase.slugs
        spread = [group for group in groups if not group & strong]
        return self._sorted(strong.union(*spread), weak, rest, bool(spread), text)

    def remainder(self, text: str) -> str:
        """The words of `text` beside the purposes that it names. What stands in the gap of a phrase is left.

        Nothing else is passed over, neither "without names" nor a cross, so that no word goes unjudged.
        """
        rest = content(text)
        for phrase in self.phrases:
            rest = phrase.pattern.sub(_with_gaps, rest)
        return " ".join(rest.split())

    def _sorted(self, sure: set[str], weak: set[str], rest: str, grouped: bool, text: str) -> Found:
        conditions = {purpose.slug for purpose in self.purposes if purpose.kind == CONDITION}
        other_place = has(OTHER_PLACES, content(text))
        if not sure - conditions and not other_place:
            sure = sure | weak
        order = [purpose.slug for purpose in self.purposes if purpose.slug in sure]
        return Found(
            destinations=tuple(slug for slug in order if slug not in conditions),
            conditions=tuple(slug for slug in order if slug in conditions),
            rest=" ".join(rest.split()),
            grouped=grouped,
            other_place=other_place,
            other_body=has(OTHER_BODIES, content(text)),
        )


def _pattern(parts: str) -> re.Pattern[str]:
    gap = r"\b((?: (?!■)\S+){0,6}?) "
    body = gap.join(re.escape(part.strip()).replace(r"\ ", " ") for part in parts.split("…"))
    return re.compile(rf"(?<!\S){body}(?!\S)")


def _with_gaps(found: re.Match[str]) -> str:
    return " ".join([f" {TAKEN}", *(gap.strip() for gap in found.groups()), ""])
