"""A complaint that came to the wrong place, or needs no answer of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from incidents.actions.complaint_sorting import (
    redirect_complaint,
    say_already_answered,
    sort_complaint,
    where_sorted,
    words_of_already,
)
from incidents.actions.faults import CannotBeSo, NobodyLeft
from incidents.complaint_mails import how_told
from incidents.forms.complaint_sorting import AlreadyForm, RedirectForm, SortForm
from incidents.models import Case
from incidents.relations import Act
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires

from .fetching import complaint_or_404, done, looked_over


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def sorting(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say whom it is about. A page says who reads it afterwards, before the button that passes it on."""
    case = complaint_or_404(request, public_id, Act.REDIRECT)
    form = SortForm(sent(request), case=case)
    if request.method == "POST" and "change" in request.POST:
        return render(request, "incidents/complaints/sorting.html", {"form": form, "case": case})
    context: dict[str, Any] = {}
    if form.is_valid() and "sent" not in request.POST:
        try:
            context = _afterwards(case, form, request.user)
        except NobodyLeft as fault:
            form.add_error(None, str(fault))
        else:
            return render(request, "incidents/complaints/sorting_look.html", context | {"form": form, "case": case})
    return done(
        request, case, "sorting", form,
        lambda: sort_complaint(case=case, said=form.said, revision=form.as_seen, by=request.user),
        "Saved. It is with whoever answers it now.", present=lambda now: SortForm(case=now),
    )  # fmt: skip


def _afterwards(case: Case, form: SortForm, reader: User) -> dict[str, Any]:
    """Whom it is then about, and who reads it."""
    way = where_sorted(case, form.said)
    about = {*way.kept_out}
    readers = [user for user in User.objects.holding(way.owner).order_by("pk") if user not in about]
    return {
        "about": form.said.about.label,
        "owner": way.owner.label,
        "readers": readers,
        "leaves": reader not in readers,
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def redirection(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Somebody else decides this."""
    case = complaint_or_404(request, public_id, Act.REDIRECT)
    form = RedirectForm(sent(request), case=case)
    return looked_over(
        request, case, "redirection", form,
        lambda: redirect_complaint(
            case=case, who=form.cleaned_data["who"], words=form.cleaned_data["words"], revision=form.as_seen,
            by=request.user,
        ),
        f"Closed, with who decides it. {how_told(case)}",
        lambda: [("This is decided by", form.cleaned_data["who"]), ("Where to turn", form.cleaned_data["words"])],
        present=lambda now: RedirectForm(case=now),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def already(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """It was answered before, or sent twice."""
    case = complaint_or_404(request, public_id, Act.CLOSE)
    form = AlreadyForm(sent(request), case=case)
    is_looked_at = "sent" not in request.POST and form.is_valid()
    read = _read_of_already(case, form, request.user) if is_looked_at else ""
    return looked_over(
        request, case, "already", form,
        lambda: say_already_answered(
            case=case, earlier=form.cleaned_data["earlier"], words=form.cleaned_data["words"],
            revision=form.as_seen, by=request.user,
        ),
        "Closed. They can read why.",
        lambda: [("Why it is closed", read)],
        present=lambda now: AlreadyForm(case=now),
    )  # fmt: skip


def _read_of_already(case: Case, form: AlreadyForm, by: User) -> str:
    """What whoever complained would read. Where it cannot be so, the form says why before anything is looked over."""
    try:
        return words_of_already(
            case=case, earlier=form.cleaned_data["earlier"], words=form.cleaned_data["words"], by=by
        )
    except CannotBeSo as fault:
        form.add_error(fault.field, str(fault))
        return ""
