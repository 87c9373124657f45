"""A version being written: begun, its rows at a glance, and the file that it was read from."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import CannotBeSo, DraftUnderWay, begin_draft, import_draft, new_policy
from policies.forms.steps import FILE, BeginForm, NewPolicyForm
from policies.gaps import gaps_of
from policies.models import Policy, PolicyVersion
from policies.sources import looked_through

from .fetching import draft_page, version_or_404


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def version_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin the next version: a copy of the one that applies, or a file. One is under way at a time."""
    policy = get_object_or_404(Policy, slug=slug)
    if present := policy.versions.under_way().first():
        messages.info(request, str(DraftUnderWay(present)))
        return redirect(present)
    form = BeginForm(*_sent(request))
    if form.is_valid():
        try:
            return _to_draft(request, _begun(policy, form, request))
        except CannotBeSo as fault:
            form.add_error(fault.field or None, str(fault))
        except DraftUnderWay as fault:
            messages.info(request, str(fault))
            return redirect("policies:version", slug, fault.number)
    return render(request, "policies/version_create.html", {"form": form, "policy": policy}, status=_status(form))


def _begun(policy: Policy, form: BeginForm, request: SignedInRequest) -> PolicyVersion:
    file = form.cleaned_data["file"]
    if form.cleaned_data["how"] == FILE:
        return import_draft(policy=policy, content=file.read(), name=file.name, by=request.user)
    return begin_draft(policy=policy, by=request.user)


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def policy_create(request: SignedInRequest) -> HttpResponse:
    """A policy that the portal does not know yet, from a file or empty."""
    form = NewPolicyForm(*_sent(request))
    if form.is_valid():
        said, file = form.cleaned_data, form.cleaned_data["file"]
        read = {"content": file.read(), "name": file.name} if file else {}
        try:
            return _to_draft(request, new_policy(slug=said["slug"], title=said["title"], by=request.user, **read))
        except CannotBeSo as fault:
            form.add_error(fault.field or None, str(fault))
    return render(request, "policies/policy_create.html", {"form": form}, status=_status(form))


@require_safe
@requires(Permission.POLICY_DRAFT_EDIT)
def draft(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """The editor: contents at the side, areas and rules as rows, each opened by a link of its own."""
    version = version_or_404(request, slug, number)
    if not version.is_editable:
        return redirect(version)
    context = {
        "waiting": version.comments.open().count(),
        "has_source": hasattr(version, "source"),
        "gaps": gaps_of(version),
    }
    return draft_page(request, "draft", version, context)


@require_safe
@requires(Permission.POLICY_DRAFT_VIEW)
def source(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Every sentence of the file that a version was read from, and where it went: doubtful ones first."""
    version = version_or_404(request, slug, number)
    if not hasattr(version, "source"):
        raise Http404
    return draft_page(request, "source", version, {"source": version.source, "found": looked_through(version)})


def _sent(request: SignedInRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _status(form: Any) -> int:
    return 400 if form.errors else 200


def _to_draft(request: SignedInRequest, version: PolicyVersion) -> HttpResponse:
    """First the sentences, where the version was read from a file; else the editor."""
    messages.success(request, f"Version {version.number} is begun. Nobody else reads it but those who look at drafts.")
    page = "policies:source" if hasattr(version, "source") else "policies:draft"
    return redirect(page, version.policy.slug, version.number)
