"""Who can see a case now, and why: the people and their reasons, out of the same table as every permission."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from people.models import RoleAssignment, User
from people.permissions import ROLE_PERMISSIONS, Permission
from people.roles import Role

from .models import Case, CaseAssignment, CasePerson, EvidenceDestruction, LegalReferral
from .relations import OWNING, SECONDS, Act, Relation, acts_of
from .sorts import Sort

OF_REFERRALS = ("decision__decided_by", "withdrawal__withdrawn_by", "referred_by")
BUNDLE = "reads what was put together for the governors, without names"
SECOND = "second of two for a sealed file: reads what is asked, nothing else"
OWN = "reads own words, “seen” and “closed”"


@dataclass(frozen=True)
class Seer:
    """Somebody who can see a case. `whole`: all of it, else what stands in the reasons. In order of how much."""

    user: User
    reasons: tuple[str, ...]
    is_whole: bool


Reasons = dict[User, dict[Relation, list[str]]]


@dataclass(frozen=True)
class Links:
    """Those who are linked to a case by name: whom it is about, who deals with it, what the governors are asked."""

    people: Sequence[CasePerson]
    dealing: Sequence[CaseAssignment]
    referrals: Sequence[LegalReferral]


def links_of(case: Case, people: Sequence[CasePerson] | None = None) -> Links:
    """Three queries at most, one more where governors were asked; `people` are those present, where a page has them.

    Whoever it was given to deals with it as long as they work here.
    """
    dealing = User.objects.holding(*(role for role in Role if Permission.INCIDENT_READ in ROLE_PERMISSIONS[role]))
    return Links(
        list(case.people.present()) if people is None else people,
        list(case.assignments.filter(ended_at=None, user__in=dealing).select_related("user", "given_by")),
        list(case.referrals.select_related(*OF_REFERRALS).prefetch_related("asked__user")),
    )


def who_can_see(case: Case, links: Links | None = None) -> list[Seer]:
    """Everybody who can see anything of `case` today, those who read all of it first. Two queries beside the links."""
    links = links or links_of(case)
    about = {person.user_id for person in links.people if person.part == CasePerson.Part.SUBJECT}
    found = []
    for user, relations in _linked(case, links).items():
        if user.pk in about or not user.is_active:
            continue
        acts = acts_of(frozenset(relations), case.circumstances)
        reasons = [
            reason
            for relation, said in relations.items()
            if acts_of(frozenset({relation}), case.circumstances)
            for reason in said
        ]
        if Act.KNOW in acts:
            found.append(Seer(user, tuple(reasons), Act.READ in acts))
    return sorted(found, key=lambda seer: (not seer.is_whole, seer.user.surname, seer.user.pk))


def _linked(case: Case, links: Links) -> Reasons:
    """Everybody with a relation to the case, and each relation in words."""
    found: Reasons = defaultdict(lambda: defaultdict(list))
    asking = [referral for referral in links.referrals if referral.is_open]
    _by_role(case, bool(asking), found)
    for given in links.dealing:
        found[given.user][Relation.HANDLER].append(_given(given))
    for member in case.panel.filter(ended_at=None).select_related("user"):
        if member.user:
            found[member.user][Relation.PANEL].append(f"on the panel: {BUNDLE}")
    for asked in (one for referral in asking for one in referral.asked.all()):
        found[asked.user][Relation.ASKED].append(f"asked about legal action: {BUNDLE}")
    if case.reported_by:
        said = "complained" if case.sort == Sort.COMPLAINT else "reported it"
        found[case.reported_by][Relation.REPORTER].append(f"{said}: {OWN}")
    return found


def _by_role(case: Case, is_asked: bool, found: Reasons) -> None:
    """Those whose role of today gives them a relation: owner, safeguarding lead, the chair once asked, and whoever is
    the second of two for a sealed file."""
    ways = {Role(case.owner_role): [(Relation.OWNER, "whose it is to decide")]}
    if case.sort == Sort.COMPLAINT:
        ways.setdefault(Role.CLERK, []).append((Relation.CLERK, "arranges the panel and keeps the file"))
    ways.setdefault(Role.DSL, []).append((Relation.SAFEGUARDING, ""))
    if is_asked:
        ways.setdefault(Role.CHAIR, []).append((Relation.ASKED, f"asked about legal action: {BUNDLE}"))
    asked = EvidenceDestruction.objects.waiting().filter(evidence__case=case.pk, second_role=OuterRef("role"))
    waiting = asked.exclude(asked_by=OuterRef("user"))
    roles = {*ways, *SECONDS, *OWNING[Sort(case.sort)]}
    held = RoleAssignment.objects.in_force().filter(role__in=roles).annotate(is_second=Exists(waiting))
    for assignment in held.select_related("user", "covers__user").order_by("is_cover", "pk"):
        more = [(Relation.SECOND, SECOND)] if assignment.is_second else []
        for relation, why in [*ways.get(Role(assignment.role), []), *more]:
            said = ", ".join(part for part in (_role(assignment), why) if part)
            if said not in found[assignment.user][relation]:
                found[assignment.user][relation].append(said)


def _role(assignment: RoleAssignment) -> str:
    """A role in words; who stands in says for whom and until when."""
    label = Role(assignment.role).label
    words = label[0].lower() + label[1:]
    if not assignment.is_cover:
        return words
    whom = f" for {assignment.covers.user.get_short_name()}" if assignment.covers else ""
    until = f" until {assignment.ends_on:%-d %B %Y}" if assignment.ends_on else ""
    return f"stands in{whom} as {words}{until}"


def _given(given: CaseAssignment) -> str:
    return f"deals with it, given by {given.given_by.get_short_name()} on {given.given_at:%-d %B %Y}"
