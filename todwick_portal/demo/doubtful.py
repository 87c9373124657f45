"""The answers that no rule can place: each of them is the start of a telephone call."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .answers import Said
from .families import Child
from .rows import Row, Season, row_of


def first_doubtful_rows(children: Sequence[Child], season: Season) -> Iterator[Row]:
    """Of the first three weeks: what the office has settled since, and what is good for nobody."""
    row = _Rows(children, season)
    yield replace(row("Sana Siddiqui", 4), child="Test Test", class_text="RB")
    yield row("Phoebe Ransome", 6, child="Phebe Ransome")
    yield replace(row("Kemi Bankole", 10), at="Tue evening")
    yield _by(row("Tobe Bankole", 10, no="video"), "Gary Peckover", "gary.peckover@families.example")
    yield _by(row("Lily Ramsden", 11), "Sheila Ramsden", "sheila.ramsden@families.example")
    yield _by(row("Ada Whitworth", 14, child="Rosalind Featherstonehaugh"), "Giles Featherstonehaugh", "")
    stale = replace(row("Sam Gledhill", 0, no="x_twitter"), at=season.at(0, 300) - dt.timedelta(days=364))
    yield replace(stale, class_text="2P")


def late_doubtful_rows(children: Sequence[Child], season: Season) -> Iterator[Row]:
    """Of these days, and waiting: a misspelt name, two of one name, a grandmother, no date, another class."""
    row = _Rows(children, season)
    younger_zainab = next(child for child in children if child.name == "Zainab Iqbal" and child.year == 1)
    day = season.late
    yield row("Zuzanna Wójcik", day(0), child="Suzana Wojcik", no="facebook")
    yield row("Bertie Quarmby", day(1), child="Bertie")
    yield replace(row_of(younger_zainab, Said(no="name_with_photo"), season, day(2)), class_text="")
    yield row("Josie Umpleby", day(3), school_class="4K", no="press")
    yield row("Ned Thackray", day(5), school_class="Upper juniors")
    yield row("Eoin Gallagher", day(6), child="Eoin and Niamh Gallagher", school_class="2P / 5T", no="x_twitter")
    yield _by(row("Alice Schofield", day(8)), "Maureen Schofield", "maureen.schofield@families.example")
    yield replace(row("Ilham Jama", day(9), no="facebook x_twitter"), at="")


class _Rows:
    """`row("Bertie Quarmby", 4, child="Bertie")`: what a child's parent says, with the child or class miswritten."""

    def __init__(self, children: Sequence[Child], season: Season) -> None:
        self.named = {child.name: child for child in children}
        self.season = season

    def __call__(
        self, name: str, day: int, child: str | None = None, school_class: str | None = None, no: str = ""
    ) -> Row:
        whole = row_of(self.named[name], Said(no=no), self.season, day)
        return replace(
            whole,
            child=whole.child if child is None else child,
            class_text=whole.class_text if school_class is None else school_class,
        )


def _by(row: Row, who: str, email: str) -> Row:
    return replace(row, who=who, email=email)
