"""Whose a case is: follows from the people it is about, again whenever those change (security 2.3, rule d)."""

from collections.abc import Iterable

from incidents.models import Case
from incidents.relations import OWNERS
from incidents.walls import OF_A_ROLE, Standing, Wall, wall_of
from people.models import User
from people.roles import Role

from .faults import NobodyLeft


def standing_of(user: User, said: Standing) -> Standing:
    """What somebody with an account is to the school, for routing: their highest role of today; who left keeps what
    was said of them. A parent who works here is somebody who works here."""
    for role, standing in OF_A_ROLE.items():
        if role in user.roles:
            return standing
    return said


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
