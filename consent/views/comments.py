"""Reading a parent's comment, and deciding at once what it asks for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from consent.actions import read_comment
from consent.deciding import comment_beside, undecided_of
from consent.faults import ConsentFault
from consent.forms.decisions import CommentForm
from consent.models import ReviewEntry
from people.http import SignedInRequest

from .onward import next_waiting, typed_in, waiting_beside


def comment_detail(request: SignedInRequest, entry: ReviewEntry) -> HttpResponse:
    """A comment with every answer it touches. `entry` was fetched by who may see it."""
    if entry.status != ReviewEntry.Status.OPEN:
        return _read(request, entry)
    beside = comment_beside(entry, timezone.now())
    places = [] if beside.others else beside.places
    form = CommentForm(
        request.POST if request.method == "POST" else None, places=places, initial={"condition": entry.condition}
    )
    if form.is_valid():
        try:
            read_comment(
                entry=entry,
                has_condition=form.found,
                condition=form.cleaned_data["condition"],
                values=form.values,
                reason=form.cleaned_data["reason"],
                by=request.user,
                seen=form.seen,
            )
            messages.success(request, _told(entry, form, len(beside.places)))
            return next_waiting(request)
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    typed = [] if places else typed_in(request, "reason")
    context = {"entry": entry, "form": form, "beside": beside, "waiting": waiting_beside(request), "typed": typed}
    context["again"] = ReviewEntry.objects.saying_the_same(entry)[1:]
    return render(request, "consent/comment_detail.html", context)


def _told(entry: ReviewEntry, form: CommentForm, touched: int) -> str:
    if not form.found:
        return f"{entry.pupil}: the answers count as they stand."
    left = touched - len(form.values)
    if not touched:
        return f"{entry.pupil}: the condition is kept. There was no yes beside it."
    if not left:
        return f"{entry.pupil}: decided, and the condition is kept."
    return f"{entry.pupil}: the condition is kept. {left} of {touched} answers stay “can’t tell” until you decide."


def _read(request: SignedInRequest, entry: ReviewEntry) -> HttpResponse:
    """What became of a comment, and what is left to decide for its child."""
    left = undecided_of(entry.pupil, timezone.localdate()) if entry.pupil else None
    typed = typed_in(request, "condition", "reason")
    return render(request, "consent/comment_read.html", {"entry": entry, "left": left, "typed": typed})
