"""Complaints about one thing, put together and answered with one text (D14). Each stays a complaint of its own.

What is sent to one goes through the very action that answers a single one: the same checks, the same mail, and nobody
reads of another.
"""

import uuid
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Campaign, Case, Complaint, TimelineEntry
from incidents.relations import Act
from incidents.sorts import Sort
from people.models import User

from .complaint_answering import Answer, answer_stage
from .complaint_writing import write_to_complainant
from .entries import add_entry
from .faults import CannotBeSo, NotAllowed, Stale, WrongState
from .locking import locked, locked_open, touch

Kind = TimelineEntry.Kind
GONE = "One of them is not in this group any more, or not yours. Look again at the group."
CHOOSE = "Choose at least one complaint."


@transaction.atomic
def group_complaints(*, title: str, chosen: Iterable[UUID], by: User) -> Campaign:
    """Put open complaints of one's own together under a title. Raises CannotBeSo without a title, or with fewer than
    two; WrongState for one that is closed or in a group already; NotAllowed for one of somebody else."""
    keys = set(chosen)
    if not title.strip():
        raise CannotBeSo("title", "Write what they are about.")
    if len(keys) < 2:
        raise CannotBeSo("chosen", "Choose two or more: one is answered on its own page.")
    cases = _cases(keys, by)
    campaign = Campaign.objects.create(title=title.strip()[:160], made_by=by)
    for case in cases:
        _put_in(case, campaign, by)
    return campaign


@transaction.atomic
def add_to_group(*, campaign: Campaign, chosen: Iterable[UUID], by: User) -> int:
    """Put further ones in. Returns how many. Raises CannotBeSo, WrongState, NotAllowed."""
    keys = set(chosen)
    if not keys:
        raise CannotBeSo("chosen", CHOOSE)
    held, cases = _held(campaign, by), _cases(keys, by)
    for case in cases:
        _put_in(case, held, by)
    return len(cases)


@transaction.atomic
def take_out(*, campaign: Campaign, case: Case, by: User) -> None:
    """Take one out: it goes on by itself. Raises NotAllowed, WrongState where it is not in."""
    _held(campaign, by)
    held = locked(case, Act.CHANGE_STATE, by)
    if held.complaint.campaign_id != campaign.pk:
        raise WrongState(GONE)
    Complaint.objects.filter(pk=held.pk).update(campaign=None)
    touch(held)
    add_entry(held, Kind.EVENT, "Taken out of a group about one thing.", by=by)
    record(Verb.COMPLAINT_CAMPAIGN, target=held, by=by)


@transaction.atomic
def answer_together(*, campaign: Campaign, answer: Answer, seen: Mapping[UUID, int], by: User) -> int:
    """Answer the stage of each chosen one with the same words; all of them or none. `seen`: the revision of each as
    its page showed it. Returns how many.

    Raises CannotBeSo without one; WrongState with the reference of one that cannot be answered now or was changed
    meanwhile; NotAllowed.
    """
    held, cases = _held(campaign, by), _of(campaign, seen, by)
    for case in cases:
        try:
            answer_stage(case=case, answer=answer, revision=seen[case.public_id], by=by)
        except Stale:
            raise WrongState(f"{case.reference} was changed while you were writing. Look at it first.") from None
        _answered(case, len(cases), by)
    return _replied(held, cases, by)


@transaction.atomic
def write_together(
    *, campaign: Campaign, text: str, is_question: bool, chosen: Iterable[UUID], form_key: UUID, by: User
) -> int:
    """The same words or question to whoever made each chosen one, each on their own page; all of them or none. Sent
    twice with one form it is one message to each. Returns how many. Raises CannotBeSo, WrongState, NotAllowed."""
    held, cases = _held(campaign, by), _of(campaign, set(chosen), by)
    for case in cases:
        key = uuid.uuid5(form_key, str(case.public_id))
        write_to_complainant(case=case, text=text, is_question=is_question, form_key=key, by=by)
    return _replied(held, cases, by)


def _held(campaign: Campaign, by: User) -> Campaign:
    """The group, held, for somebody who owns all of it. Raises NotAllowed."""
    found = Campaign.objects.select_for_update(of=("self",), no_key=True).visible_to(by).filter(pk=campaign.pk).first()
    if found is None:
        raise NotAllowed
    return found


def _cases(keys: set[UUID], by: User) -> list[Case]:
    """The chosen ones, as far as `by` owns them all, in the order in which they are locked. Raises NotAllowed."""
    owned = Case.objects.allowing(Act.CHANGE_STATE, by, Sort.COMPLAINT)
    cases = list(owned.filter(public_id__in=keys).select_related("complaint").order_by("pk"))
    if len(cases) != len(keys):
        raise NotAllowed
    return cases


def _of(campaign: Campaign, keys: Iterable[UUID], by: User) -> list[Case]:
    wanted = set(keys)
    if not wanted:
        raise CannotBeSo("chosen", CHOOSE)
    cases = _cases(wanted, by)
    if any(case.complaint.campaign_id != campaign.pk for case in cases):
        raise WrongState(GONE)
    return cases


def _put_in(case: Case, campaign: Campaign, by: User) -> None:
    held = locked_open(case, Act.CHANGE_STATE, by)
    if held.complaint.campaign_id:
        raise WrongState(f"{held.reference} is in a group already. Take it out there first.")
    Complaint.objects.filter(pk=held.pk).update(campaign=campaign)
    touch(held)
    add_entry(held, Kind.EVENT, "Put together with others about one thing.", by=by)
    record(Verb.COMPLAINT_CAMPAIGN, target=held, by=by)


def _answered(case: Case, count: int, by: User) -> None:
    add_entry(case, Kind.EVENT, "Answered with the same words as others about one thing.", by=by)
    record(Verb.COMPLAINT_CAMPAIGN, target=case, by=by, complaints=count)


def _replied(campaign: Campaign, cases: list[Case], by: User) -> int:
    campaign.replied_by, campaign.replied_at = by, timezone.now()
    campaign.save(update_fields=["replied_by", "replied_at"])
    return len(cases)
