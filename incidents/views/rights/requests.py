"""The register of requests about data: the list, one recorded by hand, its page, each thing that is done with it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.data_request_rules import has_record
from incidents.actions.data_requests import (
    Moved,
    add_to_request,
    receive_request,
    record_request_reading,
    say_whose,
)
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.forms.data_requests import FORMS, RequestEntryForm, RequestForm, WhoseForm
from incidents.models import DataRequest
from incidents.rights.barred import standing_of_asker
from incidents.rights.listing import DataRequestFilter, page_of_requests
from incidents.rights.page import everything_of_request
from incidents.rights.people import chosen, find_whose, sees_pupils
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.forms.clashes import sent_again

from .fetching import request_or_404

CONFLICT = 409
UNGATHERED = (
    "No data were gathered for this request. Close it only where they got what they asked for in another way, or were "
    "told that nothing is held."
)
# The heading of each form, what its button says, and what stands above it.
PAGES = {
    "identity-asked": (
        "They were asked who they are", "Note that they were asked",
        "The month begins anew when they have shown it: ask at once, or not.",
    ),
    "identity": ("Who asks?", "Note how you know", ""),
    "may-ask": ("May they ask this?", "Note whether they may", ""),
    "meaning-asked": (
        "They were asked what is meant", "Stop the clock until they answer",
        "Ask only where you hold much and cannot tell what they want.",
    ),
    "meaning": ("They said what is meant", "Let the clock go on", ""),
    "longer": ("Put it off by two months", "Put it off", "Only where it is complex, or they asked several things."),
    "restriction": (
        "Restrict the use of data", "Restrict it",
        "They stay, and are used for nothing else meanwhile. Of a child nothing is published from then on, and what is "
        "out is to come down.",
    ),
    "restriction-over": ("End the restriction", "End it", "Tell them before it ends."),
    "mending": (
        "What became of it", "Note what became of it",
        "Change the data first, on their own page. Tell whoever got them before.",
    ),
    "handing-over": ("The bundle was handed over", "Note that it was handed over", ""),
    "answer": ("The answer", "Close it with this answer", "With that the request is over."),
    "refusal": ("Refuse it", "Refuse it", "Within the month too. Somebody else should agree with you."),
    "taking-back": ("They take it back", "Close it, they take it back", "With that the request is over."),
    "notes": ("A note", "Keep this note", ""),
}  # fmt: skip


@require_safe
@requires(Permission.DATA_REQUEST_KEEP)
def request_list(request: SignedInRequest) -> HttpResponse:
    """Every request that this person may read, newest first."""
    narrowed = DataRequestFilter(request.GET, queryset=DataRequest.objects.visible_to(request.user))
    page = page_of_requests(narrowed.qs, request.GET.get("older", ""), timezone.localdate())
    context = {"filter": narrowed, "page": page, "narrowed": urlencode(narrowed.chosen)}
    status = 200 if narrowed.is_valid() else 400
    return render(request, "incidents/rights/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUEST_KEEP)
def request_create(request: SignedInRequest) -> HttpResponse:
    """Record a request that came to the school, whichever way."""
    form = RequestForm(sent(request), has_record=has_record())
    if form.is_valid():
        try:
            made = receive_request(asked=form.asked, form_key=form.cleaned_data["form_key"], by=request.user)
        except CannotBeSo as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        else:
            messages.success(request, f"{made.reference} is recorded. The clock runs.")
            readable = DataRequest.objects.visible_to(request.user).filter(pk=made.pk).exists()
            return redirect(made) if readable else redirect("incidents:data-requests")
    return render(request, "incidents/rights/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@requires(Permission.DATA_REQUEST_KEEP)
def request_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The whole of one request. Reading it is recorded."""
    asked = request_or_404(request, public_id)
    record_request_reading(request=asked, by=request.user)
    return render(request, "incidents/rights/detail.html", everything_of_request(asked, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUEST_KEEP)
def request_entry(request: SignedInRequest, public_id: UUID, part: str) -> HttpResponse:
    """Say one thing that was done with it."""
    if part not in FORMS:
        raise Http404
    asked = request_or_404(request, public_id)
    form = FORMS[part](sent(request), request=asked)
    heading, button, lead = PAGES[part]
    context: dict[str, Any] = {"asked": asked, "form": form, "heading": heading, "button": button, "lead": lead}
    if part == "may-ask":
        context["standing"] = standing_of_asker(asked)
    elif part == "answer" and asked.is_bundled and asked.is_open and not asked.parts.exists():
        context["standing"] = UNGATHERED
    if form.is_valid() and _added(request, asked, form, context):
        messages.success(request, "Saved.")
        return redirect(asked)
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, "incidents/rights/entry.html", context, status=status)


def _added(request: SignedInRequest, asked: DataRequest, form: RequestEntryForm, context: dict[str, Any]) -> bool:
    """Whether it was said. Where it was not, `context` and the form say why, and every word stays in the form."""
    try:
        add_to_request(
            request=asked, kind=form.kind, said=form.said, form_key=form.cleaned_data["form_key"], by=request.user,
            revision=form.as_seen,
        )  # fmt: skip
    except NotAllowed:
        raise Http404 from None
    except CannotBeSo as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    except Moved as fault:
        sent_again(form, revision=fault.request.revision)
        context["clash"] = str(fault)
    except WrongState as fault:
        context["clash"] = str(fault)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUEST_KEEP)
def request_person(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Find whose data it is in the school's lists. No address holds a name."""
    asked = request_or_404(request, public_id)
    if request.method == "POST" and "person" in request.POST:
        return _said_whose(request, asked)
    form = WhoseForm(sent(request), initial={"name": asked.about_name})
    found = find_whose(request.user, form.cleaned_data["name"]) if form.is_valid() else None
    if found and found.too_short:
        form.add_error("name", "Type two letters of the name.")
    context = {"asked": asked, "form": form, "found": found, "sees_pupils": sees_pupils(request.user)}
    return render(request, "incidents/rights/person.html", context, status=400 if form.errors else 200)


def _said_whose(request: SignedInRequest, asked: DataRequest) -> HttpResponse:
    person = chosen(request.user, request.POST["person"])
    if person is None:
        raise Http404
    try:
        held = say_whose(request=asked, by=request.user, **person)
    except NotAllowed:
        raise Http404 from None
    except WrongState as fault:
        messages.error(request, str(fault))
        return redirect(asked)
    messages.success(request, "Saved.")
    readable = DataRequest.objects.visible_to(request.user).filter(pk=held.pk).exists()
    return redirect(asked) if readable else redirect("incidents:data-requests")
