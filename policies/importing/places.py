"""Where each sentence of a file went, and what a person should look at."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a sentence stands in the draft, or why it does not stand there. Stored with the import."""

    TITLE = "title"
    INTRODUCTION = "introduction"
    AREA_TITLE = "area_title"
    AREA_LONG_TITLE = "area_long_title"
    AREA_AUDIENCE = "area_audience"
    AREA_INTRODUCTION = "area_introduction"
    RULE = "rule"
    LIMB = "limb"
    FOLLOWING = "following"
    FIELD = "field"
    OPEN_POINT = "open_point"
    OVERVIEW = "overview"
    REPEATED = "repeated"
    CONTENTS = "contents"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    COMMENT = "comment"
    HIDDEN = "hidden"


WORDS: dict[Place, str] = {
    Place.TITLE: "the title of the policy in the file",
    Place.INTRODUCTION: "the introduction of the policy",
    Place.AREA_TITLE: "the title of area {code}",
    Place.AREA_LONG_TITLE: "the second title of area {code}",
    Place.AREA_AUDIENCE: "whom area {code} is for",
    Place.AREA_INTRODUCTION: "the introduction of area {code}",
    Place.RULE: "rule {code}",
    Place.LIMB: "a part of rule {code}",
    Place.FOLLOWING: "a paragraph after rule {code}",
    Place.FIELD: "a field of the policy",
    Place.OPEN_POINT: "what is not settled yet",
    Place.OVERVIEW: "left out: it only names area {code} before the area itself",
    Place.REPEATED: "left out: it is there already",
    Place.CONTENTS: "left out: contents list",
    Place.PAGE_HEADER: "left out: top of each page",
    Place.PAGE_FOOTER: "left out: foot of a page",
    Place.COMMENT: "left out: a comment beside the text",
    Place.HIDDEN: "left out: hidden in the file",
}

# These sentences do not stand in the draft: each says something that is there already, or is no part of the text.
LEFT_OUT = frozenset(
    {
        Place.OVERVIEW,
        Place.REPEATED,
        Place.CONTENTS,
        Place.PAGE_HEADER,
        Place.PAGE_FOOTER,
        Place.COMMENT,
        Place.HIDDEN,
    }
)


@dataclass(frozen=True)
class Placed:
    """One sentence of the file and its place. `code` is that of the rule or area, if it went to one."""

    text: str
    place: Place
    code: str = ""

    @property
    def is_left_out(self) -> bool:
        return self.place in LEFT_OUT

    @property
    def words(self) -> str:
        """The place as people read it: "rule A4"."""
        return WORDS[self.place].format(code=self.code)

    def as_values(self) -> dict[str, str]:
        """As it is stored: "text", "place", "code"."""
        return {key: str(value) for key, value in asdict(self).items()}


class Doubted(StrEnum):
    """What a doubt is about."""

    STRENGTH = "strength"
    AUDIENCE = "audience"
    HEADING = "heading"
    TEXT = "text"
    LEFT_OUT = "left_out"
    IDENTITY = "identity"


@dataclass(frozen=True)
class Doubt:
    """Something that was guessed or left out. `text` is a sentence for the person who corrects the draft."""

    about: Doubted
    text: str
    code: str = ""
