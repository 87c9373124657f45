"""What somebody is to one case, and so what they may do with it (security 2.3)."""

from typing import Any

from django.db.models import Exists, OuterRef

from people.models import User
from people.permissions import Permission
from people.roles import Role

from .models import Case, CaseAssignment, CasePerson, EvidenceDestruction, LegalReferral, PanelMember
from .relations import Act, Relation, acts_of


def relations_of(user: User, case: Case) -> frozenset[Relation]:
    """Everything that `user` is to `case` now. One query beside that of the roles."""
    if not user.is_authenticated or not user.is_active or user.is_shut:
        return frozenset()
    mine: dict[str, Any] = {"case": OuterRef("pk"), "user": user}
    asked = (
        CasePerson.objects.subjects().filter(**mine),
        CaseAssignment.objects.filter(**mine, ended_at=None),
        PanelMember.objects.filter(**mine, ended_at=None),
        LegalReferral.objects.asking(user).filter(case=OuterRef("pk")),
        EvidenceDestruction.objects.asking(user).filter(evidence__case=OuterRef("pk")),
        CaseAssignment.objects.trusted().filter(**mine, ended_at=None),
    )
    found = Case.objects.filter(pk=case.pk).order_by().values_list(*map(Exists, asked)).first() or (False,) * len(asked)
    linked = (
        Relation.SUBJECT, Relation.HANDLER, Relation.PANEL, Relation.ASKED, Relation.SECOND, Relation.TRUSTED,
    )  # fmt: skip
    works_here = user.has_perm(Permission.INCIDENT_READ)
    is_so = dict(zip(linked, found, strict=True)) | {
        Relation.HANDLER: found[1] and works_here,
        Relation.TRUSTED: found[5] and works_here,
        Relation.REPORTER: case.reported_by_id == user.pk,
        Relation.OWNER: case.owner_role in user.roles,
        Relation.SAFEGUARDING: Role.DSL in user.roles,
        Relation.CLERK: Role.CLERK in user.roles,
        Relation.CHAIR: Role.CHAIR in user.roles,
    }
    return frozenset(relation for relation, holds in is_so.items() if holds)


def acts_for(user: User, case: Case) -> frozenset[Act]:
    """Everything that `user` may do with `case` now."""
    return acts_of(relations_of(user, case), case.circumstances)


def can(user: User, act: Act, case: Case) -> bool:
    """Whether `user` may do `act` with `case` now."""
    return act in acts_for(user, case)
