"""A version of a policy on paper, whole."""

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import apnumber

from people.pdf import pieces
from people.pdf.pieces import Paper, Piece
from policies.gaps import Gap
from policies.models import PolicyVersion, Section

from . import rules
from .front import Desk, approved, foot, on_paper, over
from .wording import wording

OPEN = "not settled yet"


def paper_of_version(
    version: PolicyVersion, desk: Desk, present: PolicyVersion | None, gaps: Sequence[Gap] = ()
) -> Paper:
    """The same as the version's page says, in the same order. Expects a version fetched `with_wording`."""
    sections = list(version.sections.all())
    made = [*_draft(version), *in_short(version), *_about(version, sections)]
    if sections:
        made.append(rules.signs())
    level = 0
    for section in sections:
        level = min(section.level, level + 1)  # a part without an area above it is one
        made += _area(section, level, desk)
    made += [pieces.heading("Who is responsible"), responsible(version)]
    if gaps:
        made += [pieces.heading("Not settled yet"), open_points(gaps)]
    return Paper(
        title=version.policy.title,
        school=desk.school,
        day=desk.today,
        over=over(version, desk, present),
        lead=version.lead,
        pieces=made,
        foot=foot(version, desk, present),
    )


def open_points(gaps: Sequence[Gap]) -> Piece:
    """What a policy leaves open."""
    return pieces.listed(
        [[pieces.text(gap.text + (f" With {gap.waits_for}." if gap.waits_for else ""))] for gap in gaps]
    )


def in_short(version: PolicyVersion) -> list[Piece]:
    """A few lines to help, marked as not the policy."""
    if not version.in_short:
        return []
    mark = pieces.text("Written by the school to help. It is not the policy.", small=True)
    return [pieces.note([pieces.text(pieces.strong(pieces.plain("In short."))), *wording(version.in_short), mark])]


def responsible(version: PolicyVersion) -> Piece:
    """Who looks after a policy, who agreed to it, when it is looked at again. What is empty says so."""
    review = f"by {on_paper(version.review_due_on)}" if version.review_due_on else OPEN
    return pieces.facts(
        [
            ("Looked after by", [pieces.text(version.looked_after_by or OPEN)]),
            ("Who does what", wording(version.responsibilities) or [pieces.text(OPEN)]),
            ("Approved", [pieces.text(approved(version) or "not yet")]),
            ("Next review", [pieces.text(review)]),
        ]
    )


def _draft(version: PolicyVersion) -> list[Piece]:
    if not version.is_under_way:
        return []
    return [pieces.note([pieces.text("This version does not hold. It is still being worked on.")], ask=True)]


def _about(version: PolicyVersion, sections: Sequence[Section]) -> list[Piece]:
    if not version.introduction:
        return []
    found = [pieces.heading("What it is about"), *wording(version.introduction)]
    if sections:
        number = apnumber(len(sections))
        found.append(pieces.text(f"It has {number} area{'' if len(sections) == 1 else 's'}:"))
        found.append(pieces.listed([[pieces.text(str(section))] for section in sections]))
    return found


def _area(section: Section, level: int, desk: Desk) -> list[Piece]:
    said: list[Piece] = [pieces.heading(f"{section.code}. {section.heading}", level, section.for_whom)]
    said += wording(section.introduction)
    own = list(section.rules.all())
    return [*said, rules.rows(own, desk)] if own else said
