"""Whose a case is: follows from the people it is about, again whenever those change (security 2.3, rule d)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from incidents.complaints import abouts
from incidents.models import Case, CasePerson, Complaint, State
from incidents.relations import OWNERS_OF, Act, Relation, grants_for
from incidents.sorts import Sort
from incidents.walls import OF_A_ROLE, Standing, Wall, wall_of
from people.models import User
from people.roles import Role

from .faults import NobodyLeft

ROUTED = ("wall", "owner_role", "passed_at")  # the fields of a case that `route` sets
About = Sequence[tuple[Standing, User | None]]  # whom a case is about, each with an account where one is known


@dataclass(frozen=True)
class Way:
    """Where a report about some people goes. `roles` read it; for whoever it is about it does not exist."""

    wall: Wall
    owner: Role
    roles: tuple[Role, ...]


def standing_of(user: User, said: Standing) -> Standing:
    """What somebody with an account is to the school, for routing: their highest role of today; who left keeps what
    was said of them. A parent who works here is somebody who works here."""
    return standing_by(user.roles, said)


def standing_by(roles: Iterable[Role], said: Standing) -> Standing:
    """The same, from the roles that somebody holds today."""
    held = set(roles)
    return next((standing for role, standing in OF_A_ROLE.items() if role in held), said)


def way_of(about: About, *, is_safeguarding: bool) -> Way:
    """Where a report about these people would go, before anything is kept. The standings are those of today.

    Raises NobodyLeft.
    """
    users = [user for _, user in about if user]
    wall, owner = wall_and_owner(about)
    of_leads = [one for one in grants_for(Act.READ) if (one.relation, one.wall) == (Relation.SAFEGUARDING, wall)]
    with_lead = any(is_safeguarding or not grant.if_safeguarding for grant in of_leads)
    leads = User.objects.holding(Role.DSL).exclude(pk__in=[user.pk for user in users])
    return Way(wall, owner, (owner, Role.DSL) if with_lead and leads.exists() else (owner,))


def way_of_complaint(
    about: abouts.About, named: Iterable[User] = (), *, is_to_sort: bool = False, author: User | None = None
) -> Way:
    """Where a complaint would go, before anything is kept. `named`: the accounts that the name typed may mean;
    `author`: whoever complains, where they are signed in.

    So the sentence *This will be read by ...* and what happens after *Send* cannot differ. Raises NobodyLeft.
    """
    users = list(named)
    wall = abouts.wall_of_complaint(about, [standing_of(user, Standing.OTHER) for user in users], is_to_sort=is_to_sort)
    owner = owner_of(wall, users, Sort.COMPLAINT, author)
    return Way(wall, owner, (owner,))


def wall_and_owner(about: About, case: Case | None = None) -> tuple[Wall, Role]:
    """Behind which wall a case about these people stands, and whose it is; of a complaint also by what it said it is
    about. Raises NobodyLeft."""
    standings, users = [standing for standing, _ in about], [user for _, user in about if user]
    if case is None or case.sort == Sort.INCIDENT:
        wall = wall_of(standings)
        return wall, owner_of(wall, users)
    said = case.complaint
    wall = abouts.wall_of_complaint(abouts.About(said.about), standings, is_to_sort=said.is_to_sort)
    return wall, owner_of(wall, users, Sort.COMPLAINT, case.reported_by)


def owner_of(wall: Wall, about: Iterable[User], sort: Sort = Sort.INCIDENT, author: User | None = None) -> Role:
    """The role that owns a case behind `wall`: the first that somebody holds today whom it is not about.

    Nobody decides their own complaint while somebody else may: `author` comes last. Raises NobodyLeft where there is
    none.
    """
    keys = {user.pk for user in about}
    for passed_over in [keys | {author.pk}, keys] if author else [keys]:
        for role in OWNERS_OF[sort][wall]:
            if User.objects.holding(role).exclude(pk__in=passed_over).exists():
                return role
    raise NobodyLeft


def route(case: Case) -> bool:
    """Set the wall and the owner of a held case from the people it is about now. Returns whether either changed.

    Whoever owns it from now on has not opened it: from this moment it waits for them, though others had seen it. The
    caller saves `ROUTED`. Raises NobodyLeft.
    """
    before = (case.wall, case.owner_role)
    about = about_of(case.people.subjects().select_related("user"))
    case.wall, case.owner_role = wall_and_owner(about, case)
    if case.owner_role != before[1] and case.is_open and case.state != State.NEW:
        case.passed_at = timezone.now()
    if case.owner_role != before[1] and case.sort == Sort.COMPLAINT:  # a group of complaints is of one owner
        Complaint.objects.filter(pk=case.pk).exclude(campaign=None).update(campaign=None)
    return before != (case.wall, case.owner_role)


def about_of(people: Iterable[CasePerson]) -> About:
    """Whom a case is about, of the people in it, each as what they are to the school today."""
    return [
        (standing_of(person.user, Standing(person.standing)) if person.user else Standing(person.standing), person.user)
        for person in people
        if person.part == CasePerson.Part.SUBJECT
    ]
