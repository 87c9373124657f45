"""*Backups and drills* on paper, for the governors: set and tagged as every paper (decision record 14)."""

import datetime as dt

from django.utils import timezone

from people.models import RestoreDrill
from people.pdf import pieces
from people.pdf.pieces import Column, Paper, Piece
from people.upkeep import Copy
from policies.papers.front import on_paper

from .backups_page import BackupsPage
from .words import files_in_words, on

TITLE = "Backups and restore drills"
LEAD = (
    "Whether the school could get its portal back: when it was last copied, where the copies lie, and when somebody "
    "last proved that a copy can be restored."
)
NONE_YET = "No drill was held yet."


def paper_of_backups(page: BackupsPage, *, school: str, in_full: bool) -> Paper:
    """As the page says it today. `in_full` gives the numbers that the headteacher does not see."""
    day = timezone.localdate(page.now)
    return Paper(
        title=TITLE,
        school=school,
        day=day,
        over=f"As of {on(page.now)}",
        lead=LEAD,
        pieces=[*_last(page), *_copies(page.copies), *_drills(page, in_full)],
        foot=(f"{school}. {TITLE}.", f"Taken from the portal on {on_paper(day)}."),
    )


def _last(page: BackupsPage) -> list[Piece]:
    rows = [("Made", page.made), ("Size", page.size or "none"), ("Next one due", page.next_due)]
    rows.append(("All exported", page.exported))
    return [pieces.heading("1. The last backup"), pieces.facts([(name, [pieces.text(said)]) for name, said in rows])]


def _copies(copies: list[Copy]) -> list[Piece]:
    columns = [Column("Copy", 2), Column("Where it is", 3), Column("Newest archive", 2), Column("Looked at by", 3)]
    rows = [
        [
            copy.label, seen.where if seen else "nobody has looked yet",
            on_paper(seen.archive_of) if seen else "", f"{seen.by}, {_day(seen.seen_at)}" if seen else "",
        ]
        for copy in copies
        for seen in [copy.seen]
    ]  # fmt: skip
    return [pieces.heading("2. Three copies, two kinds of storage, one elsewhere"), pieces.table(columns, rows)]


def _drills(page: BackupsPage, in_full: bool) -> list[Piece]:
    due = "A drill is due" if page.drill.is_due else "A drill was held"
    found = [
        pieces.heading("3. Restore drills"), pieces.text(f"{due} in this half-term ({page.drill.half_term})."),
    ]  # fmt: skip
    if not page.drills:
        return [*found, pieces.text(NONE_YET)]
    columns = [Column("Held", 2), Column("Archive of", 2), Column("Result", 4), Column("Took", 1), Column("By", 2)]
    return [*found, pieces.table(columns, [_drill(drill, in_full) for drill in page.drills])]


def _drill(drill: RestoreDrill, in_full: bool) -> list[str]:
    made = _day(drill.made_at) if drill.made_at else "not opened"
    return [_day(drill.at), made, result(drill, in_full), drill.minutes, str(drill.by or "whoever runs the server")]


def result(drill: RestoreDrill, in_full: bool) -> str:
    """How a drill ended, in a sentence."""
    if not drill.is_whole:
        return f"Cannot be restored. {drill.fault}"
    if not in_full:
        return "Can be restored. Every row, file and event was proved."
    return f"Can be restored: {drill.rows:,} rows, {files_in_words(drill.files)}; head of the record {drill.head[:16]}."


def _day(moment: dt.datetime) -> str:
    return on_paper(timezone.localdate(moment))
