"""Whose a case is: follows from the people it is about, again whenever those change (security 2.3, rule d)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidents.models import Case
from incidents.relations import OWNERS, Act, Relation, grants_for
from incidents.walls import OF_A_ROLE, Standing, Wall, wall_of
from people.models import User
from people.roles import Role

from .faults import NobodyLeft

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
    wall = wall_of([standing for standing, _ in about])
    owner = owner_of(wall, users)
    of_leads = [one for one in grants_for(Act.READ) if (one.relation, one.wall) == (Relation.SAFEGUARDING, wall)]
    with_lead = any(is_safeguarding or not grant.if_safeguarding for grant in of_leads)
    leads = User.objects.holding(Role.DSL).exclude(pk__in=[user.pk for user in users])
    return Way(wall, owner, (owner, Role.DSL) if with_lead and leads.exists() else (owner,))


def owner_of(wall: Wall, about: Iterable[User]) -> Role:
    """The role that owns a case behind `wall`: the first that somebody holds today whom it is not about.

    Raises NobodyLeft where there is none.
    """
    keys = {user.pk for user in about}
    for role in OWNERS[wall]:
        if User.objects.holding(role).exclude(pk__in=keys).exists():
            return role
    raise NobodyLeft


def route(case: Case) -> bool:
    """Set the wall and the owner of a held case from the people it is about now. Returns whether either changed.

    The caller saves. Raises NobodyLeft.
    """
    subjects = list(case.people.subjects().select_related("user"))
    standings = [
        standing_of(person.user, Standing(person.standing)) if person.user else Standing(person.standing)
        for person in subjects
    ]
    before = (case.wall, case.owner_role)
    case.wall = wall_of(standings)
    case.owner_role = owner_of(Wall(case.wall), [person.user for person in subjects if person.user])
    return before != (case.wall, case.owner_role)
