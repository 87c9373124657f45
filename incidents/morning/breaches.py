"""Data breaches in the morning mail: on every day, while their 72 hours run."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from incidents.models import DataBreach
from people.models import User
from people.morning import Waits
from people.permissions import Permission


def breaches_of(user: User) -> Iterator[Waits]:
    """Those that wait to be decided or reported, by reference, for whoever may read each."""
    if not user.has_perm(Permission.DATA_BREACH):
        return
    running = list(DataBreach.objects.visible_to(user).running().order_by("aware_at", "pk"))
    if running:
        each = tuple(f"{one.reference}: the 72 hours end on {_end(one)}" for one in running)
        yield Waits(
            len(running), "data breach to decide or report", "data breaches to decide or report",
            reverse("incidents:breaches"), each=each, presses=True, every_day=True,
        )  # fmt: skip


def _end(breach: DataBreach) -> str:
    return f"{timezone.localtime(breach.report_by):%-d %B %Y at %H:%M}"
