"""A checked picture goes to a holder of the account, where the teacher does not post; and back, if it is not posted."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.checking import Use
from consent.faults import ConsentFault, MayNotGoOut, WrongState
from consent.going_out import rule_on
from consent.models import Post, PostHanding, RecordedCheck
from consent.notifications import tell_of_handing
from people.models import User
from people.school_accounts import possible_holders, working_holders

from .posting import locked_account, locked_children


@transaction.atomic
def hand_over(*, check: RecordedCheck, holder: User, by: User, note: str = "") -> PostHanding:
    """Hand a checked picture to a holder of the account. Handed twice to the same person, it is one handing.

    Raises MayNotGoOut where somebody in it has no permission by now, WrongState where it is posted or handed to
    somebody else, ConsentFault for somebody who does not hold the account.
    """
    account = locked_account(check.destination)
    pupils = locked_children(list(check.children.values_list("pupil_id", flat=True)))
    waiting = PostHanding.objects.waiting().filter(check_record=check).select_related("holder").first()
    if waiting and waiting.holder_id == holder.pk:
        return waiting
    if waiting:
        raise WrongState(f"It was handed to {waiting.holder} already. Ask them, or take it back first.")
    if Post.objects.filter(check_record=check).exists():
        raise WrongState("This picture is entered as posted already.")
    able = set(possible_holders().values_list("pk", flat=True))
    if account is None or holder not in working_holders(account, able):
        raise ConsentFault("Choose somebody who holds the account. The register of accounts says who does.")
    ruling = rule_on(pupils, Use(check.destination, check.what, check.names))
    if not ruling.is_permitted:
        raise MayNotGoOut(ruling.nowhere or f"Leave out {ruling.left_out}. Ask again without them, and record that.")
    handing = PostHanding.objects.create(check_record=check, holder=holder, handed_by=by, note=note.strip())
    tell_of_handing(holder)
    record(Verb.POST_HANDED, target=check, by=by)
    return handing


@transaction.atomic
def end_handing(*, handing: PostHanding, why: str, by: User) -> PostHanding:
    """It is not posted: said by whoever handed it over, or whoever it was handed to. Said twice, it is once.

    Raises ConsentFault without a reason.
    """
    handing = PostHanding.objects.select_for_update(no_key=True).get(pk=handing.pk)
    if handing.ended_at:
        return handing
    if not why.strip():
        raise ConsentFault("Write in a few words why it is not posted.")
    handing.ended_at, handing.ended_by, handing.why_not = timezone.now(), by, why.strip()
    handing.save(update_fields=["ended_at", "ended_by", "why_not"])
    record(Verb.POST_NOT_POSTED, target=handing.check_record, by=by)
    return handing
