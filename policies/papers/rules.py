"""Rules of a version on paper."""

from collections.abc import Iterable

from people.pdf import pieces
from people.pdf.pieces import Piece, Run
from policies.models import RelatedDocument, RuleVersion
from policies.words import Power

from .front import Desk, on_paper
from .wording import line, wording


def signs() -> Piece:
    """The four signs of firmness."""
    return pieces.signs([(power.value, str(power.label)) for power in Power])


def rows(rules: Iterable[RuleVersion], desk: Desk, tight: bool = False) -> Piece:
    """Rules with all they say; `tight` on a card, where the word of firmness stands in the line."""
    return pieces.rules([_row(rule, desk) for rule in rules], tight=tight)


def _row(rule: RuleVersion, desk: Desk) -> Piece:
    said = wording(rule.text)
    if rule.limbs:
        said.append(pieces.listed([[line(limb)] for limb in rule.limbs]))
    said += wording(rule.consequence)
    said += [pieces.text(*_see(document, desk), small=True) for document in rule.related.all()]
    said += wording(rule.following)
    area = rule.section.code
    return pieces.rule(rule.code, area, rule.power, rule.get_strength_display(), said)


def _see(document: RelatedDocument, desk: Desk) -> list[Run]:
    """A document that a rule names, as the page says it."""
    if not document.is_linked:
        return [pieces.plain(f"See: {document.title} (not yet linked)")]
    address = desk.address(document.address) if document.file else document.address
    more = [document.dated] if document.dated else []
    more += [f"we last looked there on {on_paper(document.checked_on)}"] if document.checked_on else []
    after = f" ({', '.join(more)})" if more else ""
    return [pieces.plain("See: "), pieces.link(address, pieces.plain(document.title)), pieces.plain(after)]
