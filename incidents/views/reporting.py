"""Reporting an incident in three steps. Each keeps what was typed before it looks at it; nothing needs a script."""

import uuid
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents import just_reported
from incidents.actions.drafts import STOPPED_FOR, mark_stopped, save_draft
from incidents.actions.faults import CannotBeSo, NobodyLeft
from incidents.actions.reporting import report_incident
from incidents.forms.drafted import Drafted
from incidents.forms.reporting import HandOverForm, RulesForm, WhatForm
from incidents.forms.typed import typed_in
from incidents.models import ReportDraft
from incidents.reading_words import read_by
from incidents.ringing import whom_to_ring
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import read_for
from policies.models import Platform

from .drafts import SENT, STEPS, get_draft, kept_for_later, not_open, stamp_of, was_sent, who_reads

OF_THE_DAY = {"happened_on", "happened_at"}


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REPORT)
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a report: is a child at risk, what happened."""
    if request.method == "POST":
        return _keep_what(request, _key_of_the_form(request), ReportDraft(user=request.user))
    return not_open(request) or _what_page(request, WhatForm(), uuid.uuid4())


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REPORT)
def what(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The first step of a report that was begun."""
    draft = get_draft(request, key)
    if isinstance(draft, HttpResponse):
        return draft
    if request.method == "POST":
        return _keep_what(request, key, draft)
    form = Drafted(draft, request.user).what
    return not_open(request) or _what_page(request, form, key, begun=True)


def _keep_what(request: SignedInRequest, key: UUID, before: ReportDraft) -> HttpResponse:
    if was_sent(request, key):
        return redirect("incidents:report-sent", key)
    said = typed_in(request.POST, WhatForm)
    rules = before.part("rules")
    if any(said.get(name) != before.part("what").get(name) for name in OF_THE_DAY):
        rules = {name: values for name, values in rules.items() if name != "in_lessons"}
    draft = save_draft(user=request.user, form_key=key, typed={**before.typed, "what": said, "rules": rules})
    drafted = Drafted(draft, request.user)
    mark_stopped(draft=draft, is_stopped=drafted.first_undone == "incidents:report-stopped")
    if "later" in request.POST:
        return kept_for_later(request)
    if not drafted.what.is_valid():
        return _what_page(request, drafted.what, draft.form_key, begun=True)
    onward = {"incidents:report-stopped", "incidents:report-danger"} & {drafted.first_undone}
    return redirect(onward.pop() if onward else "incidents:report-people", draft.form_key)


def _what_page(request: SignedInRequest, form: WhatForm, key: UUID, *, begun: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "key": key,
        "begun": begun,
        "steps": STEPS,
        "ringing": whom_to_ring(read_for(request)),
        "platforms": Platform.objects.filter(is_active=True).values_list("name", flat=True),
    }
    return render(request, "incidents/report_what.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REPORT)
def danger(request: SignedInRequest, key: UUID) -> HttpResponse:
    """A child is at risk: whom to ring, at once. The report goes on as a hand-over note only."""
    draft = get_draft(request, key)
    if isinstance(draft, HttpResponse):
        return draft
    if request.method == "POST":
        said = {**draft.typed, "hand_over": typed_in(request.POST, HandOverForm)}
        draft = save_draft(user=request.user, form_key=key, typed=said)
        if Drafted(draft, request.user).hand_over.is_valid():
            return redirect("incidents:report-people", key)
    form = Drafted(draft, request.user).hand_over if draft.part("hand_over") else HandOverForm()
    context = {"form": form, "key": key, "ringing": whom_to_ring(read_for(request))}
    return not_open(request) or render(request, "incidents/report_danger.html", context)


@require_safe
@requires(Permission.INCIDENT_REPORT)
def stopped(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Criticism by a parent, fair or unfair, is not recorded: the report stops here, its words kept."""
    draft = get_draft(request, key)
    if isinstance(draft, HttpResponse):
        return draft
    drafted = Drafted(draft, request.user)
    if drafted.first_undone != "incidents:report-stopped":
        return redirect(drafted.first_undone or "incidents:report-people", key)
    held = mark_stopped(draft=draft, is_stopped=True)
    goes_at = (held.stopped_at or timezone.now()) + STOPPED_FOR
    context = {"key": key, "words": drafted.what.cleaned_data["words"], "goes_at": goes_at}
    return render(request, "incidents/report_stopped.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REPORT)
def check(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The last step: the rules, who reads it, everything once more, and the button that sends it."""
    draft = get_draft(request, key)
    if isinstance(draft, HttpResponse):
        return draft
    if request.method == "POST":
        said = typed_in(request.POST, RulesForm)
        draft = save_draft(user=request.user, form_key=key, typed={**draft.typed, "rules": said})
    if "later" in request.POST:
        return kept_for_later(request)
    drafted = Drafted(draft, request.user)
    if drafted.first_undone:
        return redirect(drafted.first_undone, key)
    if "back" in request.POST:
        return redirect("incidents:report-people", key)
    if request.method == "POST" and _send(request, drafted):
        return redirect("incidents:report-sent", key)
    return not_open(request) or render(request, "incidents/report_check.html", _check_context(drafted))


def _send(request: SignedInRequest, drafted: Drafted) -> bool:
    """Whether it was sent. What keeps it from being sent stands on the page of the form."""
    form = drafted.rules
    try:
        way = drafted.way
        if request.POST.get("seen") != stamp_of(way):
            form.add_error(None, "Who reads it has changed since you opened this page. Look at it, then send it.")
        if not form.is_valid():
            return False
        case = report_incident(reported=drafted.reported(), form_key=drafted.draft.form_key, by=request.user)
    except (CannotBeSo, NobodyLeft) as fault:
        form.add_error(None, str(fault))
        return False
    just_reported.remember(request.session, case)
    request.session[SENT] = {
        "key": str(drafted.draft.form_key),
        "reference": case.reference,
        "read_by": read_by(way.roles),
        "is_own": drafted.is_self_report,
    }
    return True


def _check_context(drafted: Drafted) -> dict[str, Any]:
    drafted.rules.is_valid()
    return {
        "drafted": drafted,
        "form": drafted.rules,
        "key": drafted.draft.form_key,
        "steps": STEPS,
        "said": drafted.what.cleaned_data,
        "chosen": drafted.ticked,
    } | who_reads(drafted)


def _key_of_the_form(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid.uuid4()
