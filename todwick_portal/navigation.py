"""The index tabs: what each person finds on the blue cover, at most six."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from consent.models import ReviewEntry
from people.permissions import Permission


@dataclass(frozen=True)
class Tab:
    """One entry: its words, address name, and the permission that shows it (None: everybody)."""

    label: str
    route: str
    permission: Permission | None
    args: tuple[str, ...] = ()
    counts_reviews: bool = False


POLICY = Tab("Policies", "policies:library", None)
TABS = (
    Tab("Today", "dashboard", Permission.HOME),
    Tab("Pictures", "consent:check", Permission.CONSENT_CHECK),
    Tab("Permissions", "consent:classes", Permission.CONSENT_CHECK),
    Tab("Load the survey", "consent:imports", Permission.CONSENT_IMPORT),
    Tab("Answers to sort out", "consent:review", Permission.CONSENT_CORRECT, counts_reviews=True),
    Tab("Pupils", "people:pupils", Permission.PEOPLE_VIEW),
    POLICY,
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The tabs of this person, the present one marked."""
    user = getattr(request, "user", None)
    entries = []
    for tab in TABS if user is not None and user.is_authenticated else (POLICY,):
        if tab.permission and not user.has_perm(tab.permission):
            continue
        try:
            url = reverse(tab.route, args=tab.args)
        except NoReverseMatch:
            continue
        count = ReviewEntry.objects.visible_to(user).open().count() if tab.counts_reviews else 0
        entries.append({"label": tab.label, "url": url, "count": count, "current": False})
    _mark(entries, request.path)
    return entries


def _mark(entries: list[dict[str, Any]], path: str) -> None:
    """Mark the tab whose address is the longest beginning of this page's."""
    fitting = [entry for entry in entries if path.startswith(entry["url"])]
    if fitting:
        max(fitting, key=lambda entry: len(entry["url"]))["current"] = True


def acting_as(user: Any) -> str:
    """In which roles the page is shown, for somebody who holds several."""
    roles = getattr(user, "roles", frozenset()) if user is not None and user.is_authenticated else frozenset()
    return ", ".join(sorted(role.label for role in roles)) if len(roles) > 1 else ""
