"""The versions of a policy: the list of them, and each. Public once published; they set no cookie."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.permissions import Permission, public
from policies.caching import kept_five_minutes
from policies.models import Policy, PolicyVersion, VersionStep
from policies.words import Power

from .fetching import version_or_404


@public
@require_safe
@kept_five_minutes
def version_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version that this reader may see, the newest first, and from when to when each applied.

    Of a draft that was thrown away there is one line, for those who may read drafts.
    """
    policy = get_object_or_404(Policy, slug=slug)
    versions = list(PolicyVersion.objects.visible_to(request.user).filter(policy=policy).order_by("-number"))
    discarded = VersionStep.objects.filter(
        kind=VersionStep.Kind.DISCARDED, version__in=policy.versions.discarded_for(request.user)
    )
    context = {"policy": policy, "rows": _rows(versions), **_today(policy)}
    context["discarded"] = list(discarded.select_related("version", "by").order_by("-version__number"))
    if not versions and not context["discarded"]:
        raise Http404
    context["is_under_way"] = any(version.is_under_way for version in versions)
    return _page(request, "policies/version_list.html", context)


@public
@require_safe
@kept_five_minutes
def version_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, whole, with where it stands and the ones before and after it."""
    version = version_or_404(request, slug, number)
    others = PolicyVersion.objects.visible_to(request.user).filter(policy=version.policy)
    context: dict[str, Any] = {
        "policy": version.policy,
        "version": version,
        "earlier": others.filter(number__lt=number).order_by("-number").first(),
        "later": others.filter(number__gt=number).order_by("number").first(),
        "powers": Power,
        **_today(version.policy),
    }
    if request.user.has_perm(Permission.POLICY_DRAFT_VIEW):
        context["steps"] = version.steps.select_related("by")
        context["waiting"] = version.comments.open().count()
        context["can_approve"] = request.user.pk not in (version.drafted_by_id, version.edited_by_id)
    return _page(request, "policies/version_detail.html", context)


def _rows(versions: list[PolicyVersion]) -> list[dict[str, Any]]:
    """Each with its last day: the day before the next that was put in force began, or before its withdrawal."""
    rows, next_from = [], None
    for version in versions:
        ended = version.withdrawn_on or next_from
        rows.append({"version": version, "until": ended})
        if version.effective_from and not version.never_held:
            next_from = version.effective_from
    return rows


def _today(policy: Policy) -> dict[str, Any]:
    """Which version applies now. None: the last one was withdrawn, or nothing has begun yet."""
    return {"today": timezone.localdate(), "present": policy.versions.in_force_on(timezone.localdate()).first()}


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render for the public. Somebody signed in keeps the buttons that need a token, and so a cookie."""
    shared = {"cookieless": not request.user.is_authenticated, "site_url": settings.SITE_URL}
    return render(request, template, context | shared)
