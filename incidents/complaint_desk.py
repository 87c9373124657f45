"""What waits of cases for one person, for the tabs: how many are new, and of which sorts something was given to them.

Everything here comes out of what they may list (`Act.LIST`); of a complaint about them there is nothing to count.
"""

from people.models import User
from people.permissions import Permission

from .models import Case, State
from .paging import HowMany
from .relations import OWNING, Act
from .sorts import Sort

MOST_ON_TAB = 99  # beyond it a tab says "99+"; each case more is looked at on every page
LEADING = {Sort.INCIDENT: Permission.INCIDENT_LEAD, Sort.COMPLAINT: Permission.COMPLAINT_LEAD}


def asks_new(user: User, sort: Sort) -> dict[str, HowMany]:
    """What is to be read, beside whatever else a page asks, to know how many of one sort nobody has seen yet, for the
    tab of those who lead, up to one more than a tab says; nothing for others. The owners are named, because the index
    begins with them."""
    if not user.has_perm(LEADING[sort]):
        return {}
    new = Case.objects.allowing(Act.LIST, user, sort).filter(owner_role__in=sorted(OWNING[sort]), state=State.NEW)
    return {f"new_{sort}": HowMany(new.order_by().values("pk")[: MOST_ON_TAB + 1])}


def sorts_given(user: User) -> frozenset[Sort]:
    """Of which sorts somebody gave `user` a case that they may still list. One query, none for whoever cannot be given
    one."""
    if not user.has_perm(Permission.INCIDENT_READ):
        return frozenset()
    asked = {
        sort.value: HowMany(Case.objects.allowing(Act.LIST, user, sort).order_by().values("pk")[:1]) for sort in Sort
    }
    found = User.objects.filter(pk=user.pk).order_by().values(**asked).first() or {}
    return frozenset(sort for sort in Sort if found.get(sort.value))
