"""Destroying a sealed file: one of headteacher and safeguarding lead asks, the other confirms. And what the worker
clears up of the storage."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents import evidence_store
from incidents.models import Case, EvidenceDestruction, EvidenceFile, TimelineEntry
from incidents.relations import Act, Relation, acts_of
from incidents.standing import relations_of
from incidents.walls import Wall
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo, NotAllowed, WrongState
from .locking import touch

KIND = TimelineEntry.Kind.EVIDENCE
BOTH = frozenset({Relation.OWNER, Relation.SAFEGUARDING})
NOT_SEALED = "Only a sealed file can be destroyed."
ASKED = "Its destruction was asked for already. Somebody else confirms it."
GONE = "It was destroyed already."


def deciding(user: User, case: Case) -> frozenset[Relation]:
    """As what `user` may ask for destruction or confirm it: as owner, as safeguarding lead. Empty: not at all."""
    relations = relations_of(user, case)
    return relations & BOTH if Act.READ in acts_of(relations, Wall(case.wall), case.is_safeguarding) else frozenset()


@transaction.atomic
def ask_destruction(*, evidence: EvidenceFile, reason: str, by: User) -> EvidenceDestruction:
    """Ask that a sealed file be destroyed, with the reason; also in place of somebody who asked and decides no longer.

    Raises NotAllowed, WrongState, CannotBeSo.
    """
    held, file = _held(evidence, by)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is to be destroyed.")
    before = EvidenceDestruction.objects.select_related("asked_by").filter(evidence=file).first()
    if before and deciding(before.asked_by, held):
        raise WrongState(ASKED)
    asked = before or EvidenceDestruction(evidence=file)
    asked.reason, asked.asked_by, asked.asked_at = reason.strip(), by, timezone.now()
    asked.save()
    touch(held)
    add_entry(held, KIND, "Asked: to destroy a sealed file. A second person confirms it.", by=by)
    record(Verb.EVIDENCE_DESTRUCTION_ASKED, target=held, by=by)
    return asked


@transaction.atomic
def confirm_destruction(*, evidence: EvidenceFile, by: User) -> EvidenceFile:
    """Confirm it, as the other of headteacher and safeguarding lead: the bytes go, the row stays.

    Raises NotAllowed, WrongState; CannotBeSo where the two are not one of each.
    """
    held, file = _held(evidence, by)
    asked = EvidenceDestruction.objects.select_for_update(of=("self",), no_key=True).filter(evidence=file).first()
    if asked is None:
        raise WrongState("Nobody has asked for it yet.")
    if not can_confirm(by, asked, held):
        raise CannotBeSo("", "One of headteacher and safeguarding lead asks, the other confirms.")
    now = timezone.now()
    asked.confirmed_by, asked.confirmed_at, file.destroyed_at = by, now, now
    asked.save(update_fields=["confirmed_by", "confirmed_at"])
    file.save(update_fields=["destroyed_at"])
    touch(held)
    add_entry(held, KIND, "A sealed file was destroyed, as two people instructed.", by=by)
    record(Verb.EVIDENCE_DESTROYED, target=held, by=by)
    transaction.on_commit(partial(evidence_store.store().delete, file.kept_as))
    return file


def can_confirm(user: User, asked: EvidenceDestruction, case: Case) -> bool:
    """Whether `user` is the other one: the two together are owner of the case and safeguarding lead."""
    if user == asked.asked_by:
        return False
    mine, theirs = deciding(user, case), deciding(asked.asked_by, case)
    return any({one, other} == BOTH for one in mine for other in theirs)


def _held(evidence: EvidenceFile, by: User) -> tuple[Case, EvidenceFile]:
    held = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.case_id)
    if not deciding(by, held):
        raise NotAllowed
    file = EvidenceFile.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
    if file.destroyed_at:
        raise WrongState(GONE)
    if not file.sealed_at:
        raise WrongState(NOT_SEALED)
    return held, file


def sweep_evidence(now: dt.datetime) -> int:
    """Take away files that have no row, after a crash, and those that two people destroyed. By the worker."""
    return evidence_store.sweep(EvidenceFile.objects.kept_names(), now)
