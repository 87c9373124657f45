"""Mails about data breaches: a reference and where to sign in, never a name (security 2.4)."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from people.actions.mail import queue_mails
from people.models import Notification, User
from people.roles import Role

from .models import DataBreach

SUBJECTS = {
    "opened": "{}: a data breach, 72 hours run",
    "hours_24": "{}: 24 hours gone, nothing decided or reported yet",
    "hours_48": "{}: 48 hours gone, nothing decided or reported yet",
    "hours_70": "{}: 2 hours left, nothing decided or reported yet",
    "assessed": "{}: the risk was assessed anew, decide again",
}


def readers_of_breach(breach: DataBreach) -> list[User]:
    """Who may read it today: headteacher and data-protection officer, but not whom it is about; the chair of governors
    where it is about both."""
    people = User.objects.holding(Role.HEAD, Role.DPO, Role.CHAIR).order_by("pk").prefetch_related("assignments")
    return [one for one in people if DataBreach.objects.visible_to(one).filter(pk=breach.pk).exists()]


def tell_of_breach(breach: DataBreach, event: str, users: Iterable[User]) -> int:
    """One mail to each of `users`, who may read it. Returns how many."""
    told = list(users)
    body = (
        f"{breach.reference} waits for you. The 72 hours in which the ICO must hear of it, if it must, end on "
        f"{_end(breach)}. To read it, sign in and open:\n{settings.SITE_URL}{breach.get_absolute_url()}\n"
    )
    subject = SUBJECTS[event].format(breach.reference)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)


def _end(breach: DataBreach) -> str:
    return f"{timezone.localtime(breach.report_by):%-d %B %Y at %H:%M}"
