"""What a document becomes: a wording for a draft, where each sentence went, and what to look at."""

from collections.abc import Iterable
from dataclasses import replace

from policies.content import AreaText, MethodText, PolicyText, RuleText
from policies.reading import refusals
from policies.reading.document import Document
from policies.reading.refusals import NotAPolicy

from . import audiences, identities, own_form
from .lengths import refuse_too_long
from .letters import with_closings
from .mending import Aside, Piece, mend
from .methods import methods_in
from .outline import Area, Outline, outline
from .places import Doubt, Doubted, Place
from .proposed import Proposal
from .rules import AreaReader
from .strengths import is_firm

MOST_RULES = 3000
_GAP = "\n\n"
_LONGEST_POINT = 300
_BOARD = "the governors"


def propose(document: Document, known: PolicyText | None = None) -> Proposal:
    """The wording that the document holds, with areas, rules, codes, strengths and readers (issue 4, 1).

    `known` is the wording of an earlier version: a rule that is surely the same keeps its identity, and what the
    school wrote beside it. Raises NotAPolicy if there is nothing in it that could be a rule, or far too much.
    """
    found = own_form.read(document) if document.is_own else _recognised(document)
    if not found.wording.areas:
        raise NotAPolicy(refusals.NO_WORDS)
    if len(found.wording.rules) + len(found.wording.areas) > MOST_RULES:
        raise NotAPolicy(refusals.TOO_MANY_RULES.format(rules=MOST_RULES))
    refuse_too_long(found.wording)
    return _with_identities(found, known) if known else found


def _recognised(document: Document) -> Proposal:
    aside = Aside()
    found = outline(with_closings(mend(document, aside)), aside)
    if not found.areas:
        _make_one_area(found, aside)
    introduction = _introduction(found.before, aside)
    areas = tuple(AreaReader(area, found.codes, aside).read() for area in found.areas)
    for area in areas:
        if (
            not area.rules
            and not area.introduction
            and not any(one.is_parent for one in found.areas if one.code == area.code)
        ):
            aside.doubt(Doubted.HEADING, f"Area {area.code}, “{area.title}”, has no text.", area.code)
    sentences = [placed for _, placed in sorted(aside.placed, key=lambda one: one[0])]
    wording = PolicyText(
        areas=areas,
        introduction=introduction,
        methods=_methods(areas),
        open_points=tuple(_open_points(found)),
    )
    return Proposal(wording, found.title, sentences, aside.doubts)


def _make_one_area(found: Outline, aside: Aside) -> None:
    """A document without any heading is one area. Paragraphs before its first rule introduce it."""
    area = Area(found.codes.area("", ""), found.title or "All rules", 1, audiences.EVERYBODY)
    area.content, found.before = found.before, []
    found.areas.append(area)
    aside.doubt(Doubted.HEADING, "No headings were found, so everything is in one area.", area.code)


def _introduction(pieces: Iterable[Piece], aside: Aside) -> str:
    """What stands before the first area, lists as Markdown."""
    paragraphs: list[str] = []
    in_list = False
    for piece in pieces:
        block = piece.block
        is_item = block.kind in ("bullet", "numbered")
        line = f"- {block.text}" if is_item else block.text
        if is_item and in_list:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
        in_list = is_item
        aside.put(piece, Place.INTRODUCTION)
        if is_firm(block.text):
            aside.doubt(Doubted.TEXT, f"“{block.text[:80]}” reads like a rule but stands before the first area.")
    return _GAP.join(paragraphs)


def _open_points(found: Outline) -> Iterable[tuple[str, str]]:
    for heading in found.empty:
        yield f"{heading}: this heading has no text yet."[:_LONGEST_POINT], _BOARD


def _methods(areas: Iterable[AreaText]) -> tuple[MethodText, ...]:
    texts = [text for area in areas for text in [area.introduction, *(rule.text for rule in area.rules)]]
    return next((found for found in map(methods_in, texts) if found), ())


def _with_identities(found: Proposal, known: PolicyText) -> Proposal:
    """The same proposal, with the rules that are surely those of the earlier wording bound to them."""
    matched = identities.match(found.wording.rules, known.rules)
    doubts = list(found.doubts)
    areas = []
    place = 0
    for area in found.wording.areas:
        rules = []
        for rule in area.rules:
            rules.append(_bound(rule, matched.get(place)))
            if place not in matched:
                words = f"Rule {rule.code} was not found in the version before: it begins anew."
                doubts.append(Doubt(Doubted.IDENTITY, words, rule.code))
            place += 1
        areas.append(replace(area, rules=tuple(rules)))
    return replace(found, wording=replace(found.wording, areas=tuple(areas)), doubts=doubts)


def _bound(rule: RuleText, earlier: RuleText | None) -> RuleText:
    """The rule with the identity of the earlier one, and what the school wrote beside it, which no document holds."""
    if earlier is None:
        return replace(rule, identity=None)
    return replace(rule, identity=earlier.identity, why=rule.why or earlier.why, tags=rule.tags or earlier.tags)
