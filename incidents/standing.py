"""What somebody is to one case, and so what they may do with it (security 2.3)."""

from people.models import User
from people.roles import Role

from .models import Case, CasePerson, LegalReferral
from .relations import Act, Relation, acts_of
from .walls import Wall


def relations_of(user: User, case: Case) -> frozenset[Relation]:
    """Everything that `user` is to `case` now. At most four queries."""
    if not user.is_authenticated or not user.is_active or user.is_shut:
        return frozenset()
    mine = {"user": user, "ended_at": None}
    is_so = {
        Relation.SUBJECT: CasePerson.objects.subjects().filter(case=case, user=user).exists(),
        Relation.REPORTER: case.reported_by_id == user.pk,
        Relation.OWNER: case.owner_role in user.roles,
        Relation.SAFEGUARDING: Role.DSL in user.roles,
        Relation.HANDLER: case.assignments.filter(**mine).exists(),
        Relation.PANEL: case.panel.filter(**mine).exists(),
        Relation.ASKED: LegalReferral.objects.asking(user).filter(case=case).exists(),
    }
    return frozenset(relation for relation, holds in is_so.items() if holds)


def acts_for(user: User, case: Case) -> frozenset[Act]:
    """Everything that `user` may do with `case` now."""
    return acts_of(relations_of(user, case), Wall(case.wall), case.is_safeguarding)


def can(user: User, act: Act, case: Case) -> bool:
    """Whether `user` may do `act` with `case` now."""
    return act in acts_for(user, case)
