"""Gathering everything about one person: the sections that each app declares, each case, each data breach."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consent import about_person as of_consent
from incidents import about_person as of_incidents
from incidents.models import BundlePart, Case, DataBreach, DataRequest, Right
from incidents.walls import Wall
from people import about_person as of_people
from people import about_record as of_record
from people.about_person import Person, Row, Section
from people.models import User
from people.roles import Role
from policies import about_person as of_policies

from .case_part import TITLES, names_in_case, rows_of_case
from .pieces import pieces_from
from .subjects import Own, breaches_with, finder_for, linked_cases, own_cases, own_of, person_of

# Every section of the part from the lists, in the order of the bundle.
SECTIONS: tuple[Section, ...] = (
    *of_people.SECTIONS, *of_consent.SECTIONS, *of_policies.SECTIONS, *of_incidents.SECTIONS, *of_record.SECTIONS,
)  # fmt: skip
# Tables that are no part of a bundle, each with the reason; a test walks all tables.
NOT_TOLD: dict[str, str] = {
    **of_people.NOT_TOLD, **of_consent.NOT_TOLD, **of_policies.NOT_TOLD, **of_incidents.NOT_TOLD, **of_record.NOT_TOLD,
}  # fmt: skip
TOLD = {model for section in SECTIONS for model in section.models} | {
    *of_incidents.OF_A_CASE, *of_incidents.OF_A_BREACH,
}  # fmt: skip
# Of the educational record: what the school holds about the child as a pupil; no account, no record of who looked.
OF_THE_RECORD = frozenset({"pupil", "classes", "contacts", "marks", "restrictions"})
# What somebody gave themself, to take elsewhere (article 20).
TO_TAKE_ALONG = frozenset({"pupil", "contacts", "account", "answers", "readings", "photo-requests"})
# Headings that say nothing of a child, and those that say nothing of a grown-up: left out, not told as empty.
OF_GROWN_UPS = frozenset({"account", "roles", "teaching", "mails", "readings", "duties", "said", "sign-in", "did"})
OF_CHILDREN = frozenset({"pupil", "classes", "decisions", "checks", "removals"})
WALL_OF = {Role.HEAD: Wall.HEAD, Role.CHAIR: Wall.CHAIR, Role.CLERK: Wall.CLERK}


@dataclass(frozen=True)
class Gathered:
    """One part as it was gathered."""

    kind: BundlePart.Kind
    content: dict[str, Any]
    case: Case | None = None
    breach: DataBreach | None = None
    is_apart: bool = False


def gather(request: DataRequest) -> Iterator[Gathered]:
    """Every part of the bundle that answers `request`. A part for each case in which the person is linked or which they
    brought; none of it is looked at by anybody here."""
    person = person_of(request)
    own = own_of(person, request)
    yield Gathered(BundlePart.Kind.LISTS, _lists(request, person, own))
    if request.right != Right.ACCESS:
        return
    linked = set(linked_cases(person).values_list("pk", flat=True))
    brought = set(own_cases(person, request).values_list("pk", flat=True))
    related = ("incident", "complaint", "reported_by")
    for case in Case.objects.filter(pk__in=linked | brought).select_related(*related).order_by("reported_at", "pk"):
        rows = rows_of_case(case, person, is_linked=case.pk in linked, brought=case.pk in brought)
        finder = finder_for(own, names_in_case(case))
        content = _content([(key, title) for key, title in TITLES.items()], pieces_from(rows, finder))
        yield Gathered(BundlePart.Kind.CASE, content, case=case, is_apart=_is_about_leader(case, request))
    for breach in breaches_with(person).distinct().order_by("aware_at", "pk"):
        told = [("breach", row) for row in of_incidents.rows_of_breach(breach)]
        content = _content([("breach", "Data breach")], pieces_from(told, finder_for(own)))
        is_apart = _is_kept_from_officer(breach, request)
        yield Gathered(BundlePart.Kind.BREACH, content, breach=breach, is_apart=is_apart)


def _lists(request: DataRequest, person: Person, own: Own) -> dict[str, Any]:
    left_out = OF_GROWN_UPS if person.pupil else OF_CHILDREN
    wanted = [section for section in SECTIONS if section.key not in left_out and _is_wanted(section, request)]
    rows: list[tuple[str, Row]] = [(section.key, row) for section in wanted for row in section.rows(person)]
    return _content([(section.key, section.title) for section in wanted], pieces_from(rows, finder_for(own)))


def _is_wanted(section: Section, request: DataRequest) -> bool:
    if request.right == Right.RECORD:
        return section.key in OF_THE_RECORD
    return request.right != Right.MOVE or section.key in TO_TAKE_ALONG


def _content(titles: list[tuple[str, str]], pieces: list[dict[str, Any]]) -> dict[str, Any]:
    """Every heading, also where nothing stands under it: that nothing is held is an answer too."""
    return {"sections": [{"key": key, "title": title} for key, title in titles], "pieces": pieces}


def _is_kept_from_officer(breach: DataBreach, request: DataRequest) -> bool:
    """Whether the officer leads the request and may not read this record: then no number tells them of it."""
    if request.leader_role != Role.DPO:
        return False
    officers = User.objects.holding(Role.DPO).prefetch_related("assignments")
    this = DataBreach.objects.filter(pk=breach.pk)
    return any(not DataBreach.objects.visible_to(one).filter(pk__in=this).exists() for one in officers)


def _is_about_leader(case: Case, request: DataRequest) -> bool:
    """Whether the case is about somebody who leads the request today: they learn nothing of it, by no number."""
    role = Role(request.leader_role)
    if WALL_OF.get(role) == case.wall:
        return True
    leaders = User.objects.holding(role).order_by().values("pk")
    return case.people.subjects().filter(user__in=leaders).exists()
