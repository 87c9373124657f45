"""Who has read a policy, on paper: the same people as on the page and in the file (A7, A9)."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from people.models import User
from people.pdf import pieces
from people.pdf.pieces import Column, Paper, Piece
from policies.models import Acknowledgement
from policies.readers import Reader
from policies.reading_figures import figures_of
from policies.standing import Standing

from .front import Desk, on_paper, over
from .wording import paragraphs

NAME, AS_WHAT = Column("Name", 5), Column("Asked as", 4)


def paper_of_register(
    standing: Standing,
    readers: Sequence[Reader],
    others: Sequence[Acknowledgement],
    sheets: Sequence[Acknowledgement],
    desk: Desk,
    by: User,
    at: dt.datetime,
) -> Paper:
    """Who has not, who cannot agree and why, who has, who else answered, who signed on paper. Its foot says who took
    it and when."""
    version = standing.version
    made: list[Piece] = []
    if readers:
        made += [_figures(readers, desk.today), *_left(readers, desk.today), *_cannot(readers), *_agreed(readers)]
    else:
        made.append(pieces.text("Nobody is asked to read it yet."))
    made += [*_others(others), *_sheets(sheets), *_seals(readers, [*others, *sheets])]
    title = version.policy.title
    return Paper(
        title=f"Who has read it: {title}",
        school=desk.school,
        day=desk.today,
        over=over(version, desk, version),
        lead="Who was asked to read the version in force and say whether they agree.",
        pieces=made,
        foot=(
            f"{desk.school}. {title}, version {version.number}. For head and safeguarding lead, not to be handed on.",
            f"Taken from the portal by {by} on {on_paper(at.date())}, {at:%H:%M}.",
        ),
    )


def _figures(readers: Sequence[Reader], today: dt.date) -> Piece:
    counted = ("Have agreed", "Cannot agree", "Not yet")
    columns = [Column("Who is asked", 4), *(Column(words, 2, is_number=True) for words in counted)]
    rows = [
        [str(one.audience.label), f"{one.agreed} of {one.asked}", str(one.cannot), str(one.open)]
        for one in figures_of(readers, today)
    ]
    return pieces.table(columns, rows)


def _left(readers: Sequence[Reader], today: dt.date) -> list[Piece]:
    left = sorted((reader for reader in readers if reader.is_open), key=lambda reader: reader.due_on)
    if not left:
        return [pieces.heading("Who has not yet"), pieces.text("Everybody has answered.")]
    rows = [
        [
            str(reader.user),
            str(reader.audience.label),
            on_paper(reader.due_on) + (", overdue" if reader.is_late_on(today) else ""),
        ]
        for reader in left
    ]
    return [pieces.heading(f"Who has not yet ({len(left)})"), pieces.table([NAME, AS_WHAT, Column("Due by", 5)], rows)]


def _cannot(readers: Sequence[Reader]) -> list[Piece]:
    found: list[Piece] = []
    for reader in readers:
        said = reader.refused
        if reader.cannot and said:
            who = f" {reader.audience.label}, version {said.version.number}, {on_paper(timezone.localdate(said.at))}"
            found.append(pieces.text(pieces.strong(pieces.plain(str(reader.user))), who))
            found.append(pieces.said(paragraphs(said.reason)))
    return [pieces.heading("Cannot agree"), *found] if found else []


def _agreed(readers: Sequence[Reader]) -> list[Piece]:
    rows = [
        [str(reader.user), str(reader.audience.label), *_when(reader.agreed)] for reader in readers if reader.agreed
    ]
    return _answers(f"Who has agreed ({len(rows)})", "Asked as", rows)


def _others(others: Sequence[Acknowledgement]) -> list[Piece]:
    """Those who are not asked today: they have left, or read it of their own accord."""
    if not others:
        return []
    columns = [NAME, Column("As", 3), Column("Answer", 6), Column("Version", 2, is_number=True), Column("On", 4)]
    rows = [
        [
            str(said.user),
            said.get_audience_display(),
            "agreed" if said.agrees else f"cannot agree: {said.reason}",
            *_when(said),
        ]
        for said in others
    ]
    return [pieces.heading(f"Others who answered ({len(rows)})"), pieces.table(columns, rows)]


def _sheets(sheets: Sequence[Acknowledgement]) -> list[Piece]:
    rows = [[sheet.person, sheet.get_audience_display(), *_when(sheet)] for sheet in sheets]
    return _answers(f"Signed on paper ({len(rows)})", "Who it is", rows)


def _answers(title: str, who: str, rows: Sequence[Sequence[str]]) -> list[Piece]:
    columns = [NAME, Column(who, 4), Column("Version", 2, is_number=True), Column("On", 4)]
    return [pieces.heading(title), pieces.table(columns, rows)] if rows else []


def _when(said: Acknowledgement) -> tuple[str, str]:
    return str(said.version.number), on_paper(timezone.localdate(said.at))


def _seals(readers: Sequence[Reader], sheets: Sequence[Acknowledgement]) -> list[Piece]:
    """The seals of the wordings that were before those who answered: they prove later which text it was."""
    answers = [said for reader in readers for said in (reader.agreed, reader.refused) if said] + list(sheets)
    seals = sorted({(said.version.number, said.text_hash) for said in answers})
    if not seals:
        return []
    rows = [(f"Version {number}", [pieces.text(seal)]) for number, seal in seals]
    why = "The SHA-256 of the wording that was before each of them when they answered."
    return [pieces.heading("Seals of the text"), pieces.facts(rows), pieces.text(why, small=True)]
