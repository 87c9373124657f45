"""The pieces of a part: one fact each, with what is blacked out of it, opened or withheld; how they read in the end.

A piece is kept as `{"section", "row", "label", "text", "spans", "more", "withheld"}`: `spans` are the places of others
with the key of the name, none for the portal's own words; `more` what a person blacked out beside them. One about a
file of a case has `file`, its key, and `number`; `enclosed` or `left` once somebody decided. Silence encloses none.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

from incidents.blacking import covered, pieces_of
from people.about_person import Fixed, Row, Shut

from .third_parties import Finder

Piece = dict[str, Any]
Opened = dict[str, Any]


class Exempt(TextChoices):
    """Why a piece is withheld (Data Protection Act 2018, schedules 2 and 3)."""

    OTHERS = "others", "It is about somebody else too, and cannot be told apart"
    HARM = "harm", "Safeguarding: it would do serious harm to a child or somebody else"
    ABUSE = "abuse", "Data on child abuse: a parent asks, and it is not in the child’s interest"
    REFERENCE = "reference", "A confidential reference"
    PRIVILEGE = "privilege", "Advice of a lawyer, or for a case in court"


class LeftOut(TextChoices):
    """Why a file is listed and not enclosed, beside the grounds of `Exempt`."""

    SHOWS = "shows", "It shows somebody else"
    WORDS = "words", "Words of others stand in it"
    SEALED = "sealed", "It is sealed: nobody may open it"


LEFT_OUT = [*LeftOut.choices, *(one for one in Exempt.choices if one[0] != Exempt.OTHERS)]


class Open(TextChoices):
    """Why a name stays readable (schedule 2, paragraphs 16 and 17)."""

    AGREED = "agreed", "They agreed to it"
    WORK = "work", "They work here, and it is about their work"
    KNOWN = "known", "Whoever asks knows it already"
    REASONABLE = "reasonable", "It is reasonable without asking them"


# Which reason stands where a piece is withheld before anybody looked: the preparer may give it.
AT_FIRST = "The portal withheld it: it may be about somebody else. Give it if it is about this person."


@dataclass(frozen=True)
class OfFile:
    """A file of a case as a fact: what it is, without its name or a word of it."""

    number: int
    key: str
    text: str
    is_sealed: bool

    def __str__(self) -> str:
        return f"File {self.number}: {self.text}"


def in_words(value: Any) -> str:
    """A fact as people read it; nothing for what is not known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%-d %B %Y}"
    return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)


def pieces_from(rows: Iterable[tuple[str, Row]], finder: Finder) -> list[Piece]:
    """The pieces of rows, each with the key of its section. What is no text of a person is looked through by nobody."""
    found: list[Piece] = []
    for number, (section, row) in enumerate(rows):
        for label, value in row.items():
            shut = isinstance(value, Shut)
            plain = value.text if shut else value
            said = in_words(plain)
            if not said.strip():
                continue
            piece: Piece = {"section": section, "row": number, "label": label, "text": said}
            if isinstance(plain, str) and not isinstance(plain, Fixed):
                piece["spans"] = [[span.begin, span.end, span.key] for span in finder.spans(said)]
            if isinstance(plain, OfFile):
                piece |= {"file": plain.key, "number": plain.number}
                if plain.is_sealed:
                    piece["left"] = {"why": str(LeftOut.SEALED), "reason": ""}
            if shut:
                piece["withheld"] = {"why": str(Exempt.OTHERS), "reason": AT_FIRST}
            found.append(piece)
    return found


def is_typed(piece: Piece) -> bool:
    """Whether somebody wrote it, so that a person looks through it."""
    return "spans" in piece


def file_stands(piece: Piece, name: str = "") -> str:
    """Whether a file goes along, under `name`, or why not; nothing for what is no file."""
    if "file" not in piece:
        return ""
    if piece.get("enclosed"):
        return f"Enclosed as {name}" if name else "Enclosed"
    left = piece.get("left")
    why = dict(LEFT_OUT)[left["why"]] if left else "Not looked at"
    return f"Not enclosed: {why[0].lower()}{why[1:]}"


def black_spans(piece: Piece, opened: Opened) -> list[tuple[int, int]]:
    """What is blacked out of a piece: names that are not opened, and what was blacked out beside them."""
    names = [(begin, end) for begin, end, key in piece.get("spans", ()) if key not in opened]
    return [*names, *((begin, end) for begin, end in piece.get("more", ()))]


def as_it_goes(piece: Piece, opened: Opened) -> str | None:
    """The text as the person gets it, no length of a name left in it; None where it is withheld."""
    return None if piece.get("withheld") else covered(piece["text"], black_spans(piece, opened))


def marked(piece: Piece, opened: Opened) -> list[tuple[str, str]]:
    """The text in stretches for whoever looks through it: each with what it is, "" (stands), "out" or "open"."""
    marks = [""] * len(piece["text"])
    for begin, end, key in piece.get("spans", ()):
        marks[begin:end] = ["open" if key in opened else "out"] * (end - begin)
    for begin, end in piece.get("more", ()):
        marks[begin:end] = ["out"] * (end - begin)
    stretches: list[tuple[str, str]] = []
    for sign, mark in zip(piece["text"], marks, strict=True):
        if stretches and stretches[-1][1] == mark:
            stretches[-1] = (stretches[-1][0] + sign, mark)
        else:
            stretches.append((sign, mark))
    return stretches


def names_found(pieces: Sequence[Piece]) -> list[tuple[str, str, int]]:
    """The names that stand in a part: key, as it is written, how often; by name."""
    counted = Counter(key for piece in pieces for _, _, key in piece.get("spans", ()))
    written: dict[str, str] = {}
    for piece in pieces:
        for begin, end, key in piece.get("spans", ()):
            written.setdefault(key, piece["text"][begin:end])
    return sorted(((key, written[key], count) for key, count in counted.items()), key=lambda one: one[1].casefold())


def places_of(piece: Piece, phrases: Iterable[str]) -> list[list[int]]:
    """Where phrases stand in a piece."""
    return [[begin, end] for begin, end in pieces_of(piece["text"], phrases)]


def by_row(pieces: Iterable[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The pieces of each row with its section, in order."""
    row: list[Piece] = []
    for piece in pieces:
        if row and row[0]["row"] != piece["row"]:
            yield row[0]["section"], row
            row = []
        row.append(piece)
    if row:
        yield row[0]["section"], row


def counted(pieces: Sequence[Piece], opened: Opened, whole: Piece | None = None) -> dict[str, Any]:
    """How many pieces there are, in how many something is blacked out, how many are withheld for which reason. `whole`:
    why all of them are."""
    if whole:
        return {"pieces": len(pieces), "blacked_out": 0, "withheld": {whole["why"]: len(pieces)}}
    why = Counter(piece["withheld"]["why"] for piece in pieces if piece.get("withheld"))
    blacked = sum(bool(black_spans(piece, opened)) for piece in pieces if not piece.get("withheld"))
    return {"pieces": len(pieces), "blacked_out": blacked, "withheld": dict(sorted(why.items()))}


def files_counted(pieces: Iterable[Piece]) -> dict[str, Any]:
    """How many of the files that are listed are enclosed, and how many are not, for which reason."""
    listed = [piece for piece in pieces if "file" in piece and not piece.get("withheld")]
    left = Counter(piece.get("left", {}).get("why", "") for piece in listed if not piece.get("enclosed"))
    return {"enclosed": len(listed) - left.total(), "left_out": dict(sorted(left.items()))}
