"""From one thing that waits to the next."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from consent.sorting import Desk, desk
from people.http import SignedInRequest


def waiting_beside(request: SignedInRequest) -> Desk:
    """Everything that waits, as the list beside the open one shows it."""
    return desk(request.user, timezone.localdate())


def typed_in(request: SignedInRequest, *names: str) -> list[str]:
    """What was typed into some fields of a page that can be saved no longer: nothing typed is lost."""
    return [text for name in names if (text := request.POST.get(name, "").strip())]


def as_key(text: str) -> UUID | None:
    """The public key in what a page sent; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def next_waiting(request: SignedInRequest) -> HttpResponse:
    """On to the next one that waits, or back to the list when all is done."""
    beside = waiting_beside(request)
    waiting = [[entry] for entry in beside.entries] + beside.wordings
    if not waiting:
        return redirect("consent:review")
    first = min(waiting, key=lambda said: (said[0].opened_at, said[0].pk))
    return redirect("consent:entry" if len(first) == 1 else "consent:comments", first[0].public_id)
