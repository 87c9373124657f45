"""From one thing that waits to the next."""

from django.http import HttpResponse
from django.shortcuts import redirect

from consent.models import ReviewEntry
from consent.sorting import queue
from people.http import SignedInRequest


def waiting_beside(request: SignedInRequest) -> list[ReviewEntry]:
    """The rows and comments that wait, oldest first, as the list beside the open one shows them."""
    entries = ReviewEntry.objects.visible_to(request.user).open().select_related("survey", "pupil")
    return queue(entries.defer("survey__repeats", "survey__mapping", "survey__counts"))


def next_waiting(request: SignedInRequest) -> HttpResponse:
    """On to the next one that waits, or back to the list when all is done."""
    waiting = waiting_beside(request)
    return redirect("consent:entry", waiting[0].public_id) if waiting else redirect("consent:review")
