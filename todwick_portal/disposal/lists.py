"""The lists: what waits, what is due by kind, what is kept, how long each kind is kept, and finding somebody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from people import disposal
from people.actions.disposal import CannotBeSo, NotAllowed, set_period
from people.http import SignedInRequest
from people.permissions import Permission, proved_to_send, requires

from .forms import FindForm, PeriodForm
from .kinds import BY_ITSELF, FOR_EVER, KINDS
from .paging import address_of, numbers_of, page_of
from .record_page import kind_or_404
from .waiting import kept_for, page_of_kept, page_of_waiting, reviews_due


@require_safe
@requires(Permission.DISPOSAL_OPEN)
def overview(request: SignedInRequest) -> HttpResponse:
    """What waits for this person as one of two, how many of each kind are due, what is kept."""
    context = {
        "page": page_of_waiting(request.user, request.GET.get("older", "")),
        "numbers": numbers_of(request.user, disposal.periods(KINDS), KINDS),
        "kept": kept_for(request.user).count(),
        "may_find": request.user.has_perm(Permission.RETENTION_REVIEW),
    }
    return render(request, "disposal/overview.html", context)


@require_safe
@requires(Permission.DISPOSAL_OPEN)
def due_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is due of one kind, the longest first."""
    kind = kind_or_404(slug)
    page = page_of(kind, request.user, request.GET.get("after", ""))
    return render(request, "disposal/due.html", {"kind": kind, "page": page, "period": disposal.period_of(kind)})


@require_safe
@requires(Permission.DISPOSAL_OPEN)
def kept_list(request: SignedInRequest) -> HttpResponse:
    """What is kept, whatever its time, as far as this person may know of it. All of it, or what is to be looked at
    again."""
    only_due = request.GET.get("review") == "due"
    context = {
        "page": page_of_kept(request.user, request.GET.get("older", ""), only_due=only_due),
        "only_due": only_due,
        "due": reviews_due(request.user).count(),
    }
    return render(request, "disposal/kept.html", context)


@require_safe
@requires(Permission.DISPOSAL_OPEN)
def periods(request: SignedInRequest) -> HttpResponse:
    """How long each kind is kept, and where the figure comes from."""
    found = disposal.periods(KINDS)
    rows = [(kind, found[kind.slug]) for kind in KINDS]
    may_set = request.user.has_perm(Permission.RETENTION_SET)
    context = {"rows": rows, "may_set": may_set, "by_itself": BY_ITSELF, "for_ever": FOR_EVER}
    return render(request, "disposal/periods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@proved_to_send
@requires(Permission.RETENTION_SET)
def period_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set or confirm how long one kind is kept."""
    kind = kind_or_404(slug)
    period = disposal.period_of(kind)
    initial = {"months": period.months, "source": period.source}
    form = PeriodForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            set_period(kind=kind, by=request.user, **form.cleaned_data)
            messages.success(request, f"Saved: {kind.label.lower()}, {disposal.in_words(form.cleaned_data['months'])}.")
            return redirect("disposal:periods")
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
        except NotAllowed as fault:
            raise Http404 from fault
    context = {"kind": kind, "period": period, "form": form}
    return render(request, "disposal/period.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RETENTION_REVIEW)
def somebody(request: SignedInRequest) -> HttpResponse:
    """Find whoever asks to be erased: a child of today or earlier, somebody with an account. Names are typed, and stand
    in no address."""
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[dict[str, Any]] | None = None
    if form.is_valid():
        kinds = [kind for kind in KINDS if kind.find]
        found = [
            {"url": address_of(kind, row), "name": kind.named(row), "described": kind.described(row)}
            for kind in kinds for row in kind.find(form.cleaned_data["name"])  # type: ignore[misc]
            if request.user.pk not in kind.about(row)
        ]  # fmt: skip
    context = {"form": form, "found": found, "here": reverse("disposal:somebody")}
    return render(request, "disposal/somebody.html", context, status=422 if form.errors else 200)
