"""A policy as Markdown: to be read anywhere, and loaded again as the very same policy."""

from collections.abc import Iterator

from . import own_markdown as own
from .content import AreaText, PolicyText, RuleText
from .reading.own import MARK


def written(title: str, wording: PolicyText) -> str:
    """The whole wording with codes, strengths and readers. `importing.propose` makes the same wording of it."""
    lines = [MARK, ""]
    if title:
        lines += [f"# {title}", ""]
    lines += [*_text(wording.introduction), ""]
    lines += _fields(wording)
    for area in wording.areas:
        lines += _area(area)
    return _without_gaps(lines)


def _without_gaps(lines: list[str]) -> str:
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip() + "\n"


def _fields(wording: PolicyText) -> Iterator[str]:
    yield from _field(own.LEAD, wording.lead)
    yield from _field(own.IN_SHORT, wording.in_short)
    yield from _field(own.LOOKED_AFTER_BY, wording.looked_after_by)
    yield from _field(own.RESPONSIBILITIES, wording.responsibilities)
    for method in wording.methods:
        yield from _field(own.METHOD, own.listed([method.slug, method.name, method.how_to_use]))
    for point in wording.open_points:
        yield from _field(own.OPEN_POINT, own.listed(point))


def _field(name: str, text: str, inside: bool = False) -> Iterator[str]:
    if text.strip():
        first, *rest = _text(text, inside)
        yield f"*{name}:* {first}"
        yield from rest
        yield from [] if inside else [""]


def _text(text: str, inside: bool = False) -> list[str]:
    lines = [own.escaped(line.rstrip(), inside) for line in text.strip().split("\n")]
    return lines if text.strip() else []


def _area(area: AreaText) -> Iterator[str]:
    yield from ["", f"{'#' * (area.level + 1)} {area.code}. {area.title}", ""]
    yield from _field(own.FOR, own.readers(area.audiences))
    yield from _field(own.SECOND_TITLE, area.long_title)
    yield from [*_text(area.introduction), ""]
    for rule in area.rules:
        yield from _rule(rule)


def _rule(rule: RuleText) -> Iterator[str]:
    first, *rest = _text(rule.text, inside=True) or [""]
    yield f"- **{rule.code}** ({own.firmness(rule.strength)}; for {own.readers(rule.audiences)}) {own.unescaped(first)}"
    yield from (f"  {line}" for line in rest)
    for limb in rule.limbs:
        start, *more = _text(limb, inside=True) or [""]
        yield f"  - {own.unescaped(start)}"
        yield from (f"    {line}" for line in more)
    for name, text in (
        (own.CONSEQUENCE, rule.consequence),
        (own.WHY, rule.why),
        (own.TAGS, own.listed(rule.tags)),
        (own.RELATED, own.listed(rule.related)),
    ):
        yield from (f"  {line}" for line in _field(name, text, inside=True))
    yield from ["", *_text(rule.following), ""]
