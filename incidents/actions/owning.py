"""Cases that nobody owns any more, because a post is empty or its only holder is whom the case is about."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CasePerson, TimelineEntry
from incidents.notifications import also_told, tell_owners
from incidents.relations import OWNING
from incidents.sorts import Sort
from people.models import User
from people.roles import Role

from .entries import add_entry
from .faults import NobodyLeft
from .locking import touch
from .panel_parting import panel_follows
from .routing import ROUTED, route


def find_owners() -> int:
    """Route again every open case that nobody may own, so that none lies with nobody (security 2.3, rules d and e).

    Called by the worker. One query a role where all is well. Returns how many people were told. What is about everybody
    who could own it waits for the next turn: whoever takes such a post makes it theirs.
    """
    return sum(_route(pk) for role in sorted(OWNING[Sort.COMPLAINT]) for pk in _owned_by_nobody(role))


def _owned_by_nobody(role: Role) -> list[int]:
    """The open cases of a role that nobody holds, or whose every holder is somebody the case is about, or complained
    in it themselves."""
    cases = Case.objects.open().filter(owner_role=role).order_by("pk")
    for holder in User.objects.holding(role).values_list("pk", flat=True):
        about = CasePerson.objects.subjects().filter(case=OuterRef("pk"), user=holder)
        cases = cases.filter(Exists(about) | Q(sort=Sort.COMPLAINT, reported_by=holder))
    return list(cases.values_list("pk", flat=True))


@transaction.atomic
def _route(pk: int) -> int:
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    try:
        is_moved = route(case)
    except NobodyLeft:
        return 0
    if not is_moved:
        return 0
    touch(case, *ROUTED)
    add_entry(case, TimelineEntry.Kind.EVENT, "Nobody owned it any more. Who may see it was worked out again.", by=None)
    told = tell_owners(case, "routed", also=also_told(case))
    panel_follows(case, None, is_routed=True)
    verb = Verb.INCIDENT_ROUTED if case.sort == Sort.INCIDENT else Verb.COMPLAINT_ROUTED
    record(verb, target=case, by=None, wall=case.wall)
    return told
