"""A draft thrown away: first what is lost with it, then why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import CannotBeSo, Stale, WrongStatus
from policies.actions.discarding import discard_version
from policies.forms.steps import DiscardingForm
from policies.losing import lost_with

from .fetching import draft_page, not_now, version_or_404
from .saving import CONFLICT

MEANWHILE = "Somebody wrote in it or commented on it meanwhile. Look again at what is lost, then say it once more."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def discarding(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Asked with what is lost. A draft that the governors have is taken back first."""
    version = version_or_404(request, slug, number)
    if not version.is_editable:
        return not_now(request, version, WrongStatus(_why_not(version.status)))
    form = DiscardingForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            discard_version(version=version, reason=said["reason"], seen=said["seen"], by=request.user)
            messages.success(request, f"Version {number} is thrown away. You can begin the next one.")
            return redirect("policies:versions", slug)
        except WrongStatus as fault:
            return not_now(request, version, fault)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
        except Stale:
            form.add_error(None, MEANWHILE)
            status = CONFLICT
    lost = lost_with(version)
    form.show_again(lost.stamp)
    status = 400 if form.errors and status != CONFLICT else status
    return draft_page(request, "discarding", version, {"form": form, "lost": lost}, status)


def _why_not(status: str) -> str:
    if status == "in_review":
        return "The governors have it. Take it back first, then it can be thrown away."
    return "What the governors have agreed to is never thrown away."
