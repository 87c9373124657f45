"""The files of a case in a part of a bundle: who may open one, which wait for somebody to decide, and which were sealed
or destroyed since somebody enclosed them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from incidents.evidence.kinds import ENDING_OF
from incidents.models import BundlePart, EvidenceFile
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .pieces import LeftOut, Piece


@dataclass(frozen=True)
class Enclosed:
    """One file as it goes along, or is looked at before: under a name of ours, with the hash of its bytes."""

    name: str
    content: bytes
    content_type: str
    sha256: str


def reads_case(user: User, part: BundlePart) -> bool:
    """Whether `user` reads the case of the part by themself, and so may open each of its files."""
    return part.case is not None and can(user, Act.READ, part.case)


def may_open(part: BundlePart, piece: Piece, *, reads: bool) -> bool:
    """Whether somebody who may look through the part may open the file of this piece out of it: whoever `reads` the
    case each that was not sealed when it was gathered; the second person else what goes, and nothing more."""
    if "file" not in piece or piece.get("left", {}).get("why") == LeftOut.SEALED:
        return False
    return reads or bool(part.released_at and piece.get("enclosed") and not part.withheld)


def enclosed_of(part: BundlePart) -> list[Piece]:
    """The pieces whose file goes along; none where the whole part is withheld."""
    return [] if part.withheld else [piece for piece in part.pieces if piece.get("enclosed")]


def undecided(part: BundlePart) -> dict[int, int]:
    """The files about which nobody has decided, each by the place of its piece in the part and the number by which the
    list names it; none where the whole part is withheld."""
    files = {} if part.withheld else {place: piece for place, piece in enumerate(part.pieces) if "file" in piece}
    return {
        place: piece["number"] for place, piece in files.items() if not piece.get("enclosed") and not piece.get("left")
    }


def files_of(parts: Iterable[BundlePart], *, hold: bool = False) -> dict[str, EvidenceFile]:
    """The rows of all enclosed files, by their keys; `hold` keeps each as it is until the end of the transaction. One
    query. Whoever holds a case and then its file takes no lock of a bundle after that, so nobody waits in a circle."""
    keys = [piece["file"] for part in parts for piece in enclosed_of(part)]
    rows = EvidenceFile.objects.filter(public_id__in=keys).order_by("pk")
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return {file.public_id.hex: file for file in rows}


def shut_in(parts: Iterable[BundlePart], *, hold: bool = False) -> dict[int, str]:
    """What became of enclosed files since, in words, by the key of the part: nothing where all of them may still go."""
    parts = list(parts)
    files = files_of(parts, hold=hold)
    said = {part.pk: [_shut(piece, files.get(piece["file"])) for piece in enclosed_of(part)] for part in parts}
    return {key: "; ".join(filter(None, words)) for key, words in said.items() if any(words)}


def _shut(piece: Piece, file: EvidenceFile | None) -> str:
    if file and not file.sealed_at:
        return ""
    return f"File {piece['number']} was {'sealed' if file and not file.destroyed_at else 'destroyed'}"


def name_of(part: BundlePart, piece: Piece, file: EvidenceFile) -> str:
    """What a file is called on its way out: nothing of what somebody called it."""
    return f"{slugify(part.title)}-{piece['number']}.{ENDING_OF.get(file.content_type, 'bin')}"
