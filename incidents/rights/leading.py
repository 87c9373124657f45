"""Who leads a request, looks through a part, checks it."""

from django.db.models import QuerySet
from django.utils import timezone

from consent.own import own_contacts
from incidents.models import BundlePart, Case, DataBreach, DataBundle, DataRequest, RequestState
from incidents.relations import OWNERS_OF, SECONDS, Act
from incidents.sorts import Sort
from incidents.standing import can
from people.models import User
from people.roles import Role

from .barred import barred_asker

Kind = BundlePart.Kind
NOT_GIVEN = (RequestState.REFUSED, RequestState.WITHDRAWN)


def leads(user: User, request: DataRequest) -> bool:
    """Whether `user` puts the bundle together and hands it over: the data-protection officer, or the chair where it is
    about the officer."""
    return request.leader_role in user.roles and DataRequest.objects.visible_to(user).filter(pk=request.pk).exists()


def may_prepare(user: User, part: BundlePart) -> bool:
    """Whether `user`, who may look through the part, decides what is blacked out of it. Of a case whoever may have its
    file; of the lists headteacher and officer, the chair where the chair leads."""
    if part.case:
        return can(user, Act.EXPORT, part.case)
    if part.kind == Kind.LISTS:
        return DataRequest.objects.visible_to(user).filter(pk=part.request_id).exists()
    return BundlePart.objects.readable_by(user).filter(pk=part.pk).exists()


def may_check(user: User, part: BundlePart) -> bool:
    """Whether `user` is the second person: may look through it, and neither released it nor decided of anything in it
    that it goes or is withheld."""
    if part.released_at is None or part.checked_at or user.pk in hands_in(part):
        return False
    return BundlePart.objects.readable_by(user).filter(pk=part.pk).exists()


def hands_in(part: BundlePart) -> set[int]:
    """The keys of those who released the part, opened a name in it, withheld or gave a text, enclosed a file or left it
    out: as it stands now."""
    found = {one.get("by") for one in part.opened.values()}
    for piece in part.pieces:
        found |= {piece[key].get("by") for key in ("withheld", "given", "enclosed", "left") if piece.get(key)}
    return {key for key in (*found, (part.withheld or {}).get("by"), part.released_by_id) if key}


def reader_role(case: Case, hands: set[int]) -> str:
    """Who else may read what goes out of a case that went through these hands: the next of those who own such a case,
    else the second of two (`relations.SECONDS`). Never whom it is about. Empty where there is nobody."""
    about = case.people.subjects().filter(user__isnull=False).values("user")
    owning = OWNERS_OF[Sort(case.sort)].get(case.circumstances.wall, ())
    for role in (*owning, *SECONDS):
        if User.objects.holding(role).exclude(pk__in=about).exclude(pk__in=hands).exists():
            return str(role)
    return ""


def second_of_breach(breach: DataBreach, hands: set[int]) -> str:
    """Who else may read what goes out of a record that the chair keeps: the vice-chair, else the clerk, never whom it
    is about. Empty where headteacher or officer may read it, and where there is nobody."""
    if not DataBreach.objects.kept_by_the_chair().filter(pk=breach.pk).exists():
        return ""
    about = breach.incident.people.subjects().exclude(user=None).values("user") if breach.incident else ()
    for role in (Role.VICE_CHAIR, Role.CLERK):
        if User.objects.holding(role).exclude(pk__in=about).exclude(pk__in=hands).exists():
            return str(role)
    return ""


def to_prepare(part: BundlePart) -> QuerySet[User]:
    """Who is told that a part waits for them."""
    if part.case:
        about = part.case.people.subjects().filter(user__isnull=False).values("user")
        roles = [Role(part.case.owner_role)]
        return _but_of(part, User.objects.holding(*roles).exclude(pk__in=about))
    roles = [Role.HEAD, Role.DPO] if part.request.leader_role != Role.CHAIR else [Role.HEAD, Role.CHAIR]
    if part.breach:
        roles.append(Role.CHAIR)  # of one about headteacher and officer; whom it is not for is told nothing of it
    kept = part.request.kept_from.split()
    return _but_of(part, User.objects.holding(*(role for role in roles if str(role) not in kept)))


def to_check(part: BundlePart) -> QuerySet[User]:
    """Who is told that a released part waits for a second person."""
    roles = [Role(part.second_role)] if part.second_role else [Role.HEAD, Role.DPO]
    if not part.second_role and (part.request.kept_from or part.request.leader_role == Role.CHAIR):
        roles.append(Role.CHAIR)
    found = User.objects.holding(*roles).exclude(pk__in=hands_in(part))
    if part.case:
        found = found.exclude(pk__in=part.case.people.subjects().filter(user__isnull=False).values("user"))
    return _but_of(part, found)


def _but_of(part: BundlePart, users: QuerySet[User]) -> QuerySet[User]:
    """Never who asks, nor whom it is about."""
    request = part.request
    return users.exclude(pk__in=[key for key in (request.asked_by_id, request.about_user_id) if key])


def may_go(request: DataRequest) -> bool:
    """Whether a file of this request still goes to whoever asked: not once it is refused or taken back, not where they
    may not ask, and not where a court order means them, today."""
    if request.state in NOT_GIVEN or (request.may_ask is not True and request.asks_for_another):
        return False
    return request.may_ask is not False and not barred_asker(request)


def may_fetch_own(user: User, request: DataRequest) -> bool:
    """Whether `user` asked for it and still may have it: of a child with parental responsibility today."""
    if request.asked_by_id != user.pk or user.is_shut or not may_go(request):
        return False
    if request.about_pupil_id:
        return own_contacts(user, timezone.localdate()).filter(pupil=request.about_pupil_id).exists()
    return request.about_user_id == user.pk


def may_fetch(user: User, bundle: DataBundle) -> bool:
    """Whether `user` hands this bundle over: whoever leads the request; of a part apart whoever may prepare it."""
    if not bundle.is_there or not may_go(bundle.request):
        return False
    if bundle.part:
        readable = BundlePart.objects.readable_by(user).filter(pk=bundle.part_id).exists()
        return readable and may_prepare(user, bundle.part)
    return leads(user, bundle.request)


def keepers_of(request: DataRequest) -> list[User]:
    """Who keeps this request today: office, headteacher and officer, or the chair; never of or about themselves."""
    roles = {Role.HEAD, Role.OFFICE, Role.DPO} | ({Role.CHAIR} if request.leader_role == Role.CHAIR else set())
    people = User.objects.holding(*roles).order_by("pk").prefetch_related("assignments")
    return [one for one in people if DataRequest.objects.visible_to(one).filter(pk=request.pk).exists()]
