"""What of a policy is for one kind of reader, on one sheet: staff card, parents' leaflet, cards of others."""

from collections.abc import Sequence

from people.pdf import pieces
from people.pdf.pieces import Paper, Piece
from policies.cards import Card
from policies.gaps import Gap
from policies.models import AudienceNote, PolicyVersion
from policies.words import Audience

from . import rules
from .front import Desk, foot, over
from .policy import open_points
from .wording import paragraphs, wording


def paper_of_card(
    version: PolicyVersion, card: Card, desk: Desk, note: AudienceNote | None, gaps: Sequence[Gap] = (), line: str = ""
) -> Paper:
    """The same as the page of that reader says, in the same order. `version` is the one in force."""
    reader = str(card.audience.label).lower()
    named = "The rules that name you come first, then what holds for everybody."
    lead = named if card.own else "What holds for everybody holds for you."
    made = [piece for section in card.sections for piece in wording(section.introduction)]
    if line:
        own = pieces.text("The school’s own line, not the policy.", small=True)
        made += [pieces.note([pieces.text(pieces.strong(pieces.plain(line))), own])]
    if not card.own:
        made += _not_named(version, reader)
    for group in card.own:
        made += [pieces.heading(str(group.heading)), rules.rows(group.rules, desk, tight=True)]
    if card.audience == Audience.PARENTS:
        made += _for_parents(version, desk)
    made += _note(note)
    if card.general:
        made += [pieces.heading("For everybody"), rules.rows(card.general, desk, tight=True)]
    if gaps:
        made += [pieces.heading("Not settled yet"), open_points(gaps)]
    return Paper(
        title=f"What applies to {reader}",
        school=desk.school,
        day=desk.today,
        over=over(version, desk, version),
        lead=f"{version.policy.title}. {lead}",
        pieces=made,
        foot=foot(version, desk, version),
        is_one_sheet=True,
    )


def _not_named(version: PolicyVersion, reader: str) -> list[Piece]:
    """For those whom no rule names: what the policy is about, and where to look or ask."""
    nobody = pieces.strong(pieces.plain(f"No rule of this policy names {reader}."))
    after = " It is meant for you too; the governors have still to settle what it asks of you."
    ask = (
        "If your own child is at this school, what applies to parents and carers is for you as well. If you are not "
        "sure whether you may take or post a picture, ask at the school office first."
    )
    return [
        pieces.note([pieces.text(nobody, after)], ask=True),
        *wording(version.introduction),
        pieces.text(ask),
    ]


def _for_parents(version: PolicyVersion, desk: Desk) -> list[Piece]:
    """How school and families talk, and how to complain today."""
    made: list[Piece] = []
    methods = list(version.methods.all())
    if methods:
        rows = [(method.name, [pieces.text(method.how_to_use)]) for method in methods]
        made += [pieces.heading("How we talk with one another"), pieces.facts(rows)]
    ring = f", ring {desk.phone}" if desk.phone else ""
    form = "You can make a complaint without an account. You see who will read it before you send it."
    how = (
        f"Go to the school office{ring} or write to us, if you like that better. Complaining never changes how we "
        "treat you or your child."
    )
    return [
        *made,
        pieces.heading("If you have a complaint"),
        pieces.text(f"{form} {desk.address('/complaints/new/')}"),
        pieces.text(how),
    ]


def _note(note: AudienceNote | None) -> list[Piece]:
    """What the school itself says to this reader, marked as not the policy."""
    if note is None or not note.text:
        return []
    mark = pieces.text("Written by the school. It is not the policy.", small=True)
    return [pieces.note([*paragraphs(note.text), mark])]
