"""The files of a case in a part of a bundle: enclosed or left out by whoever looks the part through, opened by whoever
prepares or checks it, read when the bundle is frozen."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.models import BundlePart, EvidenceFile
from incidents.rights.files import Enclosed, enclosed_of, files_of, may_open, name_of, reads_case, shut_in
from incidents.rights.pieces import LEFT_OUT, LeftOut, Piece
from people.models import User

from .bundle_parts import AT_FIRST_WHY, changing, piece_of
from .evidence import NO_ANSWER, bytes_of
from .faults import CannotBeSo, NotAllowed, WrongState

SHUT = "It was sealed or destroyed, so it goes to nobody. Leave it out, because it is sealed."
NO_FILE = "0" * 32  # a key that no file has
NOT_SEALED = "It is not sealed. Choose another reason, or have it sealed in the case first."


class FilesShut(WrongState):
    """Files that were enclosed cannot go any more: `said` tells of each part which, and why."""

    def __init__(self, said: dict[int, str]) -> None:
        self.said = said
        super().__init__(f"{'; '.join(said.values())}. Send the part back, so that it is left out or found again.")


def decide_file(
    *, part: BundlePart, number: int, leave_out: str, reason: str, by: User, revision: int | None = None
) -> None:
    """Enclose the file of one piece, or leave it out because of `leave_out` (of `LEFT_OUT`). The person reads the
    ground, whoever checks the part the reason too. Raises NotAllowed, WrongState; CannotBeSo also for a sealed file,
    which goes to nobody."""
    why = reason.strip()[:300]
    with changing(part, by, revision) as held:
        piece = piece_of(held, number)
        if "file" not in piece:
            raise WrongState("This is no file.")
        rows = EvidenceFile.objects.select_for_update(of=("self",), no_key=True)
        file = rows.filter(public_id=piece["file"], case=held.case_id).first()
        is_shut = file is None or file.sealed_at is not None
        if leave_out:
            _leave_out(piece, leave_out, why, by, is_shut=is_shut)
        else:
            _enclose(piece, why, by, is_shut=is_shut)
        said: dict[str, Any] = {"change": "left_out", "ground": leave_out} if leave_out else {"change": "enclosed"}
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, **said)


def _enclose(piece: Piece, why: str, by: User, *, is_shut: bool) -> None:
    if is_shut:
        raise CannotBeSo("goes", SHUT)
    kept = piece.pop("withheld", None) or (piece.get("enclosed") or {}).get("withheld")
    if kept and not why:
        raise CannotBeSo("reason", AT_FIRST_WHY)
    piece.pop("left", None)
    piece["enclosed"] = {"reason": why, "by": by.pk, "withheld": kept}


def _leave_out(piece: Piece, ground: str, why: str, by: User, *, is_shut: bool) -> None:
    """That there is such a file is told as before: to whom it is about or who added it."""
    if ground not in dict(LEFT_OUT):
        raise CannotBeSo("goes", "Choose why it stays out.")
    if ground == LeftOut.SEALED and not is_shut:
        raise CannotBeSo("goes", NOT_SEALED)
    if ground != LeftOut.SEALED and not why:
        raise CannotBeSo("reason", "Write why it stays out. Whoever checks the part reads it, and the ICO may ask.")
    kept = (piece.pop("enclosed", None) or {}).get("withheld")
    if kept:
        piece["withheld"] = kept
    piece["left"] = {"why": ground, "reason": why, "by": by.pk}


def open_part_file(*, part: BundlePart, number: int, by: User) -> Enclosed:
    """A file with its bytes, under a name of ours, for whoever reads the case or checks what goes out of it. Each
    opening is recorded with the case. Raises NotAllowed; WrongState where it is sealed, damaged, or the storage does
    not answer."""
    key = piece_of(part, number).get("file", NO_FILE)
    evidence = EvidenceFile.objects.filter(case=part.case_id, destroyed_at=None, public_id=key).first()
    content, fault = bytes_of(evidence) if evidence else (b"", SHUT)
    return _opened(part, number, content, fault, by)


@transaction.atomic
def _opened(part: BundlePart, number: int, content: bytes, fault: str, by: User) -> Enclosed:
    held = BundlePart.objects.readable_by(by).select_related("request", "case").filter(pk=part.pk).first()
    if held is None:
        raise NotAllowed
    piece = piece_of(held, number)
    if not may_open(held, piece, reads=reads_case(by, held)):
        raise NotAllowed
    rows = EvidenceFile.objects.readable().select_for_update(of=("self",), no_key=True)
    file = rows.filter(public_id=piece["file"], case=held.case_id).first()
    if file is None:
        raise WrongState(SHUT)
    if fault:
        raise WrongState(fault)
    record(Verb.EVIDENCE_OPENED, target=held.case, by=by)
    return Enclosed(name_of(held, piece, file), content, file.content_type, file.sha256_kept)


def enclosed_in(parts: Iterable[BundlePart]) -> dict[str, Enclosed]:
    """Every enclosed file of these parts with its bytes, by its key, in their order. Raises FilesShut for those that
    were sealed, destroyed or damaged since; WrongState where the storage does not answer."""
    parts = [part for part in parts if not part.withheld]
    said, rows = shut_in(parts), files_of(parts)
    found: dict[str, Enclosed] = {}
    for place, part in enumerate(parts, 1):
        for piece in enclosed_of(part) if part.pk not in said else ():
            file = rows[piece["file"]]
            content, fault = bytes_of(file)
            if fault == NO_ANSWER:
                raise WrongState(fault)
            if fault:
                said[part.pk] = f"File {piece['number']} is damaged or missing on the server"
                break
            name = f"files/{place}-{name_of(part, piece, file)}"
            found[piece["file"]] = Enclosed(name, content, file.content_type, file.sha256_kept)
    if said:
        raise FilesShut(said)
    return found


def hold_enclosed(parts: Iterable[BundlePart]) -> None:
    """Keep every enclosed file as it is until the end of the transaction. Raises WrongState where one was sealed at
    this very moment."""
    if shut_in(parts, hold=True):
        raise WrongState("A file that goes along was sealed at this moment. Press the button again.")
