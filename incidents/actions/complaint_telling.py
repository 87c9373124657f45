"""Telling those who answer a complaint that whoever complained did something. Never silent (D9)."""

from incidents.models import Case, CaseAssignment
from incidents.notifications import also_told, tell, tell_owners
from incidents.relations import Act, acts_of
from incidents.standing import relations_of
from people.models import User


def tell_answering(case: Case, event: str, by: User | None = None) -> int:
    """One mail to each who owns the complaint or was given it, in the transaction of what happened: its reference, and
    where to sign in. About the headteacher the clerk hears of it too, who keeps the file. Returns how many."""
    told = tell_owners(case, event, except_user=by, also=also_told(case))
    given = CaseAssignment.objects.filter(case=case, ended_at=None).select_related("user").order_by("pk")
    return told + tell(case, event, [one.user for one in given if one.user != by and _may_hear(one.user, case)])


def _may_hear(user: User, case: Case) -> bool:
    """Whether somebody to whom it was given is mailed about it, and not as its owner already."""
    acts = acts_of(relations_of(user, case), case.circumstances)
    return Act.MAILED in acts and case.owner_role not in user.roles
