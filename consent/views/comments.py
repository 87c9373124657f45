"""Reading a parent's comment, and deciding at once what it asks for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from consent.actions import read_comment, read_comments
from consent.actions.desk import open_entries
from consent.deciding import comment_beside, undecided_of
from consent.faults import ConsentFault
from consent.forms.decisions import AlikeForm, CommentForm
from consent.models import ReviewEntry
from consent.past import is_past
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .onward import as_key, next_waiting, typed_in, waiting_beside


def comment_detail(request: SignedInRequest, entry: ReviewEntry) -> HttpResponse:
    """A comment with every answer it touches. `entry` was fetched by who may see it."""
    if entry.status != ReviewEntry.Status.OPEN:
        return _read(request, entry)
    open_entries(entries=[entry], by=request.user)
    beside = comment_beside(entry, timezone.now())
    places = [] if beside.others else beside.places
    posted = request.POST if request.method == "POST" else None
    form = CommentForm(posted, places=places, initial={"condition": entry.condition})
    if form.is_valid() and _keep(request, entry, form, len(beside.places)):
        return next_waiting(request)
    context = {"entry": entry, "form": form, "beside": beside, "waiting": waiting_beside(request)}
    context["typed"] = [] if places else typed_in(request, "reason")
    context["again"] = ReviewEntry.objects.saying_the_same(entry)[1:]
    context["alike"] = len(ReviewEntry.objects.in_the_same_words(entry)) - 1
    return render(request, "consent/comment_detail.html", context)


def _keep(request: SignedInRequest, entry: ReviewEntry, form: CommentForm, touched: int) -> bool:
    """Whether the comment is read as the form says; if not, the form says why."""
    data = form.cleaned_data
    try:
        read_comment(
            entry=entry, has_condition=form.found, condition=data["condition"], values=form.values,
            reason=data["reason"], by=request.user, seen=form.seen,
        )  # fmt: skip
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, _told(entry, form, touched))
    return True


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def comments_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The same sentence beside several children: read once, kept for each."""
    entry, seen = _fetch(request, public_id), _still_open(request)
    same = ReviewEntry.objects.in_the_same_words(seen[0] if seen else entry)
    if not same:
        return comment_detail(request, entry)
    if len(same) == 1 and request.method != "POST":
        return redirect(entry)
    open_entries(entries=same, by=request.user)
    form = AlikeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _keep_alike(request, seen, form):
        return next_waiting(request)
    context = {"entry": same[0], "same": same, "form": form, "waiting": waiting_beside(request)}
    return render(request, "consent/comments_detail.html", context)


def _fetch(request: SignedInRequest, public_id: UUID) -> ReviewEntry:
    visible = ReviewEntry.objects.visible_to(request.user).filter(kind=ReviewEntry.Kind.COMMENT)
    return get_object_or_404(visible.select_related("survey", "pupil", "settled_by"), public_id=public_id)


def _still_open(request: SignedInRequest) -> list[ReviewEntry]:
    """Those of the comments on the page that was sent that nobody has read meanwhile."""
    keys = [key for text in request.POST.getlist("seen") if (key := as_key(text))]
    waiting = ReviewEntry.objects.visible_to(request.user).open().filter(public_id__in=keys)
    return list(waiting.select_related("survey", "pupil")) if keys else []


def _keep_alike(request: SignedInRequest, seen: list[ReviewEntry], form: AlikeForm) -> bool:
    """Whether the comments are read as the form says; if not, the form says why."""
    found, words = form.cleaned_data["has_condition"] == "yes", form.cleaned_data["condition"]
    try:
        kept = len(read_comments(entries=seen, has_condition=found, condition=words, by=request.user))
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return False
    told = "the condition is kept" if found else "the answers count as they stand"
    others = len(request.POST.getlist("seen")) - kept
    begin = f"{kept} {'child' if kept == 1 else 'children'}: {told}."
    messages.success(request, f"{begin} {others} had been read by somebody meanwhile." if others else begin)
    return True


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
    context = {"entry": entry, "left": left, "typed": typed, "is_past": is_past(entry.survey.school_year)}
    return render(request, "consent/comment_read.html", context)
