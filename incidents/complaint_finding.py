"""The complaints that list and register show: allowed, narrowed by the address, found by what was looked for."""

from dataclasses import dataclass
from functools import cache

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from people.models import User

from .asked import kept_search
from .complaint_filters import ComplaintFilter
from .finding import SEARCH
from .models import Case
from .models.cases import CaseQuerySet
from .relations import Act
from .search import matching
from .sorts import Sort


@dataclass(frozen=True)
class FoundComplaints:
    """What an address asks for. `asked` is what was looked for, if anything; `is_lost`: its key is not known.

    `is_wide`: so many hold these words that nobody counts them.
    """

    cases: CaseQuerySet
    filter: ComplaintFilter
    asked: str
    is_lost: bool
    is_wide: bool

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filter.chosen or self.asked)


def find_complaints(address: QueryDict, user: User, session: SessionBase, act: Act = Act.LIST) -> FoundComplaints:
    """The complaints to which `user` may do `act`, as the address narrows them. Who complained is never searched:
    the index holds no word of it (`search.py`)."""
    key = address.get(SEARCH, "")
    asked = (kept_search(session, key) if key else "") or ""
    narrowed = ComplaintFilter(address, queryset=Case.objects.allowing(act, user, Sort.COMPLAINT), user=user)
    found, is_wide = narrowed.qs, False
    if asked:
        match = matching(found.allowing(Act.SEARCH, user, Sort.COMPLAINT), asked)
        found, is_wide = match.cases, match.is_wide
    return FoundComplaints(found, narrowed, asked, bool(key and not asked), is_wide)


@cache
def nothing_asked_of_complaints() -> FoundComplaints:
    """What an address asks for by which a list begins (`begins_list`), without the complaints: those are asked for with
    the page. The same for everybody, so made once."""
    nothing = Case.objects.none()
    return FoundComplaints(nothing, ComplaintFilter({}, queryset=nothing, user=None), "", False, False)
