"""The index tabs: what each person finds on the blue cover, at most six."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone

from consent.tab_number import asks_waiting, number_waiting
from incidents.complaint_desk import asks_new, sorts_given
from incidents.sorts import Sort
from people.models import User
from people.permissions import ROLE_PERMISSIONS, Permission
from people.prepared import prepared
from people.roles import Role


@dataclass(frozen=True)
class Counted:
    """The number beside a tab: what it asks of the database, and what it makes of the answers."""

    asks: Callable[[Any], Mapping[str, Any]]
    says: Callable[[Any, Mapping[str, Any]], int]


@dataclass(frozen=True)
class Tab:
    """One entry: its words, address name, the permission that shows it (None: everybody), what is counted beside it."""

    label: str
    route: str
    permission: Permission | None
    count: Counted | None = None


def _new(sort: Sort) -> Counted:
    return Counted(partial(asks_new, sort=sort), lambda user, read: read.get(f"new_{sort}") or 0)


NEW = {sort: _new(sort) for sort in Sort}
TO_SORT_OUT = Counted(asks_waiting, lambda user, read: number_waiting(user, timezone.localdate(), read))
MOST = 6
CHECKERS = {str(permission) for permission in ROLE_PERMISSIONS[Role.STAFF]}
OWN = Tab("My children", "consent:mine", Permission.CONSENT_OWN)
POLICY = Tab("Policies", "policies:library", None)
# For those who have no account; others find it at the foot of every page.
COMPLAINT = Tab("Make a complaint", "incidents:complaint-new", None)
DESK = Tab("Policy desk", "policies:desk", Permission.POLICY_DESK)
LOAD = Tab("Load the survey", "consent:imports", Permission.CONSENT_IMPORT)
PUPILS = Tab("Pupils", "people:pupils", Permission.PEOPLE_VIEW)
INCIDENTS = Tab("Incidents", "incidents:incidents", Permission.INCIDENT_LEAD, NEW[Sort.INCIDENT])
COMPLAINTS = Tab("Complaints", "incidents:complaints", Permission.COMPLAINT_LEAD, NEW[Sort.COMPLAINT])
GIVEN = {
    Sort.INCIDENT: Tab("Incidents", "incidents:incidents", Permission.INCIDENT_READ),
    Sort.COMPLAINT: Tab("Complaints", "incidents:complaints", Permission.COMPLAINT_READ),
}
CHECK = Tab("Pictures", "consent:check", Permission.CONSENT_CHECK)
REPORTS = Tab("Reports", "incidents:governors-reports", Permission.REPORT_READ)
# For those who have no start page; for others they are doors of it.
REPORTING = (
    Tab("Report an incident", "incidents:new", Permission.INCIDENT_REPORT),
    Tab("My reports", "incidents:mine", Permission.INCIDENT_REPORT),
)
TABS = (
    Tab("Today", "dashboard", Permission.HOME),
    INCIDENTS,
    COMPLAINTS,
    OWN,
    CHECK,
    Tab("Permissions", "consent:classes", Permission.CONSENT_CHECK),
    LOAD,
    Tab("Answers to sort out", "consent:review", Permission.CONSENT_CORRECT, TO_SORT_OUT),
    PUPILS,
    POLICY,
    DESK,
    REPORTS,
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The tabs of this person, the present one marked."""
    user: Any = getattr(request, "user", None)
    has_own = user is not None and (user.is_authenticated or user.has_perm(Permission.CONSENT_CHECK))  # or a tablet
    tabs = _tabs_of(user) if has_own else [POLICY, COMPLAINT]
    read = _read(user, tabs)
    entries = []
    for tab in tabs:
        count = tab.count.says(user, read) if tab.count else 0
        url = _address(tab.route, get_urlconf(), get_script_prefix())
        entries.append({"label": tab.label, "url": url, "count": count, "current": False})
    _mark(entries, request.path)
    return entries


@cache
def _address(route: str, addresses: str | None, prefix: str) -> str:
    """Where a tab leads: on every page the same, as long as the same addresses are served at the same place."""
    return reverse(route)


def _read(user: Any, tabs: Sequence[Tab]) -> dict[str, Any]:
    """What the numbers of some tabs come from. One query for all of them, none where nothing is counted."""
    counted = [tab.count for tab in tabs if tab.count]
    if not counted:
        return {}
    found = prepared("tabs", user, lambda: _asked(user, counted), *(tab.route for tab in tabs if tab.count))
    return found[0] if found else {}


def _asked(user: Any, counted: Sequence[Counted]) -> QuerySet[User, dict[str, Any]]:
    asked = {name: what for one in counted for name, what in one.asks(user).items()}
    return User.objects.filter(pk=user.pk if asked else None).order_by().values(**asked)


def _tabs_of(user: Any) -> list[Tab]:
    """At most six. Who only checks pictures has the check as start page; policies also stand at the foot.

    The head publishes the policies and so has them here, rather than the survey, which the office loads, and
    the check of a picture, which is the first door of the start page.
    """
    tabs = [tab for tab in TABS if tab.permission is None or user.has_perm(tab.permission)]
    if user.permissions == CHECKERS:
        sorts = sorts_given(user)
        given = [tab for sort, tab in GIVEN.items() if sort in sorts]
        tabs = [*(tab for tab in tabs if tab.route != "dashboard"), *given, *REPORTING]
    publishes = user.has_perm(Permission.POLICY_PUBLISH)
    spares = (REPORTS, DESK, LOAD, PUPILS, CHECK, POLICY, OWN) if publishes else (DESK, POLICY, OWN, LOAD, REPORTS)
    for spare in spares:  # all are doors of the start page too
        tabs = [tab for tab in tabs if tab is not spare] if len(tabs) > MOST else tabs
    return tabs


def _mark(entries: list[dict[str, Any]], path: str) -> None:
    """Mark the tab whose address is the longest beginning of this page's."""
    fitting = [entry for entry in entries if path.startswith(entry["url"])]
    if fitting:
        max(fitting, key=lambda entry: len(entry["url"]))["current"] = True


def acting_as(request: HttpRequest) -> str:
    """In which role this page is shown, for somebody who holds several or stands in for somebody.

    The plainest of their roles that opens the page: who teaches and is a parent sees a child's page as the parent. A
    page that every role opens, the start page above all, is shown in all of them.
    """
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.is_shut or not (len(user.roles) > 1 or user.stands_in):
        return ""
    match = request.resolver_match
    permission = getattr(match.func, "permission", None) if match else None
    opening = [role for role in user.roles if permission in ROLE_PERMISSIONS[role]]
    if permission in (None, Permission.HOME) or not opening:
        return ", ".join(user.roles_in_words)
    return user.in_words(min(opening, key=lambda role: (len(ROLE_PERMISSIONS[role]), role)))
