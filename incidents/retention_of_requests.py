"""Requests about data as a kind of record: what somebody asked about themself or a child, and what was answered.

They name whoever asked, and what they said of others. The headteacher asks for their destruction and the chair
confirms, but never whoever asks or is meant, nor a post from which the request is kept.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.disposal import NO_FIGURE, Kind, Went
from people.models import DataRestriction, DestructionRequest, KeepOrder, PupilContact, User
from people.permissions import Permission
from people.retention_kinds import by_uuid, may_ask, second
from people.roles import Role

from .actions.erasing import erase_data_request
from .models import DataRequest

SLUG = "data-request"
STAY = (
    "A restriction of use that it led to: it stays beside the child or the account.",
    "The data themselves: each kind is kept for its own time.",
    "The record of what happened: it holds numbers of rows, no names.",
    "Backups made before: throw them away when the next ones are proved.",
)
RESTRICTED = "The use of data is still restricted because of it. End that first."


def _about(request: DataRequest) -> set[int]:
    """Who asks, whom it is about, the parents of that child, and whoever holds a post from which it is kept."""
    found = {request.asked_by_id, request.about_user_id}
    if request.about_contact:
        found.add(request.about_contact.user_id)
    if request.about_pupil_id:
        found |= set(PupilContact.objects.filter(pupil=request.about_pupil_id).values_list("user", flat=True))
    kept = [Role(one) for one in request.kept_from.split()]
    if kept:
        found |= set(User.objects.holding(*kept).values_list("pk", flat=True))
    return {key for key in found if key}


def _kept_by(user: User) -> QuerySet[DataRequest]:
    """Those that a person keeps who looks after how long things are kept: never the office."""
    looks_after = user.has_perm(Permission.DISPOSAL_OPEN)
    return DataRequest.objects.visible_to(user) if looks_after else DataRequest.objects.none()


def _opened(user: User) -> QuerySet[DataRequest]:
    """Beside those who keep it: the second of the two, of the reference and why."""
    asked = DestructionRequest.objects.waiting().filter(kind=SLUG, second_role__in=sorted(user.roles))
    as_second = Q(pk__in=asked.values("record"))
    if Role.CHAIR in user.roles:
        kept = KeepOrder.objects.in_force().filter(kind=SLUG).exclude(set_by=user)
        as_second |= Q(pk__in=kept.values("record"))
    mine = PupilContact.objects.filter(pupil=OuterRef("about_pupil"), user=user)
    waiting = DataRequest.objects.filter(as_second).exclude(Exists(mine)).exclude(about_contact__user=user)
    waiting = waiting.exclude(Q(asked_by=user) | Q(about_user=user))
    for role in user.roles:
        waiting = waiting.exclude(kept_from__contains=str(role))
    return _kept_by(user) | waiting


def _readers(request: DataRequest) -> set[str]:
    """The posts whose holders read that it is gone: never one from which it was kept."""
    kept = set(request.kept_from.split())
    chair = Role.VICE_CHAIR if str(Role.CHAIR) in kept else Role.CHAIR
    return {str(role) for role in (Role.HEAD, Role.DPO, chair)} - kept


def _held(request: DataRequest) -> list[str]:
    open_still = ["It is open. Answer it first."] if request.is_open else []
    running = DataRestriction.objects.running().filter(reference=request.reference).exists()
    return [*open_still, *([RESTRICTED] if running else [])]


REQUESTS = Kind(
    slug=SLUG, label="Requests about data", noun="Request about data", model=DataRequest,
    rows=lambda: DataRequest.objects.exclude(answered_on=None), counts_from="answered_on",
    counted="the day it was answered, refused or taken back", months=72, is_known=False,
    source=f"{NO_FIGURE} Six years, as for complaints: as long as somebody can go to court about the answer.",
    seen=_kept_by, opened=_opened,
    may_ask=lambda user, request: may_ask(user, _about(request)),
    second=lambda request, first: second(_about(request), first), about=_about,
    keeps=lambda user, request: False, readers=_readers, key=by_uuid,
    reference=lambda request: request.reference,
    described=lambda request: f"Request about data: {request.get_right_display()}",
    in_list=lambda request: request.get_right_display(),
    goes=lambda request: [Went(request.entries.count(), "entry", "entries")], stays=STAY, parts=(erase_data_request,),
    holds_back=_held, names=lambda request: {request.asker_name, request.about_name},
)  # fmt: skip
