"""What waits in the policies, the points that are not settled, and the review of each policy."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.actions.owners import name_gap_owner, name_policy_owner
from policies.desk import desk_of
from policies.forms.lists import OwnerForm
from policies.gap_owners import draft_of, open_gaps, owners_of
from policies.models import Policy, PolicyVersion
from policies.review import due_on, since_last_review


@require_safe
@requires(Permission.POLICY_DESK)
def desk(request: SignedInRequest) -> HttpResponse:
    """Everything that waits for this person in the policies, and that nothing waits where that is so."""
    found = desk_of(request.user, timezone.localdate())
    return render(request, "policies/desk.html", {"desk": found})


@require_safe
@requires(Permission.POLICY_DESK)
def gap_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a policy leaves open, who takes care of it, and what the draft under way settles."""
    policy, version = _seen(request, slug)
    draft = draft_of(policy, request.user)
    if draft and draft.pk == version.pk:
        draft = None
    gaps = open_gaps(version, owners_of([policy]), draft)
    return render(
        request, "policies/gap_list.html", {"policy": policy, "version": version, "gaps": gaps, "draft": draft}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def gap_owner(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Who takes care of one point until it is settled. A point that is settled has no page."""
    policy, version = _seen(request, slug)
    found = next((one for one in open_gaps(version, owners_of([policy])) if one.gap.key == key), None)
    if found is None:
        raise Http404
    form = OwnerForm(request.POST if request.method == "POST" else None, owner=found.owner)
    if form.is_valid():
        try:
            kept = name_gap_owner(policy=policy, key=key, owner=form.cleaned_data["owner"], by=request.user)
            messages.success(request, f"{kept.owner} takes care of it." if kept.owner else "Nobody takes care of it.")
            return redirect("policies:gaps", slug)
        except NothingChanged as fault:
            messages.info(request, str(fault))
            return redirect("policies:gaps", slug)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "policies/gap_owner.html", {"policy": policy, "gap": found.gap, "form": form})


def review_of(request: SignedInRequest, slug: str) -> dict[str, Any]:
    """Who looks after a policy, when it is looked at again, what happened since the last time: for its page, which
    stands in the project because it tells of incidents too."""
    policy, version = _seen(request, slug)
    today = timezone.localdate()
    return {
        "policy": policy,
        "version": version,
        "due": due_on(version.review_due_on, today),
        "since": since_last_review(policy, version, request.user),
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def policy_owner(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who looks after a policy in the portal and is reminded of its review."""
    policy, _ = _seen(request, slug)
    form = OwnerForm(request.POST if request.method == "POST" else None, owner=policy.owner)
    if form.is_valid():
        try:
            name_policy_owner(policy=policy, owner=form.cleaned_data["owner"], by=request.user)
            messages.success(request, "Saved.")
            return redirect("policy-review", slug)
        except NothingChanged as fault:
            messages.info(request, str(fault))
            return redirect("policy-review", slug)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "policies/policy_owner.html", {"policy": policy, "form": form})


def _seen(request: SignedInRequest, slug: str) -> tuple[Policy, PolicyVersion]:
    """A policy with the version in force, else with the newest that this person may read; 404 where there is none."""
    policy = get_object_or_404(Policy.objects.select_related("owner"), slug=slug)
    versions = policy.versions.with_wording()
    version = versions.in_force_on(timezone.localdate()).first()
    version = version or versions.visible_to(request.user).order_by("-number").first()
    if version is None:
        raise Http404
    return policy, version
