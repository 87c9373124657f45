"""The report on paper: set and tagged as every paper of the school (decision record 14), out of its content alone."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from people.pdf import pieces
from people.pdf.pieces import Column, Paper, Piece
from policies.papers.front import on_paper

from .sealing import in_fours
from .shown import LEAD, NO_GAPS, Part, Shown
from .years import HOW_ADDED, SchoolYear, YearTable
from .years import LEAD as LEAD_OF_YEAR

DRAFT = "Draft: not released, not for the governors yet"


def paper_of_report(
    said: dict[str, Any], *, released_on: dt.date | None, digest: str, head: str, today: dt.date
) -> Paper:
    """A released report, the same whenever it is printed; or a draft that says so."""
    shown = Shown(said)
    over = f"Released on {on_paper(released_on)} by the headteacher" if released_on else DRAFT
    record = f" Record of the portal up to {in_fours(head)}." if head else ""
    sealed = f"Fingerprint {in_fours(digest)}.{record}" if released_on else DRAFT
    return Paper(
        title=shown.title,
        school=said["school"],
        day=released_on or today,
        over=over,
        lead=LEAD,
        pieces=list(_pieces(shown)),
        foot=(f"{said['school']}. {shown.title}.", sealed),
    )


def paper_of_year(year: SchoolYear) -> Paper:
    """A school year out of its released reports: the same whenever it is printed, until another term is released."""
    over = f"Last report released on {on_paper(year.day)} by the headteacher"
    foot = f"{year.school}. {year.title}."
    made_of = "Made of released reports alone; the fingerprint of each stands at the end."
    return Paper(
        title=year.title,
        school=year.school,
        day=year.day,
        over=over,
        lead=LEAD_OF_YEAR,
        pieces=list(_pieces_of_year(year)),
        foot=(foot, made_of),
    )


def _pieces_of_year(year: SchoolYear) -> Iterator[Piece]:
    yield _table_of_year(year.key_figures)
    for part in year.parts:
        yield pieces.heading(f"{part.number}. {part.title}")
        for table in (*part.tables, part.details):
            if table:
                yield _table_of_year(table)
        if part.notes:
            yield pieces.text(part.notes, small=True)
    if year.words:
        yield pieces.heading("From the headteacher")
        for term, words in year.words:
            yield pieces.heading(term, 2)
            yield from _written(words)
    yield pieces.heading("What this is made of")
    yield pieces.text(HOW_ADDED)
    yield pieces.listed([[pieces.text(term.said_of_report)] for term in year.terms])
    yield pieces.text(year.said_of_before)


def _table_of_year(table: YearTable) -> Piece:
    columns = [Column(table.head, 5), *(Column(head, 2, is_number=True) for head in table.heads)]
    rows: list[list[str]] = []
    for group in table.groups:
        rows += [[group.title, *("" for _ in table.heads)]] if group.title else []
        rows += [
            [f"– {row.label}" if group.title else row.label, *(cell.said for cell in row.cells)] for row in group.rows
        ]
    return pieces.table(columns, rows)


def _written(words: str) -> Iterator[Piece]:
    for paragraph in words.split("\n\n"):
        yield pieces.text(" ".join(paragraph.split()))


def _pieces(shown: Shown) -> Iterator[Piece]:
    said = shown.said
    for part in shown.parts:
        yield pieces.heading(f"{part.number}. {part.title}")
        for table in part.tables:
            rows = [[row["label"], row["cell"]["said"], row["last"]["said"]] for row in table["rows"]]
            yield pieces.table(_columns(table["head"] or "What"), rows)
        if part.groups:
            yield pieces.table(_columns("In more detail"), list(_details(part)))
        if part.notes:
            yield pieces.text(part.notes, small=True)
    yield pieces.heading(f"{shown.gaps_number}. Not settled yet")
    gaps = [f"{gap['text']} Waits for {gap['waits_for']}." if gap["waits_for"] else gap["text"] for gap in said["gaps"]]
    yield pieces.listed([[pieces.text(gap)] for gap in gaps]) if gaps else pieces.text(NO_GAPS)
    yield pieces.heading(f"{shown.gaps_number + 1}. Three questions you may want to ask")
    yield pieces.listed(
        [[pieces.text(pieces.strong(pieces.plain(one["text"])), f" {one['reason']}")] for one in said["questions"]], 1
    )
    if said["words"]:
        yield pieces.heading(f"{shown.gaps_number + 2}. From the headteacher")
        yield from _written(said["words"])


def _columns(head: str) -> list[Column]:
    last = Column("Same term last year", 2, is_number=True)
    return [Column(head, 5), Column("This term", 2, is_number=True), last]


def _details(part: Part) -> Iterator[list[str]]:
    for group in part.groups:
        yield [group.title, group.this, group.last]
        yield from ([f"– {label}", this, last] for label, this, last in group.rows)
