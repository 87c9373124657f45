"""Cover: who stands in for head, safeguarding lead or chair, and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.actions.covers import CannotCover, end_cover, name_cover
from people.actions.roles import RoleEndedAlready, RoleHeldAlready
from people.forms import CoverForm, own_posts
from people.http import SignedInRequest
from people.models import RoleAssignment
from people.permissions import Permission, proved_again, proved_to_send, requires


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.COVER_NAME)
def cover_list(request: SignedInRequest) -> HttpResponse:
    """Who stands in for me now, later and lately; and naming somebody."""
    form = CoverForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            name_cover(by=request.user, **form.cleaned_data)
            messages.success(request, "Named. It begins and ends by itself.")
            return redirect("people:cover")
        except (CannotCover, RoleHeldAlready) as fault:
            form.add_error("user", str(fault))
    today = timezone.localdate()
    named = RoleAssignment.objects.filter(covers__user=request.user, is_cover=True).select_related("user")
    context = {
        "form": form,
        "may_name": own_posts(request.user, today).exists(),
        "coming": named.exclude(ends_on__lt=today).order_by("starts_on"),
        "past": named.filter(ends_on__lt=today).order_by("-ends_on")[:10],
    }
    return render(request, "people/cover.html", context)


@require_POST
@proved_again
@requires(Permission.COVER_NAME)
def cover_ending(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever may name somebody knows who stands in for whom; only the holder of that role ends it."""
    cover = get_object_or_404(RoleAssignment.objects.filter(is_cover=True), pk=pk)
    try:
        end_cover(cover=cover, by=request.user)
        messages.success(request, f"{cover.user} no longer stands in for you.")
    except (CannotCover, RoleEndedAlready) as fault:
        messages.info(request, str(fault))
    return redirect("people:cover")
