"""Destroying a sealed file: one of two people asks, the other confirms (`second_person.py` says who they are). And what
the worker clears up of the storage."""

import datetime as dt
import logging
from functools import partial

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents import evidence_store, sealed_list
from incidents.models import Case, DataBundle, DraftFile, EvidenceDestruction, EvidenceFile, TimelineEntry
from incidents.notifications import tell_second
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo, NotAllowed, WrongState
from .locking import touch
from .second_person import can_confirm, is_waiting, may_ask, second_role, seconds

KIND = TimelineEntry.Kind.EVIDENCE
NOT_SEALED = "Only a sealed file can be destroyed."
ASKED = "Its destruction was asked for already. Somebody else confirms it."
GONE = "It was destroyed already."
NOBODY = "Nobody else could confirm it: it is about them, or their post is empty. The file stays sealed."


@transaction.atomic
def ask_destruction(*, evidence: EvidenceFile, reason: str, by: User) -> EvidenceDestruction:
    """Ask that a sealed file be destroyed, with the reason; also in place of what was asked and cannot come about any
    more. Whoever can be the second is told by the reference.

    Raises NotAllowed, CannotBeSo; WrongState also where nobody could be the second.
    """
    held, file = _held(evidence, by)
    if not may_ask(by, held):
        raise NotAllowed
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is to be destroyed.")
    before = EvidenceDestruction.objects.select_related("asked_by").filter(evidence=file).first()
    if before and is_waiting(before, held):
        raise WrongState(ASKED)
    second = second_role(held, by)
    if second is None:
        raise WrongState(NOBODY)
    asked = before or EvidenceDestruction(evidence=file)
    asked.reason, asked.asked_by, asked.asked_at, asked.second_role = reason.strip(), by, timezone.now(), second
    asked.save()
    touch(held)
    add_entry(held, KIND, "Asked: to destroy a sealed file. A second person confirms it.", by=by)
    tell_second(held, file, seconds(held, second, by))
    record(Verb.EVIDENCE_DESTRUCTION_ASKED, target=held, by=by)
    return asked


@transaction.atomic
def confirm_destruction(*, evidence: EvidenceFile, by: User) -> EvidenceFile:
    """Confirm it, as the other of the two: the bytes go, the row stays.

    Raises NotAllowed, WrongState; CannotBeSo for anybody but the second.
    """
    held, file = _held(evidence, by)
    asked = EvidenceDestruction.objects.select_for_update(of=("self",), no_key=True).filter(evidence=file).first()
    if asked is None:
        raise WrongState("Nobody has asked for it yet.")
    if not can_confirm(by, asked, held):
        raise CannotBeSo("", "One of two people asks, the other confirms. You are not the other of this one.")
    now = timezone.now()
    asked.confirmed_by, asked.confirmed_at, file.destroyed_at = by, now, now
    asked.save(update_fields=["confirmed_by", "confirmed_at"])
    file.save(update_fields=["destroyed_at"])
    touch(held)
    add_entry(held, KIND, "A sealed file was destroyed, as two people instructed.", by=by)
    record(Verb.EVIDENCE_DESTROYED, target=held, by=by)
    transaction.on_commit(partial(evidence_store.take_away, file.kept_as))
    transaction.on_commit(sealed_list.keep, robust=True)
    return file


def _held(evidence: EvidenceFile, by: User) -> tuple[Case, EvidenceFile]:
    held = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.case_id)
    if not can(by, Act.DESTROY, held):
        raise NotAllowed
    file = EvidenceFile.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
    if file.destroyed_at:
        raise WrongState(GONE)
    if not file.sealed_at:
        raise WrongState(NOT_SEALED)
    return held, file


def sweep_evidence(now: dt.datetime) -> int:
    """Take away files that have no row, after a crash, and those that two people destroyed; and bring the list of
    sealed files up to date, where a full disk kept that from being done at once. By the worker.

    Those of drafts are asked for first: one that becomes evidence meanwhile is found among the second.
    """
    try:
        sealed_list.keep()
    except OSError:  # no room on the disk: next time. The worker has other things to do
        logging.getLogger(__name__).exception("The list of sealed files could not be written.")
    of_drafts = set(DraftFile.objects.values_list("kept_as", flat=True))
    of_bundles = set(DataBundle.objects.filter(gone_at=None).values_list("kept_as", flat=True))
    try:
        return evidence_store.sweep(of_drafts | of_bundles | EvidenceFile.objects.kept_names(), now)
    except OSError:  # a storage that does not answer now is swept the next time
        logging.getLogger(__name__).exception("Files left over could not be taken away.")
        return 0
