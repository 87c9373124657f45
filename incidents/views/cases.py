"""One incident, for whoever may read it: its page, where it stands, whose it is, and *This is about me*."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.actions.dealing import assign_case, end_assignment
from incidents.actions.faults import NobodyLeft, NotAllowed
from incidents.actions.handling import change_state, open_case
from incidents.actions.people import if_about, say_it_is_about_me
from incidents.actions.reading_after import AskFirst, Change
from incidents.case_page import everything
from incidents.evidence_shown import evidence_of
from incidents.forms.deciding import OutOfHoursForm
from incidents.forms.facts import StepForm
from incidents.forms.people import AssignmentForm
from incidents.forms.writing import NoteForm, WordsForm
from incidents.models import Case, State
from incidents.relations import Act
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires

from .fetching import back, case_or_404, sent
from .saving import kept, pressed


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The whole of one incident. Reading it is recorded."""
    case = case_or_404(request, public_id)
    try:
        held = open_case(case=case, by=request.user)
    except NotAllowed:
        raise Http404 from None
    held.incident, held.reported_by = case.incident, case.reported_by
    context = everything(held, request.user) | {"evidence": evidence_of(held, request.user)}
    test = context["test"]
    readers = [seer.user for seer in context["seers"] if seer.is_whole]
    context |= {
        "note_form": NoteForm(auto_id="note_%s"),
        "words_form": WordsForm(auto_id="words_%s"),
        "step_form": StepForm(case=held, readers=readers),
        "test_form": OutOfHoursForm(case=held, initial=OutOfHoursForm.initial_of(test, request.user)),
    }
    return render(request, "incidents/incident_detail.html", context)


@require_POST
@requires(Permission.INCIDENT_LEAD)
def incident_state(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """It is being looked into, or waits for others."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    state, revision = request.POST.get("state", ""), request.POST.get("revision", "")
    if state not in State.values or not (revision.isascii() and revision.isdigit()):
        return back(request, case)  # no button of ours sends that
    return pressed(
        request, case,
        lambda: change_state(case=case, state=State(state), revision=int(revision[:9]), by=request.user),
        f"Saved: {State(state).label.lower()}.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def assignment_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give it to somebody to deal with."""
    case = case_or_404(request, public_id, Act.ASSIGN)
    form = AssignmentForm(sent(request), case=case)
    return kept(
        request, case, "assignment", form,
        lambda: assign_case(case=case, user=form.cleaned_data["user"], by=request.user),
        "They can see it now, and were told by its reference.", place="#seen",
    )  # fmt: skip


@require_POST
@requires(Permission.INCIDENT_LEAD)
def assignment_end(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take it back from the account `pk`, who does not see it from the next request on. Pressed twice, done once."""
    case = case_or_404(request, public_id, Act.ASSIGN)
    assignment = case.assignments.filter(user=pk).order_by("pk").last()
    if assignment is None:
        raise Http404
    return pressed(
        request, case, lambda: end_assignment(assignment=assignment, by=request.user),
        "Taken back. They do not see it any more.", place="#seen",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def about_me(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A reader whom it turns out to be about: what follows, and the button by which it leaves them."""
    case = case_or_404(request, public_id)
    fault, has_changed = "", False
    if request.method == "POST":
        try:
            say_it_is_about_me(case=case, by=request.user, knowing=request.POST.get("knowing", ""))
        except NotAllowed:
            raise Http404 from None
        except NobodyLeft as found:
            fault = str(found)
        except AskFirst:
            has_changed = True
        else:
            messages.success(request, "Thank you. It has left you, and others deal with it now.")
            return redirect("dashboard")
    context = {"case": case, "fault": fault, "has_changed": has_changed, "change": _if_about(case, request.user)}
    return render(request, "incidents/about_me.html", context, status=400 if fault else 200)


def _if_about(case: Case, user: User) -> Change | None:
    """Who reads it afterwards; None where nobody could."""
    try:
        return if_about(case, user)
    except NobodyLeft:
        return None
