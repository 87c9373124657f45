"""The kinds of record of this app: incidents, complaints, data breaches; and requests about data (a module apart).

Who sees that a case is due is who owns it by the table of relations; the two who have it destroyed are those who have a
sealed file of it destroyed (`actions/second_person.py`). For everybody else no case is due, not even as a number.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.disposal import NO_FIGURE, Kind, Went
from people.models import DestructionRequest, KeepOrder, RoleAssignment, User
from people.permissions import Permission
from people.retention_kinds import by_uuid, may_ask, second
from people.roles import Role
from people.tracing import Traces

from .actions.erasing import erase_breach, erase_case
from .actions.second_person import ahead_of, second_role, seconds
from .actions.second_person import may_ask as may_ask_of_case
from .case_periods import ABOUT_STAFF, COMPLAINT, INCIDENT, MONTHS, SLUGS, bears_on_abuse
from .models import BreachAbout, BundlePart, Case, CasePerson, DataBreach
from .models.breaches import OF_POSTS, about_the_head
from .relations import Act
from .retention_of_requests import REQUESTS
from .sorts import Sort
from .walls import Wall

STAY = (
    "A record of a data breach that came out of it, for its own time.",
    "Numbers in reports to governors and in figures: they name nobody.",
    "The record of what happened: it holds numbers of rows, no names.",
    "Backups made before: throw them away when the next ones are proved.",
)
AWAITED = "Somebody asked for their data, and this is part of the answer. Answer them first."


def _closed(sort: Sort, walls: Q) -> QuerySet[Case]:
    return Case.objects.filter(walls, sort=sort).exclude(closed_at=None)


def _owned(user: User, sort: Sort) -> QuerySet[Case]:
    return Case.objects.allowing(Act.DESTROY, user, sort).filter(owner_role__in=sorted(user.roles))


def _opened(user: User, sort: Sort) -> QuerySet[Case]:
    """Those that they own; those of which destruction waits for them as the second, or that they may let go of again:
    of these they learn the reference and why. Nothing is asked until it is looked at, and then in one query."""
    if not user.has_perm(Permission.DISPOSAL_OPEN) or user.is_shut:
        return Case.objects.none()
    asked = DestructionRequest.objects.waiting().filter(kind__in=SLUGS, second_role__in=sorted(user.roles))
    as_second = Q(pk__in=asked.exclude(asked_by=user).values("record")) | Q(pk__in=_kept_for(user).values("record"))
    about_me = CasePerson.objects.subjects().filter(case=OuterRef("pk"), user=user)
    return _owned(user, sort) | Case.objects.filter(as_second, sort=sort).exclude(Exists(about_me))


def _kept_for(user: User) -> QuerySet[KeepOrder]:
    """What owners had kept of whom `user` would be the second: as `second_role` says of one case. What somebody else
    had kept is let go of by its owner, who opens it anyway."""
    ahead = ahead_of(user)
    if ahead is None:
        return KeepOrder.objects.none()
    kept = KeepOrder.objects.in_force().filter(kind__in=SLUGS).exclude(set_by=user)
    kept = kept.annotate(owner=Case.objects.filter(pk=OuterRef("record")).values("owner_role"))
    works = User.objects.working_on(timezone.localdate()).filter(pk=OuterRef("set_by"))
    holds = RoleAssignment.objects.in_force().filter(user=OuterRef("set_by"), role=OuterRef("owner"))
    about = CasePerson.objects.subjects().filter(case=OuterRef(OuterRef("record")), user=OuterRef("pk"))
    for role in ahead:
        others = User.objects.holding(role).exclude(pk=OuterRef("set_by")).exclude(Exists(about))
        kept = kept.exclude(Exists(others))
    return kept.filter(Exists(works), Exists(holds))


def _second(case: Case, first: User) -> tuple[str, QuerySet[User]] | None:
    role = second_role(case, first)
    return (str(role), seconds(case, role, first)) if role else None


def _about(case: Case) -> set[int]:
    return set(case.people.subjects().exclude(user=None).values_list("user", flat=True))


def _readers(case: Case) -> set[str]:
    """Who owned it, and who was the other of the two."""
    owners = User.objects.holding(case.owner_role).exclude(pk__in=_about(case)).first()
    role = second_role(case, owners) if owners else None
    return {case.owner_role, *([str(role)] if role else [])}


def _goes(case: Case) -> list[Went]:
    counted = (
        (case.timeline.count(), "entry of the timeline", "entries of the timeline"),
        (case.evidence.filter(destroyed_at=None).count(), "file", "files"),
        (case.people.count(), "person in it", "people in it"),
        (case.steps.count(), "step", "steps"),
    )
    return [Went(count, one, many) for count, one, many in counted if count]


def _describe(case: Case) -> str:
    """Of which class or year the children in it were; nothing else of it."""
    years = sorted({one.year_group for one in case.people.all() if one.year_group})
    what = "Complaint" if case.sort == Sort.COMPLAINT else "Incident"
    return f"{what}{', children of ' if years else ''}{', '.join(f'Year {one}' for one in years)}"


def _traces(case: Case) -> Traces:
    """Of whoever complained: no reason says their address."""
    email = case.complaint.email if case.sort == Sort.COMPLAINT and hasattr(case, "complaint") else ""
    return Traces(frozenset({email} if email else ()))


def _names(case: Case) -> set[str]:
    """Of everybody who stands in it, as linked or typed."""
    people = set(case.people.values_list("name", flat=True))
    complaint = case.complaint if case.sort == Sort.COMPLAINT and hasattr(case, "complaint") else None
    if complaint:
        people |= {complaint.name, complaint.child_name, complaint.about_name, complaint.written_by}
    return people


def _names_in_breach(breach: DataBreach) -> set[str]:
    """Of the children linked to it, and in the incident that it came out of."""
    children = {str(one.pupil) for one in breach.pupils.select_related("pupil")}
    return children | (_names(breach.incident) if breach.incident else set())


def _hints(case: Case) -> list[str]:
    closures = list(case.closures.order_by("closed_at"))
    if len(closures) < 2:
        return []
    days = " and ".join(f"{timezone.localdate(one.closed_at):%-d %B %Y}" for one in closures[:-1])
    return [f"Closed before on {days}, and opened again. The time counts from the last time."]


def _of_cases(slug: str, sort: Sort, walls: Q, **fields: Any) -> Kind:
    return Kind(
        slug=slug, also_kept_as=tuple(one for one in SLUGS if one != slug), model=Case,
        rows=lambda: _closed(sort, walls), counts_from="closed_at", is_moment=True,
        counted="the day it was closed", months=MONTHS[slug], seen=lambda user: _owned(user, sort),
        opened=lambda user: _opened(user, sort), may_ask=lambda user, case: _may_ask(user, case), second=_second,
        keeps=lambda user, case: False, about=_about,
        readers=_readers, key=by_uuid, reference=lambda case: case.reference, described=_describe,
        goes=_goes, stays=STAY, parts=(erase_case,), holds_back=lambda case: _held(case), hints=_hints,
        names=_names,
        bears_on_abuse=bears_on_abuse, **fields,
    )  # fmt: skip


def _may_ask(user: User, case: Case) -> bool:
    return user.pk not in _about(case) and may_ask_of_case(user, case) and case.owner_role in user.roles


def _open(case: Case | DataBreach) -> list[str]:
    return [] if case.closed_at else ["It is open. Close it first."]


def _held(record: Case | DataBreach) -> list[str]:
    """It is open, or part of what somebody who asked for their data waits for."""
    of = {"case" if isinstance(record, Case) else "breach": record}
    is_awaited = BundlePart.objects.filter(request__answered_on=None, **of).exists()
    return [*_open(record), *([AWAITED] if is_awaited else [])]


INCIDENTS = _of_cases(
    INCIDENT, Sort.INCIDENT, Q(wall=Wall.PUPIL), label="Incidents about pupils, parents or somebody unknown",
    noun="Incident", is_known=False,
    source=f"{NO_FIGURE} IRMS names none for incidents of this kind; one to six years after the child left are common.",
)  # fmt: skip
INCIDENTS_ABOUT_STAFF = _of_cases(
    ABOUT_STAFF, Sort.INCIDENT, ~Q(wall=Wall.PUPIL), label="Incidents about staff and governors", noun="Incident",
    source="Keeping children safe in education, and IRMS: an allegation is kept until pension age, or for ten years "
    "where that is longer. The portal knows nobody’s age: the two who destroy make sure.",
)  # fmt: skip
COMPLAINTS = _of_cases(
    COMPLAINT, Sort.COMPLAINT, Q(), label="Complaints", noun="Complaint", traces=_traces,
    source="IRMS toolkit for schools: six years after it is settled, then looked at again; longer where negligence or "
    "a child’s safety is claimed.",
)  # fmt: skip


def _of_breach(breach: DataBreach) -> set[int]:
    """Whom the incident is about that it came out of; the head, where it is about the head, the officer, or both."""
    about = _about(breach.incident) if breach.incident else set()
    posts = OF_POSTS.get(BreachAbout(breach.about), ())
    return about | set(User.objects.holding(*posts).values_list("pk", flat=True)) if posts else about


def _readers_of_breach(breach: DataBreach) -> set[str]:
    """The posts whose holders read that it is gone: never that of somebody whom it is about."""
    of_head = DataBreach.objects.filter(about_the_head(), pk=breach.pk).exists()
    of_officer = User.objects.holding(Role.DPO).filter(pk__in=_of_breach(breach)).exists()
    return {"chair"} | (set() if of_head else {"head"}) | (set() if of_officer else {"dpo"})


def _breaches() -> QuerySet[DataBreach]:
    return DataBreach.objects.exclude(closed_at=None)


BREACHES = Kind(
    slug="data-breach", label="Data breaches", noun="Data breach", model=DataBreach, rows=_breaches,
    counts_from="closed_at", is_moment=True, counted="the day it was closed", months=72, is_known=False,
    source=f"{NO_FIGURE} The law asks for a record of every data breach and names no end (UK GDPR, article 33(5)); six "
    "years as for complaints.",
    seen=lambda user: _breaches_of(user), opened=lambda user: _opened_breaches(user),
    may_ask=lambda user, breach: may_ask(user, _of_breach(breach)),
    second=lambda breach, first: second(_of_breach(breach), first), about=_of_breach,
    keeps=lambda user, breach: False,
    readers=_readers_of_breach, key=by_uuid,
    reference=lambda breach: breach.reference, described=lambda breach: "Data breach",
    goes=lambda breach: [Went(breach.entries.count(), "entry", "entries")], stays=STAY[1:], parts=(erase_breach,),
    holds_back=_held, names=_names_in_breach,
)  # fmt: skip


def _breaches_of(user: User) -> QuerySet[DataBreach]:
    return DataBreach.objects.visible_to(user)


def _opened_breaches(user: User) -> QuerySet[DataBreach]:
    """Beside those who keep it: the second of the two, of the reference and why. Never whom it is about."""
    asked = DestructionRequest.objects.waiting().filter(kind="data-breach", second_role__in=sorted(user.roles))
    as_second = Q(pk__in=asked.values("record"))
    if Role.CHAIR in user.roles:
        kept = KeepOrder.objects.in_force().filter(kind="data-breach").exclude(set_by=user)
        as_second |= Q(pk__in=kept.values("record"))
    about_me = CasePerson.objects.subjects().filter(case=OuterRef("incident"), user=user)
    waiting = DataBreach.objects.filter(as_second).exclude(Exists(about_me)).exclude(about__in=sorted(user.roles))
    return DataBreach.objects.visible_to(user) | waiting


KINDS = (INCIDENTS, INCIDENTS_ABOUT_STAFF, COMPLAINTS, BREACHES, REQUESTS)
