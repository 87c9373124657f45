"""Reading a policy and saying so: what changed first, the whole folded, and one of two answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions.acknowledging import acknowledge_version
from policies.actions.reading_faults import AlreadySaid, NoReason, NotInForce
from policies.differences import Differences, differences
from policies.forms.reading import AcknowledgementForm
from policies.kept import wording_of
from policies.models import Acknowledgement, Policy, PolicyVersion
from policies.readers import asked_of
from policies.said import last_agreed
from policies.wording import text_hash


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.POLICY_ACKNOWLEDGE)
def acknowledgement(request: SignedInRequest, slug: str) -> HttpResponse:
    """The version in force, put before whoever is signed in. Constant queries, whatever its length."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    version = version_in_force(policy)
    seal = text_hash(wording_of(version))
    form = AcknowledgementForm(request.POST if request.method == "POST" else None, initial={"seen": seal})
    status = 200
    if form.is_valid():
        try:
            said = _say(request, version, form)
            messages.success(request, _thanks(said))
            return redirect("policies:acknowledgement", slug)
        except AlreadySaid as fault:
            messages.info(request, str(fault))
            return redirect("policies:acknowledgement", slug)
        except NotInForce as fault:
            form, status = _put_anew(request, seal, str(fault)), 409
        except NoReason as fault:
            form.add_error("reason", str(fault))
    context = _context(request, version) | {"policy": policy, "version": version, "form": form, "seal": seal}
    return render(request, "policies/acknowledgement.html", context, status=status)


def version_in_force(policy: Policy) -> PolicyVersion:
    """The version of `policy` that holds today, with its wording. Not found where none does."""
    version = policy.versions.in_force_on(timezone.localdate()).with_wording().first()
    if version is None:
        raise Http404
    return version


def _say(request: SignedInRequest, version: PolicyVersion, form: AcknowledgementForm) -> Acknowledgement:
    data = form.cleaned_data
    return acknowledge_version(
        version=version, seen=data["seen"], agrees=form.agrees, reason=data["reason"], by=request.user
    )


def _thanks(said: Acknowledgement) -> str:
    if said.agrees:
        return f"Thank you. It is kept that you read version {said.version.number} and agree."
    return "It is kept, and the headteacher is told that somebody cannot agree. You can still agree later."


def _put_anew(request: SignedInRequest, seal: str, fault: str) -> AcknowledgementForm:
    """The same words under the wording that holds now."""
    form = AcknowledgementForm({**request.POST.dict(), "seen": seal})
    form.is_valid()
    form.add_error("reason", fault)
    return form


def _context(request: SignedInRequest, version: PolicyVersion) -> dict[str, Any]:
    """What they said before, and what changed since they last agreed: None for somebody who never did."""
    asked = asked_of(request.user, timezone.localdate())
    reader = next((one for one in asked if one.standing.version.pk == version.pk), None)
    others = [one for one in asked if one.is_open and one is not reader]
    said = version.acknowledgements.filter(user=request.user).order_by("-at", "-pk").first()
    last = last_agreed(version.policy, request.user)
    return {
        "reader": reader,
        "late": reader is not None and reader.is_late_on(timezone.localdate()),
        "agreed": reader.agreed if reader else said if said and said.agrees else None,
        "refused": reader.refused if reader else said if said and not said.agrees else None,
        "last": last,
        "found": _since(last, version) if last else None,
        "others": others,
    }


def _since(last: Acknowledgement, version: PolicyVersion) -> Differences:
    before = version
    if last.version_id != version.pk:
        before = PolicyVersion.objects.with_wording().get(pk=last.version_id)
    return differences(wording_of(before), wording_of(version))
