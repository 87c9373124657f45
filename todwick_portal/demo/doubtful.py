"""The answers that no rule can place: each of them is the start of a telephone call."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from .answers import Said
from .families import Child
from .rows import Row, Season, row_of


def doubtful_rows(children: Sequence[Child], season: Season) -> Iterator[Row]:
    """A misspelt name, two of one name, a grandmother, no date, last year's class, a test, and more."""
    named = {child.name: child for child in children}
    younger_zainab = next(child for child in children if child.name == "Zainab Iqbal" and child.year == 1)

    def row(name: str, day: int, child: str | None = None, school_class: str | None = None, **said: Any) -> Row:
        whole = row_of(named[name], Said(**said), season, day)
        return replace(
            whole,
            child=whole.child if child is None else child,
            class_text=whole.class_text if school_class is None else school_class,
        )

    yield row("Zuzanna Wójcik", 3, child="Suzana Wojcik", no="facebook")
    yield row("Bertie Quarmby", 4, child="Bertie")
    yield replace(row("Sana Siddiqui", 4), child="Test Test", class_text="RB")
    yield replace(row_of(younger_zainab, Said(no="name_with_photo"), season, 5), class_text="")
    yield row("Josie Umpleby", 6, school_class="4K", no="press")
    yield row("Phoebe Ransome", 6, child="Phebe Ransome")
    yield row("Ned Thackray", 8, school_class="Upper juniors")
    yield row("Eoin Gallagher", 9, child="Eoin and Niamh Gallagher", school_class="2P / 5T", no="x_twitter")
    yield replace(row("Kemi Bankole", 10), at="Tue evening")
    yield _by(row("Tobe Bankole", 10, no="video"), "Gary Peckover", "gary.peckover@families.example")
    yield _by(row("Lily Ramsden", 11), "Sheila Ramsden", "sheila.ramsden@families.example")
    yield _by(row("Alice Schofield", 12), "Maureen Schofield", "maureen.schofield@families.example")
    yield replace(row("Ilham Jama", 13, no="facebook x_twitter"), at="")
    yield _by(row("Ada Whitworth", 14, child="Rosalind Featherstonehaugh"), "Giles Featherstonehaugh", "")
    stale = replace(row("Sam Gledhill", 0, no="x_twitter"), at=season.at(0, 300) - dt.timedelta(days=364))
    yield replace(stale, class_text="2P")


def _by(row: Row, who: str, email: str) -> Row:
    return replace(row, who=who, email=email)
