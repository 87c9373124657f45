"""Mails about requests about data: a reference and where to sign in, never whose data it is (security 2.4)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from people.actions.mail import queue_mails
from people.models import Notification, User

from .models import BundlePart, DataRequest
from .rights.leading import to_check, to_prepare

SUBJECTS = {
    "received": "{}: a request about personal data",
    "to_prepare": "{}: a part waits to be looked through",
    "to_check": "{}: a part waits for a second person",
    "sent_back": "{}: a part came back to you",
    "gone": "{}: what was put together is gone",
    "kept": "{}: we have your request",
    "ready": "{}: your data are ready",
    "over": "{}: your request is answered",
}


def tell_of_request(request: DataRequest, event: str, users: Iterable[User]) -> int:
    """One mail to each keeper of the request. Returns how many."""
    return _tell(request, event, users, f"{settings.SITE_URL}{request.get_absolute_url()}")


def tell_of_parts(request: DataRequest, event: str, parts: Iterable[BundlePart], by: User | None = None) -> int:
    """One mail to each for whom one of these parts waits, whatever their number. Nothing says what a part is of."""
    whom = to_check if event == "to_check" else to_prepare
    told = {
        user.pk: user
        for part in parts
        for user in whom(part)
        if (by is None or user.pk != by.pk) and BundlePart.objects.readable_by(user).filter(pk=part.pk).exists()
    }
    return _tell(request, event, told.values(), f"{settings.SITE_URL}{reverse('incidents:bundle-parts')}")


def tell_asker(request: DataRequest, event: str) -> int:
    """The person who asked, where they did so signed in."""
    own = f"{settings.SITE_URL}{reverse('incidents:own-data')}"
    return _tell(request, event, [request.asked_by] if request.asked_by else [], own)


def _tell(request: DataRequest, event: str, users: Iterable[User], address: str) -> int:
    told = list(users)
    body = f"{request.reference}: to read it, sign in and open:\n{address}\n"
    subject = SUBJECTS[event].format(request.reference)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)
