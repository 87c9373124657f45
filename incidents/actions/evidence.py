"""Files of a case: added, opened, sealed."""

import hashlib
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents import evidence_store, sealed_list
from incidents.evidence.reading import SafeFile
from incidents.just_reported import is_new
from incidents.models import Case, EvidenceFile, TimelineEntry
from incidents.notifications import also_told, tell_of_sealing, tell_owners
from incidents.relations import Act
from incidents.standing import acts_for
from people.models import User

from .bundle_ends import end_bundles_with
from .entries import add_entry, sent_before
from .faults import NotAllowed, WrongState
from .locking import locked, touch

KIND = TimelineEntry.Kind.EVIDENCE
DAMAGED = "This file is damaged or missing on the server. Tell whoever looks after the portal; a backup may hold it."
NO_ANSWER = "The file cannot be fetched just now, and nothing is lost. Try again in some minutes, then tell the office."


def add_evidence(
    *, case: Case, files: Sequence[SafeFile], note: str, form_key: uuid.UUID, by: User, is_reporting: bool = False
) -> int:
    """Keep files that were made safe, and tell who owns the case. Sent twice with one form they are kept once.

    The bytes are written first, their rows after them, both or neither. `is_reporting`: by who reported it, within the
    hour. Returns how many. Raises NotAllowed, WrongState; NotKept where the disk has no room.
    """
    try:
        with evidence_store.written([file.content for file in files]) as names, transaction.atomic():
            held = _held_for_adding(case, by, is_reporting)
            if sent_before(held, form_key):
                raise _SentBefore
            _keep(held, list(zip(files, names, strict=True)), note.strip()[:300], form_key, by)
    except _SentBefore:
        return 0
    return len(files)


class _SentBefore(Exception):
    """The same form was sent before, perhaps a moment ago."""


def _keep(held: Case, files: list[tuple[SafeFile, str]], note: str, form_key: uuid.UUID, by: User) -> None:
    EvidenceFile.objects.bulk_create(
        EvidenceFile(
            case=held, name=file.name, note=note, kept_as=kept_as, content_type=file.content_type, added_by=by,
            size_bytes=len(file.content), sha256_received=file.sha256_received, sha256_kept=file.sha256_kept,
        )
        for file, kept_as in files
    )  # fmt: skip
    touch(held)
    count = len(files)
    add_entry(held, KIND, f"Evidence added: {count} file{'s' * (count != 1)}.", by=by, form_key=form_key)
    tell_owners(held, "added", except_user=by, also=also_told(held))
    record(Verb.EVIDENCE_ADDED, target=held, by=by, files=count)


def _held_for_adding(case: Case, by: User, is_reporting: bool) -> Case:
    held = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    acts = acts_for(by, held)
    reporting = is_reporting and held.reported_by_id == by.pk and is_new(held) and Act.READ_OWN in acts
    if Act.ATTACH not in acts and not reporting:
        raise NotAllowed
    if not held.is_open:
        raise WrongState(f"{held.reference} is closed, so nothing can be added to it.")
    return held


def open_evidence(*, evidence: EvidenceFile, by: User) -> tuple[EvidenceFile, bytes]:
    """The bytes of a file, for who may read the case. Each opening is recorded.

    The bytes are fetched before any row is held: a storage that takes its time keeps nobody waiting. Raises NotAllowed,
    also where it is sealed; WrongState where the bytes are not those that were kept, or the storage does not answer.
    """
    content, fault = bytes_of(evidence)
    return _opened(evidence, content, fault, by)


def bytes_of(evidence: EvidenceFile) -> tuple[bytes, str]:
    """What lies there, or why nothing is to be had."""
    try:
        content = evidence_store.read(evidence.kept_as)
    except FileNotFoundError:
        return b"", DAMAGED
    except OSError:
        return b"", NO_ANSWER
    return content, "" if hashlib.sha256(content).hexdigest() == evidence.sha256_kept else DAMAGED


@transaction.atomic
def _opened(evidence: EvidenceFile, content: bytes, fault: str, by: User) -> tuple[EvidenceFile, bytes]:
    held = locked(evidence.case, Act.READ, by)
    file = EvidenceFile.objects.readable().filter(pk=evidence.pk).first()
    if file is None:
        raise NotAllowed
    if fault:
        raise WrongState(fault)
    record(Verb.EVIDENCE_OPENED, target=held, by=by)
    return file, content


def may_seal(user: User, evidence: EvidenceFile, acts: frozenset[Act]) -> bool:
    """Who owns the case or leads safeguarding, and whoever added the file and still knows of the case: nobody who only
    deals with it shuts away alone what proves an allegation."""
    return Act.SEAL in acts or (evidence.added_by_id == user.pk and Act.KNOW in acts)


@transaction.atomic
def seal_evidence(*, evidence: EvidenceFile, by: User) -> EvidenceFile:
    """*I should not have uploaded this*: sealed for everybody with this request, and left out of backups made later. A
    copy of somebody's data in which it was enclosed is gone with it.

    Who owns the case and the safeguarding lead are told, as far as they may know of it. Raises NotAllowed.
    """
    held = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.case_id)
    file = EvidenceFile.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
    if not may_seal(by, file, acts_for(by, held)):
        raise NotAllowed
    if file.sealed_at:
        return file
    file.sealed_at, file.sealed_by = timezone.now(), by
    file.save(update_fields=["sealed_at", "sealed_by"])
    end_bundles_with(file)
    touch(held)
    add_entry(held, KIND, "A file was sealed: nobody can open it any more.", by=by)
    tell_of_sealing(held, except_user=by)
    record(Verb.EVIDENCE_SEALED, target=held, by=by)
    transaction.on_commit(sealed_list.keep, robust=True)
    return file
