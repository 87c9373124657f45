"""Who deals with a complaint, whom it is about, and *This is about me*."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.complaint_giving import give_complaint
from incidents.actions.dealing import end_assignment
from incidents.actions.faults import NobodyLeft, NotAllowed
from incidents.actions.people import link_person, say_it_is_about_me, unlink_person
from incidents.forms.complaint_answering import GiveForm
from incidents.forms.deciding import ReasonForm
from incidents.forms.people import PersonForm
from incidents.relations import Act
from incidents.views.fetching import sent
from incidents.views.saving import pressed
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404, done


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def dealing_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give it to somebody to deal with."""
    case = complaint_or_404(request, public_id, Act.ASSIGN)
    form = GiveForm(sent(request), case=case)
    return done(
        request, case, "dealing", form,
        lambda: give_complaint(
            case=case, user=form.cleaned_data["user"], knows_who=form.cleaned_data.get("knows_who", False),
            by=request.user,
        ),
        "They can see it now, and were told by its reference.", place="#seen",
    )  # fmt: skip


@require_POST
@requires(Permission.COMPLAINT_LEAD)
def dealing_end(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take it back from the account `pk`, who does not see it from the next request on. Pressed twice, done once."""
    case = complaint_or_404(request, public_id, Act.ASSIGN)
    assignment = case.assignments.filter(user=pk).order_by("pk").last()
    if assignment is None:
        raise Http404
    return pressed(
        request, case, lambda: end_assignment(assignment=assignment, by=request.user),
        "Taken back. They do not see it any more.", place="#seen",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def person_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Somebody is added, and who may read it is worked out again in this request."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    form = PersonForm(sent(request), reader=request.user)
    return done(
        request, case, "person", form, lambda: link_person(case=case, linked=form.linked, by=request.user), "Added.",
        place="#people",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def person_removal(request: SignedInRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Somebody is taken off, with a reason. The record keeps that they were there."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    row = get_object_or_404(case.people.present(), public_id=person)
    form = ReasonForm(sent(request))
    return done(
        request, case, "person_removal", form,
        lambda: unlink_person(person=row, reason=form.cleaned_data["reason"], by=request.user), "Taken off.",
        {"person": row}, place="#people",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_READ)
def about_me(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A reader whom it turns out to be about: what follows, and the button by which it leaves them."""
    case = complaint_or_404(request, public_id)
    fault = ""
    if request.method == "POST":
        try:
            say_it_is_about_me(case=case, by=request.user)
        except NotAllowed:
            raise Http404 from None
        except NobodyLeft as found:
            fault = str(found)
        else:
            messages.success(request, "Thank you. It has left you, and others deal with it now.")
            return redirect("dashboard")
    context = {"case": case, "fault": fault}
    return render(request, "incidents/complaints/about_me.html", context, status=400 if fault else 200)
