"""A version on its way: to the governors and back, approved, published, withdrawn. Each a page with one question."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions import (
    CannotBeSo,
    SamePerson,
    Unsettled,
    WrongDay,
    WrongStatus,
    approve_version,
    publish_version,
    request_changes,
    submit_version,
    take_back_version,
    withdraw_version,
)
from policies.actions.publishing import first_possible_day, goes_on_instead, has_begun
from policies.actions.telling import readers_of
from policies.forms.steps import ApprovalForm, ChangeRequestForm, NoteForm, PublicationForm, WithdrawalForm
from policies.gaps import gaps_of
from policies.models import PolicyVersion, VersionStep
from policies.models.states import EDITABLE
from policies.rule_uses import standings

from .fetching import draft_page, not_now, version_or_404
from .saving import sent

Status = PolicyVersion.Status
REFUSALS = (CannotBeSo, SamePerson, Unsettled, WrongDay)
PRESSED_TWICE = dt.timedelta(minutes=2)
Kind = VersionStep.Kind
KINDS = {
    "submission": Kind.SUBMITTED,
    "taking_back": Kind.TAKEN_BACK,
    "change_request": Kind.CHANGES_REQUESTED,
    "approval": Kind.APPROVED,
    "publication": Kind.PUBLISHED,
    "withdrawal": Kind.WITHDRAWN,
}


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def submission(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Send a draft to the governors."""
    version = version_or_404(request, slug, number)
    form = NoteForm(sent(request))
    return _step(
        request, version, "submission", form, EDITABLE,
        lambda said: submit_version(version=version, by=request.user, note=said["note"]),
        f"Version {number} is with the governors. Nobody changes it meanwhile.",
        {"waiting": version.comments.open().count(), "gaps": gaps_of(version)},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_DRAFT_EDIT)
def taking_back(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take a version back from the governors, before they decided."""
    version = version_or_404(request, slug, number)
    form = NoteForm(sent(request))
    return _step(
        request, version, "taking_back", form, [Status.IN_REVIEW],
        lambda said: take_back_version(version=version, by=request.user, note=said["note"]),
        f"Version {number} is yours again. Send it to the governors when it is ready.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_APPROVE)
def change_request(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Give a version back to be changed."""
    version = version_or_404(request, slug, number)
    form = ChangeRequestForm(sent(request))
    return _step(
        request, version, "change_request", form, [Status.IN_REVIEW],
        lambda said: request_changes(version=version, note=said["note"], by=request.user),
        f"Version {number} goes back to be changed.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_APPROVE)
def approval(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """The governors' approval: the chair's own, or the board's as the clerk records it."""
    version = version_or_404(request, slug, number)
    form = ApprovalForm(sent(request), version=version)
    wrote = request.user.pk in (version.drafted_by_id, version.edited_by_id)
    return _step(
        request, version, "approval", form, [Status.IN_REVIEW],
        lambda said: approve_version(version=version, by=request.user, seen=said.pop("revision"), **said),
        f"Version {number} is approved. The headteacher can publish it now.",
        {"wrote": wrote, "waiting": version.comments.open().count()},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_PUBLISH)
def publication(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """From which day an approved version applies."""
    version = version_or_404(request, slug, number)
    first = first_possible_day(version)
    initial = {"effective_from": first or timezone.localdate(), "review_due_on": version.review_due_on}
    form = PublicationForm(sent(request), initial=initial)
    return _step(
        request, version, "publication", form, [Status.APPROVED],
        lambda said: publish_version(version=version, by=request.user, **said),
        f"Version {number} is published. It applies from {{0.effective_from:%-d %B %Y}}.",
        {
            "before": version.policy.versions.published().first(),
            "people": len(readers_of(version)),
            "first": first,
            "is_asked": not version.is_minor and version.policy.duties.filter(is_asked=True).exists(),
            "to_name": sum(one.use is None for one in standings(timezone.localdate())),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_PUBLISH)
def withdrawal(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take the published version out of force."""
    version = version_or_404(request, slug, number)
    form = WithdrawalForm(sent(request))
    return _step(
        request, version, "withdrawal", form, [Status.PUBLISHED],
        lambda said: withdraw_version(version=version, reason=said["reason"], by=request.user),
        f"Version {number} is withdrawn. The public page says so.",
        {"goes_on": goes_on_instead(version), "is_begun": has_begun(version)},
    )  # fmt: skip


def _step(
    request: SignedInRequest,
    version: PolicyVersion,
    template: str,
    form: forms.Form,
    states: Any,
    take: Callable[[dict[str, Any]], Any],
    said: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Ask, take the step, say what was done. In another state of the version the page is not offered.

    `said` may name the version as it is then: {0}.
    """
    if request.method != "POST" and version.status not in states:
        return not_now(request, version, WrongStatus(f"Version {version.number} is not at this step."))
    if form.is_valid():
        try:
            messages.success(request, said.format(take(form.cleaned_data)))
            return redirect(version)
        except WrongStatus as fault:
            if _is_sent_twice(request, version, template):
                return redirect(version)
            form.add_error(None, str(fault))
        except REFUSALS as fault:
            field = getattr(fault, "field", "")
            form.add_error(field if field in form.fields else None, str(fault))
    return draft_page(request, template, version, {"form": form} | (more or {}), 400 if form.errors else 200)


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _is_sent_twice(request: SignedInRequest, version: PolicyVersion, template: str) -> bool:
    """Whether this very person took this step a moment ago: a button that was pressed twice is no error."""
    last = version.steps.last()
    just_now = timezone.now() - PRESSED_TWICE
    return last is not None and (last.kind, last.by_id) == (KINDS[template], request.user.pk) and last.at > just_now
