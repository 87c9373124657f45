"""What changed from one version of a policy to another, for everybody who may read both."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from people.permissions import public
from policies.caching import kept_five_minutes
from policies.differences import differences
from policies.forms.comparing import CompareForm
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion


@public
@require_safe
@kept_five_minutes
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions, `?from=1&to=2`; without them the newest that the reader may see, and the one before it.

    A version that the reader may not see is not found, as one that does not exist. Prints for the governors' meeting.
    """
    two = two_versions(request, slug)
    before, after, versions = two.before, two.after, two.versions
    context: dict[str, Any] = {"policy": before.policy, "before": before, "after": after, "versions": versions}
    context["shown"] = (before, after)
    context["form"] = CompareForm(versions=versions, before=before.number, after=after.number)
    context["found"] = differences(wording_of(before), wording_of(after))
    context["cookieless"] = not request.user.is_authenticated
    return render(request, "policies/compare.html", context)


@dataclass(frozen=True)
class TwoVersions:
    """The two that are compared, with their wording, and all that the reader may choose from."""

    before: PolicyVersion
    after: PolicyVersion
    versions: list[PolicyVersion]


def two_versions(request: HttpRequest, slug: str) -> TwoVersions:
    """Which two the address asks for. Not found where the reader may not see one of them."""
    policy = get_object_or_404(Policy, slug=slug)
    versions = list(policy.versions.visible_to(request.user))
    if not versions:
        raise Http404
    after = _chosen(request, "to", versions, versions[0])
    earlier = [version for version in versions if version.number < after.number]
    before = _chosen(request, "from", versions, earlier[0] if earlier else after)
    both = policy.versions.with_wording().in_bulk([before.pk, after.pk])
    return TwoVersions(both[before.pk], both[after.pk], versions)


def _chosen(request: HttpRequest, name: str, versions: list[PolicyVersion], otherwise: PolicyVersion) -> PolicyVersion:
    if name not in request.GET:
        return otherwise
    wanted = next((version for version in versions if str(version.number) == request.GET[name]), None)
    if wanted is None:
        raise Http404
    return wanted
