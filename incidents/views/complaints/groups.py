"""Complaints about one thing, for whoever owns all of them: put together, answered with one text (D14)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.actions.complaint_answering import Answer
from incidents.actions.complaint_groups import (
    add_to_group,
    answer_together,
    group_complaints,
    take_out,
    write_together,
)
from incidents.actions.faults import NotAllowed, WrongState
from incidents.complaint_groups import in_group, owned, to_choose
from incidents.complaints.stages import Finding
from incidents.forms.complaint_groups import AddForm, GroupAnswerForm, GroupForm, GroupWordsForm
from incidents.models import Campaign
from incidents.views.fetching import sent
from incidents.views.saving import CONFLICT, tried
from people.http import SignedInRequest
from people.permissions import Permission, requires

TEMPLATES = "incidents/complaints/groups"
Outward = Callable[[], list[tuple[str, str]]]


@require_safe
@requires(Permission.COMPLAINT_LEAD)
def group_list(request: SignedInRequest) -> HttpResponse:
    """The groups of which this person owns every complaint."""
    groups = Campaign.objects.visible_to(request.user).annotate(how_many=Count("complaints"))
    return render(request, f"{TEMPLATES}/list.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def group_create(request: SignedInRequest) -> HttpResponse:
    """Complaints of one's own are put together under a title."""
    form, made = GroupForm(sent(request), cases=to_choose(request.user)), []
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        title, keys = form.cleaned_data["title"], form.keys
        if tried(
            request, form, lambda: made.append(group_complaints(title=title, chosen=keys, by=request.user)), context
        ):
            messages.success(request, "Put together. Each keeps its own reference, days and answer.")
            return redirect("incidents:complaint-group", made[0].public_id)
    return _form_page(request, "new", form, context)


@require_safe
@requires(Permission.COMPLAINT_LEAD)
def group_detail(request: SignedInRequest, group: UUID) -> HttpResponse:
    """One group: its complaints, and what can be done for all of them."""
    campaign = _group_or_404(request, group)
    rows = in_group(campaign, request.user)
    context = {"group": campaign, "rows": rows, "can_answer": any(not row.why_not for row in rows)}
    return render(request, f"{TEMPLATES}/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def group_add(request: SignedInRequest, group: UUID) -> HttpResponse:
    """Further complaints of one's own are put in."""
    campaign = _group_or_404(request, group)
    form = AddForm(sent(request), cases=to_choose(request.user))
    return _done(
        request, campaign, "add", form, lambda: add_to_group(campaign=campaign, chosen=form.keys, by=request.user),
        "Put in.",
    )  # fmt: skip


@require_POST
@requires(Permission.COMPLAINT_LEAD)
def group_removal(request: SignedInRequest, group: UUID, public_id: UUID) -> HttpResponse:
    """One is taken out, and goes on by itself. Without any the group is gone."""
    campaign = _group_or_404(request, group)
    case = get_object_or_404(owned(request.user), public_id=public_id)
    try:
        take_out(campaign=campaign, case=case, by=request.user)
    except NotAllowed:
        raise Http404 from None
    except WrongState as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"{case.reference} is taken out.")
    if Campaign.objects.visible_to(request.user).filter(pk=campaign.pk).exists():
        return redirect("incidents:complaint-group", campaign.public_id)
    return redirect("incidents:complaint-groups")


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def group_answer(request: SignedInRequest, group: UUID) -> HttpResponse:
    """One answer to the stage of each that is chosen, looked over before it is sent."""
    campaign = _group_or_404(request, group)
    form = GroupAnswerForm(sent(request), rows=in_group(campaign, request.user))

    def keep() -> int:
        said = form.cleaned_data
        texts = {name: said[name] for name in ("reason", "actions", "private", "learning")}
        answer = Answer(finding=Finding(said["finding"]), **texts)
        return answer_together(campaign=campaign, answer=answer, seen=form.seen, by=request.user)

    return _done(
        request, campaign, "answer", form, keep, "Answered. Each reads it on the page of their own complaint.",
        lambda: [
            ("What came of it", Finding(form.cleaned_data["finding"]).label),
            ("Our answer, and why", form.cleaned_data["reason"]),
            ("What the school will do", form.cleaned_data["actions"]),
        ],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def group_words(request: SignedInRequest, group: UUID) -> HttpResponse:
    """The same words or question to each that is chosen, looked over before they are sent."""
    campaign = _group_or_404(request, group)
    form = GroupWordsForm(sent(request), rows=in_group(campaign, request.user))

    def keep() -> int:
        said = form.cleaned_data
        return write_together(
            campaign=campaign, text=said["text"], is_question=said["is_question"], chosen=form.keys,
            form_key=said["form_key"], by=request.user,
        )  # fmt: skip

    return _done(
        request, campaign, "words", form, keep, "Each can read it now, on the page of their own complaint.",
        lambda: [("A question" if form.cleaned_data["is_question"] else "Words", form.cleaned_data["text"])],
    )  # fmt: skip


def _group_or_404(request: SignedInRequest, key: UUID) -> Campaign:
    """A group of which this person owns every complaint; for everybody else it does not exist."""
    return get_object_or_404(Campaign.objects.visible_to(request.user), public_id=key)


def _done(
    request: SignedInRequest, campaign: Campaign, template: str, form: forms.Form, act: Callable[[], Any], said: str,
    outward: Outward | None = None,
) -> HttpResponse:  # fmt: skip
    """What was typed is done, and back to the group. What leaves the school (`outward`) is first shown as each person
    will read it."""
    context: dict[str, Any] = {"form": form, "group": campaign}
    if "change" not in request.POST and form.is_valid():
        if outward and "sent" not in request.POST:
            parts = [(label, text) for label, text in outward() if text]
            look = context | {"parts": parts, "how_many": len(form.cleaned_data["chosen"])}
            return render(request, f"{TEMPLATES}/look.html", look)
        if tried(request, form, act, context):
            messages.success(request, said)
            return redirect("incidents:complaint-group", campaign.public_id)
    return _form_page(request, template, form, context)


def _form_page(request: SignedInRequest, template: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, f"{TEMPLATES}/{template}.html", context, status=status)
