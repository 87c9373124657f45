"""The pages of the record: what happened, the trail of one record, what the head opened, whether all of it is whole."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.checking import check_chain
from audit.models import ChainCheck
from consent.actions.reading import record_reading
from incidents.actions.complaint_answering import open_complaint
from incidents.actions.exporting import record_trail_export
from incidents.actions.handling import open_case
from incidents.models import Case
from incidents.sorts import Sort
from people.http import SignedInRequest
from people.models import Pupil
from people.permissions import Permission, proved_again, requires
from people.roles import Role

from .comparing import compared
from .filters import EventFilter
from .forms import SealForm, WeekForm
from .head import week_of
from .jobs import LONG, check_in_the_worker, is_checking, length
from .kinds import Kind, find, trail_of, visible_events
from .length import may_know_length
from .lines import lines_of
from .looking import LookingForm, as_csv, narrowed
from .names import name_of
from .paging import page_of

CHECKS_SHOWN = 10


@require_safe
@requires(Permission.AUDIT_TRAIL)
def events(request: SignedInRequest) -> HttpResponse:
    """What happened lately with everything that this person may read."""
    narrowed = EventFilter(request.GET, queryset=visible_events(request.user))
    page = page_of(narrowed.qs, request.GET.get("after", ""))
    context = {"filter": narrowed, "page": page, "lines": lines_of(page.events, request.user)}
    return render(request, "trail/event_list.html", context)


@require_safe
@requires(Permission.AUDIT_TRAIL)
def trail(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """What happened with one record, all of it or from day to day and who looked. A child's trail says what is in the
    full record, an incident's what was done in it, so opening either is kept too."""
    about, record = _found(request, kind, key)
    form = LookingForm(request.GET)
    events = trail_of(request.user, about, record)
    if form.is_valid():
        events = narrowed(events, form, record, request.user)
    page = page_of(events, request.GET.get("after", ""))
    context = {"kind": about, "name": name_of(record), "back": about.page_of(record), "own": about.trail_of(record)}
    context |= {"page": page, "lines": lines_of(page.events, request.user), "form": form, "key": key}
    context["narrowed"] = urlencode({name: request.GET[name] for name in form.fields if request.GET.get(name)})
    return render(request, "trail/trail.html", context, status=200 if form.is_valid() else 400)


def _found(request: SignedInRequest, kind: str, key: str) -> tuple[Kind, Any]:
    """The record of an address with its kind. That a child or a case was opened is kept. Raises Http404."""
    found = find(request.user, kind, key)
    if found is None:
        raise Http404
    record = found[1]
    if isinstance(record, Pupil):
        record_reading(record, by=request.user)
    if isinstance(record, Case):
        opening = open_complaint if record.sort == Sort.COMPLAINT else open_case
        opening(case=record, by=request.user)
    return found


@require_POST
@proved_again
@requires(Permission.AUDIT_TRAIL)
def trail_file(request: SignedInRequest, kind: str, key: str) -> HttpResponse | StreamingHttpResponse:
    """The trail as it is narrowed, as .csv. That it was taken is recorded."""
    about, record = _found(request, kind, key)
    form = LookingForm(request.GET)
    if not form.is_valid():
        return redirect(f"{about.trail_of(record)}?{request.GET.urlencode()}")
    events = narrowed(trail_of(request.user, about, record), form, record, request.user)
    record_trail_export(record, by=request.user)
    name = f"{slugify(f'trail {about.slug} {timezone.localtime():%Y-%m-%d-%H%M}')}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(events, request.user), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
@requires(Permission.AUDIT_HEAD)
def head(request: SignedInRequest) -> HttpResponse:
    """A week of what the head opened. Hidden from a chair who is head as well, also standing in."""
    if Role.HEAD in request.user.roles:
        raise Http404
    form = WeekForm(request.GET)
    day = (form.is_valid() and form.cleaned_data["week"]) or timezone.localdate()
    return render(request, "trail/head.html", {"week": week_of(day, request.user)})


@require_http_methods(["GET", "POST"])
@requires(Permission.AUDIT_VERIFY)
def chain(request: SignedInRequest) -> HttpResponse:
    """The last check of the record, those before it, and a place to compare a seal that somebody kept. How long the
    record is, and its last seal, for whoever may know it."""
    form = SealForm(request.POST if request.method == "POST" else None)
    checks = list(ChainCheck.objects.all()[:CHECKS_SHOWN])
    context = {
        "form": form,
        "last": checks[0] if checks else None,
        "before": checks[1:],
        "events": length(),
        "may_know_length": may_know_length(request.user),
        "is_checking": is_checking(),
        "compared": compared(form.cleaned_data["seal"]) if form.is_valid() else None,
    }
    return render(request, "trail/chain.html", context)


@require_POST
@requires(Permission.AUDIT_VERIFY)
def check(request: SignedInRequest) -> HttpResponse:
    """Check now; a long record is read by the worker."""
    if is_checking():
        messages.info(request, "It is being checked already.")
    elif length() > LONG:
        check_in_the_worker.enqueue(request.user.pk)
        messages.info(request, "The record is long. The portal reads it beside this page.")
    else:
        check_chain(by=request.user)
    return redirect("record:chain")
