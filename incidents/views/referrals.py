"""What the governors are asked about legal action, for the chair and whoever was asked beside them (rule D4)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.faults import NotAllowed
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, has_part, open_referral
from incidents.forms.referring import DecisionForm, GovernorForm
from incidents.models import Case, LegalDecision, LegalReferral
from incidents.shown_words import AsRead
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires
from people.roles import Role

from .fetching import sent
from .saving import CONFLICT, tried


@require_safe
@requires(Permission.INCIDENT_REFERRED)
def referral_list(request: SignedInRequest) -> HttpResponse:
    """The questions that wait for this governor. One that is decided is not theirs to read any more."""
    waiting = _asked_of(request.user).select_related("case")
    return render(request, "incidents/referral_list.html", {"waiting": waiting})


@require_safe
@requires(Permission.INCIDENT_REFERRED)
def referral_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """What was put together, without names, and why it is recommended. Reading it is recorded."""
    referral = _referral_or_404(request, public_id)
    try:
        open_referral(referral=referral, by=request.user)
    except NotAllowed:
        raise Http404 from None
    context = {"referral": AsRead(referral, request.user), "asked": referral.asked.select_related("user")}
    return render(request, "incidents/referral_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REFERRED)
def referral_governor(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Name a governor who reads it too."""
    referral = _referral_or_404(request, public_id)
    form = GovernorForm(sent(request), referral=referral, by=request.user)
    context: dict[str, object] = {"form": form, "referral": referral}
    if form.is_valid():
        user = form.cleaned_data["user"]
        if tried(request, form, lambda: ask_governor(referral=referral, user=user, by=request.user), context):
            messages.success(request, f"{user.get_short_name()} can read it now.")
            return redirect("incidents:referral", referral.public_id)
    return render(request, "incidents/referral_governor.html", context, status=_status(form.errors, context))


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REFERRED)
def referral_decision(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Record what the governors decided, and at which meeting. It leaves this governor with that."""
    form = DecisionForm(sent(request))
    if form.is_bound and (decided_one := _decided_meanwhile(request.user, public_id)):
        return _sent_too_late(request, form, decided_one)
    referral = _referral_or_404(request, public_id)
    context: dict[str, object] = {"form": form, "referral": referral}
    if form.is_valid():
        decided = form.decided
        if tried(
            request, form, lambda: decide_legal_action(referral=referral, decided=decided, by=request.user), context
        ):
            messages.success(request, "Recorded. Whoever asked reads it.")
            return redirect("incidents:referrals")
    return render(request, "incidents/referral_decision.html", context, status=_status(form.errors, context))


def _decided_meanwhile(user: User, public_id: UUID) -> LegalReferral | None:
    """A question that this governor decided, or was asked, and that is decided or was taken back: their form was sent
    again, or too late. Nothing for whoever has a part in the case by now."""
    is_over = Q(decision__isnull=False) | Q(withdrawal__isnull=False)
    theirs = Q(decision__decided_by=user) | (Q(asked__user=user) & is_over)
    if Role.CHAIR in user.roles:
        theirs |= Q(withdrawal__isnull=False)
    found = LegalReferral.objects.select_related("case", "decision").filter(theirs, public_id=public_id).first()
    return None if found is None or has_part(user, found.case) else found


def _sent_too_late(request: SignedInRequest, form: DecisionForm, referral: LegalReferral) -> HttpResponse:
    """The same words sent twice are recorded once, without a fault; other words stay on the page."""
    decision = getattr(referral, "decision", None)
    if decision and form.is_valid() and decision.decided_by == request.user and _said(decision) == form.decided:
        messages.success(request, "Recorded. Whoever asked reads it.")
        return redirect("incidents:referrals")
    context = {
        "form": form,
        "referral": referral,
        "clash": "closed",
        "said": "The governors have decided this already." if decision else "This question was taken back already.",
    }
    return render(request, "incidents/referral_decision.html", context, status=CONFLICT)


def _said(decision: LegalDecision) -> Decided:
    answer = LegalDecision.Answer(decision.answer)
    return Decided(answer, decision.meeting_on, decision.reason, decision.minute_reference, decision.contact)


def _asked_of(user: User) -> QuerySet[LegalReferral]:
    return LegalReferral.objects.asking(user).filter(case__in=Case.objects.referred_to(user)).distinct()


def _referral_or_404(request: SignedInRequest, public_id: UUID) -> LegalReferral:
    return get_object_or_404(_asked_of(request.user), public_id=public_id)


def _status(errors: object, context: dict[str, object]) -> int:
    return CONFLICT if "clash" in context else 400 if errors else 200
