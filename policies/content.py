"""The wording of a policy as plain values: what a draft is made from, before it is rows."""

from dataclasses import dataclass, field

from .words import Audience, Strength


class BadWording(Exception):
    """The wording cannot be kept as it is. The message says what to mend."""


@dataclass(frozen=True)
class RuleText:
    """One rule. `related` holds titles of documents; `limbs` the conditions of a rule that has several.

    `following` are paragraphs after it that are no rule; `identity` is the key of the rule of an earlier version
    that this one goes on, None for a new rule.
    """

    code: str
    strength: Strength
    text: str
    audiences: tuple[Audience, ...]
    limbs: tuple[str, ...] = ()
    consequence: str = ""
    why: str = ""
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    following: str = ""
    identity: int | None = None


@dataclass(frozen=True)
class AreaText:
    """One area with its rules in order. `long_title` is a second wording of the title, where there is one.

    `level` 2 and 3 are parts inside the area before.
    """

    code: str
    title: str
    audiences: tuple[Audience, ...]
    rules: tuple[RuleText, ...]
    long_title: str = ""
    introduction: str = ""
    level: int = 1


@dataclass(frozen=True)
class MethodText:
    """A way in which school and families talk with one another."""

    slug: str
    name: str
    how_to_use: str


@dataclass(frozen=True)
class PolicyText:
    """The whole wording of a version. `open_points` are pairs: what is open, and who is to settle it."""

    areas: tuple[AreaText, ...]
    lead: str = ""
    in_short: str = ""
    introduction: str = ""
    looked_after_by: str = ""
    responsibilities: str = ""
    methods: tuple[MethodText, ...] = ()
    open_points: tuple[tuple[str, str], ...] = field(default=())

    @property
    def rules(self) -> list[RuleText]:
        return [rule for area in self.areas for rule in area.rules]


def check(wording: PolicyText) -> None:
    """Refuse a wording whose codes stand twice, or in which a rule says nothing or speaks to nobody.

    Raises BadWording, which names the place.
    """
    _each_once([area.code for area in wording.areas], "area")
    _each_once([rule.code.upper() for rule in wording.rules], "rule")
    for rule in wording.rules:
        if not rule.text.strip():
            raise BadWording(f"Rule {rule.code} has no text. Write it or take the rule out.")
        if not rule.audiences:
            raise BadWording(f"Rule {rule.code} is for nobody. Say whom it is for.")


def _each_once(codes: list[str], thing: str) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise BadWording(f"The code {code} stands for more than one {thing}. Give each its own.")
