"""What pages begin with: the version, the leaver, as far as this person may know of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from people.http import SignedInRequest
from people.models import User
from policies.leavers import Leaver, leaver
from policies.models import Policy, PolicyVersion
from policies.standing import Standing, standing_on


def version_or_404(request: Any, slug: str, number: int) -> PolicyVersion:
    """The version with its wording. A draft that this person may not know of does not exist for them."""
    versions = PolicyVersion.objects.visible_to(request.user).with_wording().select_related("drafted_by", "edited_by")
    found = versions.filter(policy__slug=slug, number=number).first()
    if found is None:
        raise Http404
    return found


def standing_or_404(policy: Policy) -> Standing:
    """How a policy is to be read today; not found where no version of it stands."""
    standing = standing_on(timezone.localdate(), PolicyVersion.objects.filter(policy=policy).select_related("policy"))
    if standing is None:
        raise Http404
    return standing


def leaver_or_404(request: SignedInRequest, pk: int) -> Leaver:
    """Somebody who leaves, whose account this person may look after; else not found."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    found = leaver(user.pk)
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
