"""The proposal for a whole file: columns, layout, date order, and what a person must confirm."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from people.spreadsheets.table import Cell, Table

from ..dates import proves_month_first
from ..mapping import CHILD_ROLES, Column, Mapping, Question
from ..purposes import DEFAULT_PURPOSES, PurposeWords
from .choosing import choose
from .columns import Spot, read_column
from .finding import PurposeFinder
from .headings import Heading, read_headings, second_row_texts
from .hints import RollHints
from .lines import as_lines, find_lines, read_questions
from .looks import look_at
from .people import guess_role
from .person_words import COMMENT
from .sense import Kind, sense
from .surroundings import OVER, Saying, questions_under, read_saying, read_titles, under_titles
from .words import has, plain

MONTH_FIRST = "The dates in it are written with the month first, as in America. Check that this is so."


def propose(table: Table, purposes: Sequence[PurposeWords], hints: RollHints | None = None) -> Mapping:
    """What the portal believes of each column of `table` (contract 3), for a person to look through.

    `purposes` are the school's own; `hints` let names and numbers be recognised by the roll. Columns without
    heading and without value are left out. Nothing is applied by a proposal, and what is doubtful carries
    `confirm`; negations, several purposes and tick lists always do. That only parents could answer is never
    proposed: only a person knows it.
    """
    finder = PurposeFinder(tuple(purposes))
    spots = _read_columns(table, finder, hints)
    lines = find_lines(spots, finder)
    if lines:
        spots = as_lines(spots, *lines)
    titles = read_titles([*table.titles, table.sheet or ""], finder)
    spots = choose(under_titles(_second_thoughts(spots), titles, finder), long=lines is not None)
    order = _date_order(table, spots)
    return Mapping(
        layout="long" if lines else "wide",
        sheet=table.sheet or None,
        header_row=table.header_row,
        date_order=order,
        columns=tuple(_column(spot, order) for spot in spots if spot.heading.raw.strip() or spot.look.filled),
        questions=tuple(_questions(lines, titles, finder)) if lines else (),
    )


def _read_columns(table: Table, finder: PurposeFinder, hints: RollHints | None) -> list[Spot]:
    first = 1 if second_row_texts(table) else 0
    looks = [look_at(_cells(table, index, first), hints) for index in range(len(table.headings))]
    return [read_column(i, heading, looks[i], finder) for i, heading in enumerate(read_headings(table))]


def _cells(table: Table, index: int, first: int) -> list[Cell]:
    return [line.cells[index] if index < len(line.cells) else None for line in table.lines[first:]]


def _column(spot: Spot, order: str | None) -> Column:
    confirm = spot.confirm
    if spot.role == "when" and order == "mdy":
        confirm = " ".join(filter(None, [confirm, MONTH_FIRST]))
    asks = spot.role == "consent"
    many = spot.role == "consent_multi"
    return Column(
        header=spot.heading.raw,
        role=spot.role,
        child=spot.child.number if spot.child else None,
        purposes=spot.purposes if asks else (),
        polarity=spot.polarity if asks or many else "consent",
        options=spot.options.labels if many else {},
        confirm=confirm,
    )


def _second_thoughts(spots: list[Spot]) -> list[Spot]:
    """Where a place has its own question, a question on names or films there asks for those alone."""
    plainly = {
        slug
        for spot in spots
        if spot.role == "consent" and not spot.sense.found.conditions
        for slug in spot.sense.found.destinations
    }
    return [_condition_alone(spot, plainly) if spot.role == "consent" else spot for spot in spots]


def _condition_alone(spot: Spot, plainly: set[str]) -> Spot:
    found = spot.sense.found
    if not found.conditions or not found.destinations or not set(found.destinations) <= plainly:
        return spot
    only_film = found.conditions == ("video",)
    if only_film and has(r"\bphoto", plain(spot.heading.text)):
        return spot
    return replace(spot, purposes=found.conditions)


def _date_order(table: Table, spots: Sequence[Spot]) -> str | None:
    for spot in spots:
        if spot.role == "when" and proves_month_first(_cells(table, spot.index, 0)):
            return "mdy"
    return None


def _questions(lines: tuple[Spot, Spot], titles: Saying, finder: PurposeFinder) -> list[Question]:
    """The questions of a long file. "Refused?" over its answers turns every one of them."""
    headings = [read_saying(spot.heading.text, finder, OVER) for spot in lines]
    return questions_under(read_questions(lines[0], finder), [*headings, titles], finder)


@cache
def _default_finder() -> PurposeFinder:
    return PurposeFinder(DEFAULT_PURPOSES)


def knows(heading: str) -> bool:
    """Whether `heading` is one that a survey export has, for finding the heading row under titles.

    >>> knows("Child's surname"), knows("Photograph permissions 2026/27")
    (True, False)
    """
    if not heading.strip() or len(heading) > 600:
        return False
    if guess_role(heading) or plain(heading) in {"question", "answer", "response", "answers"}:
        return True
    meant = sense(Heading(heading, heading).text, _default_finder())
    ticks = meant.pictures and has(r"\b(?:following|tick|apply)\b", plain(heading))
    return meant.asks or ticks or meant.kind is Kind.SPECIAL or (has(COMMENT, plain(heading)) and len(heading) < 60)


__all__ = ["CHILD_ROLES", "knows", "propose"]
