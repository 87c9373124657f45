"""The incidents that a list, a file or figures show: allowed, narrowed by the address, found by what was looked for."""

from dataclasses import dataclass
from functools import cache

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from people.models import User

from .asked import kept_search
from .filters import CaseFilter
from .list_filter import ListFilter
from .models import Case
from .models.cases import CaseQuerySet
from .relations import Act, grants_for
from .search import matching

SEARCH = "search"


@dataclass(frozen=True)
class Found:
    """What an address asks for. `asked` is what was looked for, if anything; `is_lost`: its key is not known.

    `is_wide`: so many hold these words that nobody counts them.
    """

    cases: CaseQuerySet
    filter: CaseFilter
    asked: str
    is_lost: bool
    is_wide: bool

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filter.chosen or self.asked)


def find(address: QueryDict, user: User, session: SessionBase, act: Act = Act.LIST) -> Found:
    """The incidents to which `user` may do `act`, as the address narrows them. Looking for words takes one query, and
    only what may be searched is found (`Act.SEARCH`)."""
    key = address.get(SEARCH, "")
    asked = (kept_search(session, key) if key else "") or ""
    cases = Case.objects.allowing(act, user).incidents()
    narrowed = CaseFilter(address, queryset=cases, user=user)
    found, is_wide = narrowed.qs, False
    if asked:
        match = matching(_searchable(found, act, user), asked)
        found, is_wide = match.cases, match.is_wide
    return Found(found, narrowed, asked, bool(key and not asked), is_wide)


def begins_list(address: QueryDict, narrowed_by: type[ListFilter]) -> bool:
    """Whether an address asks for a list as it begins: nothing chosen, nothing looked for, its first page."""
    return not any(address.get(name) for name in (*narrowed_by.base_filters, SEARCH, "older", "newer"))


@cache
def nothing_asked() -> Found:
    """What such an address asks for, without the incidents: those are asked for with the page (`queue_and_page`). The
    same for everybody, so made once."""
    return Found(Case.objects.none(), CaseFilter({}, queryset=Case.objects.none(), user=None), "", False, False)


def _searchable(cases: CaseQuerySet, act: Act, user: User) -> CaseQuerySet:
    """Those that may be searched too. Nothing is asked where whatever allows the act allows searching."""
    if set(grants_for(act)) <= set(grants_for(Act.SEARCH)):
        return cases
    return cases.allowing(Act.SEARCH, user)
