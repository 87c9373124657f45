"""What the page of one part of a bundle shows: to whoever prepares it, and to the second person."""

from dataclasses import dataclass
from typing import Any

from incidents.blacking import sign_of
from incidents.models import BundlePart, DataBundle
from people.models import User

from .files import may_open, reads_case, undecided
from .leading import may_check, may_fetch, may_prepare
from .pieces import Exempt, Open, as_it_goes, by_row, file_stands, is_typed, marked, names_found
from .words import said_in_words

PAGE = 20  # rows on one page


@dataclass(frozen=True)
class Shown:
    """One text that somebody wrote, or one file: `stretches` with what each is; `number` by which it is changed. Of a
    file whether it goes along (`stands`), and whether the reader may open it."""

    label: str
    stretches: list[tuple[str, str]]
    number: int
    withheld: str = ""
    reason: str = ""
    is_given: bool = False
    stands: str = ""
    may_open: bool = False


@dataclass(frozen=True)
class ShownRow:
    """One row under its heading, which stands before the first row of a section alone. `plain`: what the portal says by
    itself, in which nobody is named; `facts`: what somebody wrote, or decided about."""

    heading: str
    plain: list[tuple[str, str, int]]
    facts: list[Shown]


@dataclass(frozen=True)
class FoundName:
    """A name that stands in the part: by which sign the address names it, how often, and why it stands open."""

    sign: str
    key: str
    words: str
    count: int
    why: str = ""
    reason: str = ""


def page_of_part(part: BundlePart, user: User, number: int) -> dict[str, Any]:
    """One page of a part for `user`, who may look through it. No query grows with it."""
    rows = list(by_row(part.pieces))
    last = max((len(rows) - 1) // PAGE, 0)
    number = min(max(number, 0), last)
    final = part.released_at is not None or not may_prepare(user, part)
    names = names_of(part)
    return {
        "part": part,
        "rows": _rows(part, rows[number * PAGE : (number + 1) * PAGE], final=final, reads=reads_case(user, part)),
        "undecided": [] if final else undecided(part),
        "empty": _empty(part) if number == last else [],
        "names": [one for one in names if one.why] if final else names,
        "here": number + 1,
        "pages": last + 1,
        "newer": number if number else None,
        "older": number + 2 if number < last else None,
        "may_prepare": not final,
        "may_check": may_check(user, part),
        "withheld": str(Exempt(part.withheld["why"]).label) if part.withheld else "",
        "bundle": _bundle(part, user),
        "handed": _handed(part),
        "may_say_handed": may_say_handed(user, part),
    }


def _bundle(part: BundlePart, user: User) -> DataBundle | None:
    found = DataBundle.objects.filter(part=part).select_related("part", "request").first()
    return found if found and may_fetch(user, found) else None


def may_say_handed(user: User, part: BundlePart) -> bool:
    """Whether `user`, who may look through the part, says how it was handed over apart: once it is frozen, whoever
    prepares such a part."""
    return part.is_apart and part.checked_at is not None and may_prepare(user, part)


def _handed(part: BundlePart) -> list[list[tuple[str, str]]]:
    """On which day, how and to whom it was handed over apart, as often as somebody said so."""
    return [said_in_words(entry.said) for entry in part.entries.all()] if part.is_apart else []


def _rows(
    part: BundlePart, rows: list[tuple[str, list[dict[str, Any]]]], *, final: bool, reads: bool
) -> list[ShownRow]:
    titles = {one["key"]: one["title"] for one in part.content.get("sections", ())}
    places = {id(piece): number for number, piece in enumerate(part.pieces)}
    found, before = [], ""
    for section, pieces in rows:
        plain = [(one["label"], one["text"], places[id(one)]) for one in pieces if not _is_looked_at(one)]
        looked_at = [piece for piece in pieces if _is_looked_at(piece)]
        facts = [_fact(part, piece, places[id(piece)], final=final, reads=reads) for piece in looked_at]
        found.append(ShownRow(titles.get(section, section) if section != before else "", plain, facts))
        before = section
    return found


def _is_looked_at(piece: dict[str, Any]) -> bool:
    return is_typed(piece) or any(key in piece for key in ("withheld", "given", "more", "file"))


def _fact(part: BundlePart, piece: dict[str, Any], number: int, *, final: bool, reads: bool) -> Shown:
    """Whoever prepares it sees what is under the blocks; once it is released everybody sees what goes."""
    withheld = piece.get("withheld") or {}
    ground = str(Exempt(withheld["why"]).label) if withheld else ""
    given = piece.get("given", {}).get("reason", "")
    decided = (piece.get("enclosed") or piece.get("left") or {}).get("reason", "")
    stands = ". ".join(filter(None, [file_stands(piece), decided]))
    stretches = [(as_it_goes(piece, part.opened) or "", "")] if final else marked(piece, part.opened)
    return Shown(
        piece["label"], stretches, number, ground, withheld.get("reason", given), bool(given), stands,
        may_open(part, piece, reads=reads),
    )  # fmt: skip


def _empty(part: BundlePart) -> list[str]:
    """The headings under which nothing is held."""
    filled = {piece["section"] for piece in part.pieces}
    return [one["title"] for one in part.content.get("sections", ()) if one["key"] not in filled]


def names_of(part: BundlePart) -> list[FoundName]:
    """The names that stand in the part, each blacked out or open with the reason."""
    found = []
    for key, words, count in names_found(part.pieces):
        opened = part.opened.get(key)
        why = str(Open(opened["why"]).label) if opened else ""
        found.append(FoundName(sign_of_name(key), key, words, count, why, opened["reason"] if opened else ""))
    return found


def sign_of_name(key: str) -> str:
    """By which an address names a name."""
    return sign_of(f"bundle.name.{key}")
