"""The number on the tab of answers to sort out, on every page: counted once for each state of the school."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet, Subquery

from audit.quiet import OF_POLICIES_ALONE, last_seal
from people.models import User
from people.permissions import Permission

from .deciding import number_undecided
from .models import ConsentDecision, ConsentResponse, ConsentRetraction, ReviewEntry

KEPT = 24 * 60 * 60
MARKS = ("last_event", "last_response", "last_retraction", "last_decision", "last_entry")


def asks_waiting(user: User) -> dict[str, Subquery]:
    """What is to be read, with whatever else a page asks, to know `number_waiting`; nothing for who sorts nothing out.

    It changes whenever the number may: every act is recorded, and answers are only ever added.
    """
    if not user.has_perm(Permission.CONSENT_CORRECT):
        return {}
    return {
        "last_event": last_seal(but=OF_POLICIES_ALONE),
        "last_response": _last(ConsentResponse.objects.all()),
        "last_retraction": _last(ConsentRetraction.objects.all()),
        "last_decision": _last(ConsentDecision.objects.all()),
        "last_entry": _last(ReviewEntry.objects.all()),
    }


def number_waiting(user: User, day: dt.date, read: Mapping[str, Any] | None = None) -> int:
    """What the desk of `user` counts on `day`, exactly: 0 for who sorts nothing out.

    One query while nothing changes, none where a page has `read` what is asked already. Each process of the portal
    keeps the number for itself.
    """
    if not user.has_perm(Permission.CONSENT_CORRECT):
        return 0
    if read is None:
        read = User.objects.filter(pk=user.pk).values(**asks_waiting(user)).get()
    # Read before counting: what changes meanwhile is counted anew.
    number: int = caches["process"].get_or_set(_key(day, read), lambda: _counted(day), KEPT)  # type: ignore[assignment]
    return number


def keep_number(number: int, day: dt.date, read: Mapping[str, Any]) -> None:
    """Keep the number for a page that has worked it out itself, out of what counted as `read` was read (the names of
    `asks_waiting`)."""
    caches["process"].set(_key(day, read), number, KEPT)


def _key(day: dt.date, read: Mapping[str, Any]) -> str:
    return ".".join(["waiting", f"{day:%Y%m%d}", *(str(read[name] or 0) for name in MARKS)])


def _counted(day: dt.date) -> int:
    return ReviewEntry.objects.waiting_count() + number_undecided(day)


def _last(rows: QuerySet[Any], field: str = "pk") -> Subquery:
    return Subquery(rows.order_by("-pk").values(field)[:1])
