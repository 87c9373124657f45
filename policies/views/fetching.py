"""What the pages of a version begin with: the version, as far as this person may know of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from people.http import SignedInRequest
from policies.models import PolicyVersion


def version_or_404(request: Any, slug: str, number: int) -> PolicyVersion:
    """The version with its wording. A draft that this person may not know of does not exist for them."""
    versions = PolicyVersion.objects.visible_to(request.user).with_wording().select_related("drafted_by", "edited_by")
    found = versions.filter(policy__slug=slug, number=number).first()
    if found is None:
        raise Http404
    return found


def draft_page(
    request: SignedInRequest, template: str, version: PolicyVersion, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page about a version."""
    shared = {"policy": version.policy, "version": version}
    return render(request, f"policies/{template}.html", shared | context, status=status)


def back_to_draft(request: SignedInRequest, version: PolicyVersion, said: str = "", anchor: str = "") -> HttpResponse:
    """To the editor, at the row that was changed, with what was done in words."""
    if said:
        messages.success(request, said)
    response = redirect("policies:draft", version.policy.slug, version.number)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


def not_now(request: SignedInRequest, version: PolicyVersion, fault: Exception) -> HttpResponse:
    """Back to the version's page with why this cannot be done to it, or not any more."""
    messages.error(request, str(fault))
    return redirect(version)
