"""Who the two are that have a sealed file destroyed: nobody does it alone, and nobody whom the case is about.

Whoever owns the case and the safeguarding lead. Where there is no safeguarding lead whom it is not about, or both are
one person, the chair takes the empty place, else the vice-chair: a case about the headteacher is the chair's and the
lead's, one about the lead the headteacher's and the chair's. The second learns the reference and what is asked, and
reads nothing of the case by it (`Relation.SECOND`).
"""

from django.db.models import QuerySet

from incidents.models import Case, EvidenceDestruction
from incidents.relations import SECONDS, Act, Relation, acts_of
from incidents.standing import can, relations_of
from people.models import User
from people.roles import Role

FIRST = frozenset({Relation.OWNER, Relation.SAFEGUARDING, Relation.SUBJECT})


def may_ask(user: User, case: Case) -> bool:
    """Whether `user` may ask that a sealed file be destroyed: as owner, or as safeguarding lead who reads the case."""
    return Act.DESTROY in acts_of(relations_of(user, case) & FIRST, case.circumstances)


def second_role(case: Case, first: User) -> Role | None:
    """The role whose holder confirms what `first` asks. None where nobody else could: then it stays sealed."""
    owns = Relation.OWNER in relations_of(first, case)
    roles = SECONDS if owns else (Role(case.owner_role),)
    return next((role for role in roles if seconds(case, role, first).exists()), None)


def seconds(case: Case, role: Role, first: User) -> QuerySet[User]:
    """Who could confirm it by that role today: never `first`, never whom it is about."""
    about = case.people.subjects().filter(user__isnull=False).values("user")
    return User.objects.holding(role).exclude(pk__in=about).exclude(pk=first.pk)


def ahead_of(user: User) -> tuple[Role, ...] | None:
    """The roles whose holders would be the second before `user`, beside the owner of a case; None where `user` would
    be the second of nobody. For lists, which ask in one query what `second_role` asks of one case."""
    own = next((role for role in SECONDS if role in user.roles), None)
    return None if own is None else SECONDS[: SECONDS.index(own)]


def can_confirm(user: User, asked: EvidenceDestruction, case: Case) -> bool:
    """Whether `user` is the second of what was asked, and whoever asked may still ask."""
    if asked.confirmed_at or user == asked.asked_by or asked.second_role not in user.roles:
        return False
    return can(user, Act.DESTROY, case) and may_ask(asked.asked_by, case)


def is_waiting(asked: EvidenceDestruction, case: Case) -> bool:
    """Whether what was asked can still come about: whoever asked may ask, and somebody can be the second."""
    if not asked.second_role or not may_ask(asked.asked_by, case):
        return False
    return seconds(case, Role(asked.second_role), asked.asked_by).exists()
