"""One data breach: opened by hand or out of an incident, its page, and each thing that is said of it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.class_lists import class_lists
from consent.finding import find as find_pupils
from incidents.actions.breaching import (
    Moved,
    Opened,
    add_to_breach,
    link_child,
    open_breach,
    out_of,
    record_breach_reading,
)
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.breach_page import everything_of, newest_said
from incidents.forms.breaches import FORMS, PUT_RIGHT, BreachOpenForm, ChildForm, EntryForm
from incidents.models import DataBreach
from incidents.permission_then import may_be_a_breach
from incidents.relations import Act
from people.http import SignedInRequest
from people.models import Pupil, SchoolYear
from people.permissions import Permission, requires
from policies.forms.clashes import sent_again

from .fetching import back, case_or_404, sent

CONFLICT = 409
PAGES = {
    "facts": ("What happened", "Save", "You can save it half filled in and complete it later."),
    "risk": ("Assess the risk", "Save this assessment", ""),
    "decision": ("Report it to the ICO?", "Save this decision", "Your name and the time stand beside it."),
    "report": (
        "The report to the ICO",
        "Save",
        "The portal sends nothing to the ICO: report it there, then say so here.",
    ),
    "people": ("Were the people told?", "Save", ""),
    "changes": ("What is changed", "Save", ""),
    "notes": ("A note", "Keep this note", ""),
    "closing": ("Close this record", "Close it", "It stays in the list for good, and can be opened again."),
    "reopening": ("Open it again", "Open it again", ""),
}


def breach_or_404(request: SignedInRequest, public_id: UUID) -> DataBreach:
    """The record, for whoever may read it; for everybody else it does not exist."""
    return get_object_or_404(DataBreach.objects.visible_to(request.user), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_BREACH)
def breach_create(request: SignedInRequest) -> HttpResponse:
    """Open a record by hand; the chair one about headteacher and officer. Whoever opens one about themself does not see
    it afterwards."""
    form = BreachOpenForm(sent(request), by=request.user)
    if form.is_valid():
        said = form.cleaned_data
        opened = Opened(said["title"], form.aware_at, form.breach_about)
        try:
            breach = open_breach(opened=opened, form_key=said["form_key"], by=request.user)
        except CannotBeSo as fault:
            form.add_error("aware_on" if fault.field == "aware_at" else None, str(fault))
        else:
            return _to_page(request, breach)
    context = {"form": form, "is_about_both": "about" not in form.fields}
    return render(request, "incidents/breaches/new.html", context, status=400 if form.errors else 200)


def _to_page(request: SignedInRequest, breach: DataBreach) -> HttpResponse:
    messages.success(request, f"{breach.reference} is opened. The 72 hours run.")
    if DataBreach.objects.visible_to(request.user).filter(pk=breach.pk).exists():
        return redirect(breach)
    return redirect("dashboard")


@require_POST
@requires(Permission.INCIDENT_READ)
def incident_breach(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open a record out of an incident, in one press, by whoever deals with it. Who may not read it comes back."""
    case = case_or_404(request, public_id, Act.COMMENT)
    if not may_be_a_breach(case.incident, case.people.present(), request.user):
        raise Http404
    try:
        breach = open_breach(opened=out_of(case), form_key=uuid4(), by=request.user, case=case)
    except NotAllowed:
        raise Http404 from None
    except CannotBeSo as fault:
        messages.error(request, str(fault))
        return back(request, case, place="#breach")
    if DataBreach.objects.visible_to(request.user).filter(pk=breach.pk).exists():
        return _to_page(request, breach)
    return back(request, case, f"{breach.reference} is opened. Whoever decides about it was told.", "#breach")


@require_safe
@requires(Permission.DATA_BREACH)
def breach_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The whole of one record. Reading it is recorded."""
    breach = breach_or_404(request, public_id)
    try:
        record_breach_reading(breach=breach, by=request.user)
    except NotAllowed:
        raise Http404 from None
    return render(request, "incidents/breaches/detail.html", everything_of(breach, request.user, timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_BREACH)
def breach_entry(request: SignedInRequest, public_id: UUID, part: str) -> HttpResponse:
    """Say one thing of it: facts, risk, decision, report, people, changes, a note, the end."""
    if part not in FORMS:
        raise Http404
    breach, made = breach_or_404(request, public_id), FORMS[part]
    form = made(sent(request), breach=breach, said=newest_said(breach, made.kind) if made.kind in PUT_RIGHT else {})
    heading, button, lead = PAGES[part]
    context: dict[str, Any] = {"breach": breach, "form": form, "heading": heading, "button": button, "lead": lead}
    if form.is_valid() and _added(request, breach, form, context):
        messages.success(request, "Saved.")
        return redirect(breach)
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, "incidents/breaches/entry.html", context, status=status)


def _added(request: SignedInRequest, breach: DataBreach, form: EntryForm, context: dict[str, Any]) -> bool:
    """Whether it was said. Where it was not, `context` and the form say why, and every word stays in the form."""
    try:
        add_to_breach(
            breach=breach, kind=form.kind, said=form.said, form_key=form.cleaned_data["form_key"], by=request.user,
            revision=form.as_seen,
        )  # fmt: skip
    except NotAllowed:
        raise Http404 from None
    except CannotBeSo as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    except Moved as fault:
        sent_again(form, revision=fault.breach.revision)
        context["clash"] = str(fault)
    except WrongState as fault:
        context["clash"] = str(fault)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_BREACH)
def breach_children(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Find a child on the pupil list by name, and link them: for whoever sees that list. No address holds a name."""
    breach = breach_or_404(request, public_id)
    if not request.user.has_perm(Permission.PEOPLE_VIEW):
        raise Http404
    if request.method == "POST" and "pupil" in request.POST:
        return _linked(request, breach)
    form, today = ChildForm(sent(request)), timezone.localdate()
    found = None
    if form.is_valid():
        lists = class_lists(request.user, today, SchoolYear.objects.year_on(today))
        found = find_pupils(lists, form.cleaned_data["name"])
        if found.too_short:
            form.add_error("name", "Type two letters of the name.")
    context = {"breach": breach, "form": form, "found": found}
    return render(request, "incidents/breaches/children.html", context, status=400 if form.errors else 200)


def _linked(request: SignedInRequest, breach: DataBreach) -> HttpResponse:
    try:
        key = UUID(request.POST["pupil"])
    except ValueError:
        raise Http404 from None
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=key)
    try:
        link_child(breach=breach, pupil=pupil, by=request.user)
    except NotAllowed:
        raise Http404 from None
    except WrongState as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"{pupil} is linked.")
    return redirect(breach)
