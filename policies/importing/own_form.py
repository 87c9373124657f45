"""Reading the Markdown that the portal wrote: nothing is guessed, everything is as it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policies import own_markdown as own
from policies.content import AreaText, MethodText, PolicyText, RuleText
from policies.reading.document import Document
from policies.reading.refusals import NotAPolicy
from policies.words import Audience, Strength

from .places import Place, Placed
from .proposed import Proposal
from .sentences import sentences

_AREA = re.compile(r"(#{2,4}) (\S{1,20}?)\.(?: (.*))?$")
_RULE = re.compile(r"- \*\*(\S{1,20})\*\* \(([a-z ]{1,40}); for ([a-z, ]{1,120})\) ?(.*)")
_FIELD = re.compile(r"\*([A-Z][^*:]{1,60}):\* ?(.*)")
_LIMB = re.compile(r"  - (.*)")


@dataclass
class _Rule:
    code: str
    strength: Strength
    audiences: tuple[Audience, ...]
    text: list[str]
    limbs: list[list[str]] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    following: list[str] = field(default_factory=list)


@dataclass
class _Area:
    code: str
    title: str
    level: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    introduction: list[str] = field(default_factory=list)
    rules: list[_Rule] = field(default_factory=list)


class _Reader:
    """Goes through the lines once. `now` collects the lines of what is being read."""

    def __init__(self) -> None:
        self.title = ""
        self.introduction: list[str] = []
        self.fields: list[tuple[str, list[str]]] = []
        self.areas: list[_Area] = []
        self.now = self.introduction

    def line(self, number: int, line: str) -> None:
        rule = self.areas[-1].rules[-1] if self.areas and self.areas[-1].rules else None
        if found := _AREA.match(line):
            self.areas.append(_Area(found[2], found[3] or "", len(found[1]) - 1))
            self.now = self.areas[-1].introduction
        elif line.startswith("# ") and not self.areas and not self.title:
            self.title = line[2:].strip()
        elif self.areas and (found := _RULE.match(line)):
            self._rule(number, found)
        elif rule and (found := _LIMB.match(line)) and self.now is not rule.following:
            rule.limbs.append([found[1]])
            self.now = rule.limbs[-1]
        elif found := _FIELD.match(line.removeprefix("  ") if rule else line):
            self._field(found[1], found[2], rule if line.startswith("  ") else None)
        elif rule and line.startswith("  ") and self.now is not rule.following:
            self.now.append(own.unescaped(line.strip()))
        else:
            self._text(line, rule)

    def _text(self, line: str, rule: _Rule | None) -> None:
        if rule:
            self.now = rule.following
        elif self.areas and not line and self.now is not self.areas[-1].introduction:
            self.now = self.areas[-1].introduction
        self.now.append(own.unescaped(line))

    def _rule(self, number: int, found: re.Match[str]) -> None:
        try:
            strength, audiences = own.firmness_from(found[2]), own.readers_from(found[3])
        except ValueError:
            raise NotAPolicy(
                f"Line {number}: rule {found[1]} has a strength or a reader that the portal does not know. "
                "Write them as they stand at other rules."
            ) from None
        self.now = [found[4]]
        self.areas[-1].rules.append(_Rule(found[1], strength, audiences, self.now))

    def _field(self, name: str, text: str, rule: _Rule | None) -> None:
        self.now = [own.unescaped(text)]
        if rule:
            rule.fields[name] = self.now
        elif self.areas:
            self.areas[-1].fields[name] = self.now
        else:
            self.fields.append((name, self.now))


def read(document: Document) -> Proposal:
    """The proposal for a document that the portal wrote. Raises NotAPolicy where somebody spoilt a sign in it."""
    reader = _Reader()
    for number, block in enumerate(document.blocks, start=2):
        reader.line(number, block.text)
    areas = tuple(_area(area) for area in reader.areas)
    wording = replace(_policy(reader.fields), areas=areas, introduction=_joined(reader.introduction))
    return Proposal(wording, reader.title, list(_places(reader.title, wording)))


def _joined(lines: list[str] | None) -> str:
    return "\n".join(lines or []).strip()


def _policy(fields: list[tuple[str, list[str]]]) -> PolicyText:
    said = {name: _joined(lines) for name, lines in fields}
    methods = [own.parted(_joined(lines)) for name, lines in fields if name == own.METHOD]
    points = [own.parted(_joined(lines)) for name, lines in fields if name == own.OPEN_POINT]
    return PolicyText(
        areas=(),
        lead=said.get(own.LEAD, ""),
        in_short=said.get(own.IN_SHORT, ""),
        looked_after_by=said.get(own.LOOKED_AFTER_BY, ""),
        responsibilities=said.get(own.RESPONSIBILITIES, ""),
        methods=tuple(MethodText(*[*method, "", ""][:3]) for method in methods if method),
        open_points=tuple((point[0], point[1] if len(point) > 1 else "") for point in points if point),
    )


def _area(area: _Area) -> AreaText:
    try:
        audiences = own.readers_from(_joined(area.fields.get(own.FOR)) or own.NOBODY)
    except ValueError:
        raise NotAPolicy(
            f"Area {area.code} is for a reader that the portal does not know. Write it as it stands at other areas."
        ) from None
    return AreaText(
        code=area.code,
        title=area.title.strip(),
        audiences=audiences,
        rules=tuple(_rule(rule) for rule in area.rules),
        long_title=_joined(area.fields.get(own.SECOND_TITLE)),
        introduction=_joined(area.introduction),
        level=area.level,
    )


def _rule(rule: _Rule) -> RuleText:
    said = {name: _joined(lines) for name, lines in rule.fields.items()}
    return RuleText(
        code=rule.code,
        strength=rule.strength,
        text=_joined(rule.text),
        audiences=rule.audiences,
        limbs=tuple(_joined(limb) for limb in rule.limbs),
        consequence=said.get(own.CONSEQUENCE, ""),
        why=said.get(own.WHY, ""),
        tags=tuple(own.parted(said.get(own.TAGS, ""))),
        related=tuple(own.parted(said.get(own.RELATED, ""))),
        following=_joined(rule.following),
    )


def _places(title: str, wording: PolicyText) -> Iterator[Placed]:
    """Every sentence of the wording, in the order in which it is written."""
    yield from _said(title, Place.TITLE)
    yield from _said(wording.introduction, Place.INTRODUCTION)
    for text in (wording.lead, wording.in_short, wording.looked_after_by, wording.responsibilities):
        yield from _said(text, Place.FIELD)
    for method in wording.methods:
        yield from _said(f"{method.name}: {method.how_to_use}".rstrip(": "), Place.FIELD)
    for text, _ in wording.open_points:
        yield from _said(text, Place.OPEN_POINT)
    for area in wording.areas:
        yield from _said(area.title, Place.AREA_TITLE, area.code)
        yield from _said(area.long_title, Place.AREA_LONG_TITLE, area.code)
        yield from _said(area.introduction, Place.AREA_INTRODUCTION, area.code)
        for rule in area.rules:
            yield from _said(rule.text, Place.RULE, rule.code)
            for limb in rule.limbs:
                yield from _said(limb, Place.LIMB, rule.code)
            yield from _said(rule.consequence, Place.RULE, rule.code)
            yield from _said(rule.why, Place.FIELD, rule.code)
            yield from _said(rule.following, Place.FOLLOWING, rule.code)


def _said(text: str, place: Place, code: str = "") -> Iterator[Placed]:
    for paragraph in text.split("\n"):
        yield from (Placed(sentence, place, code) for sentence in sentences(paragraph))
