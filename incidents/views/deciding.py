"""What is decided about an incident: may the school act, was the Anti-bullying policy followed, how it ends."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from incidents.actions.closing import (
    answer_out_of_hours,
    close_case,
    fitting_outcomes,
    may_offer_discipline,
    missing_to_close,
    reopen_case,
    tick_bullying,
)
from incidents.actions.referring import refer_case, withdraw_referral
from incidents.alike import decided_alike
from incidents.bundle import bundle_of
from incidents.case_page import may_do, related_documents
from incidents.forms.deciding import BullyingForm, ClosingForm, OutOfHoursForm, ReasonForm
from incidents.forms.referring import ReferralForm
from incidents.kinds import BULLYING
from incidents.models import Case
from incidents.relations import Act
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires
from policies.models import RelatedDocument

from .fetching import case_or_404, sent
from .saving import kept


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def out_of_hours(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The three questions of rule D3, each with a reason for its yes."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    form = OutOfHoursForm(sent(request), case=case, initial=_answered(case, request.user))
    return kept(
        request, case, "out_of_hours", form,
        lambda: answer_out_of_hours(case=case, answers=form.answers, revision=form.as_seen, by=request.user),
        "Recorded, with your name and the time.",
        {"decided_alike": decided_alike(case.incident, request.user), "test_form": form},
        present=lambda now: OutOfHoursForm(case=now, initial=_answered(now, request.user)), place="#ooh",
    )  # fmt: skip


def _answered(case: Case, by: User) -> dict[str, Any]:
    return OutOfHoursForm.initial_of(case.incident.out_of_hours_tests.first(), by)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def bullying(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Handled under the Anti-bullying policy of a day (rule D2)."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    documents = RelatedDocument.objects.filter(pk__in=[one.pk for one in related_documents(request.user)])
    form = BullyingForm(sent(request), documents=documents)
    return kept(
        request, case, "bullying", form,
        lambda: tick_bullying(
            case=case, document=form.cleaned_data["document"], of=form.cleaned_data["of"], by=request.user
        ),
        "Recorded: handled under the Anti-bullying policy.", place="#rules",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def closing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Outcome, reason, who was told. What is missing is said before anything is typed."""
    case = case_or_404(request, public_id, Act.CLOSE)
    fitting, offers = fitting_outcomes(case), may_offer_discipline(case)

    def form_of(now: Case, data: Any = None) -> ClosingForm:
        return ClosingForm(data, case=now, fitting=fitting, offers_discipline=offers)

    form = form_of(case, sent(request))
    context = {"missing": missing_to_close(case) if case.is_open else [], "is_bullying": case.incident.kind in BULLYING}
    if "more" in request.POST:  # discipline is shown once a reason for it stands there
        return render(request, "incidents/closing.html", {"case": case, "form": form, "looking": True} | context)

    def close() -> Any:
        said = form.cleaned_data
        return close_case(
            case=case, outcomes=form.chosen, reason=said["reason"], told=said["told"], revision=form.as_seen,
            why_discipline=said.get("why_discipline", ""), by=request.user,
        )  # fmt: skip

    return kept(request, case, "closing", form, close, "Closed. Who reported it reads “closed”.", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def reopening(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open it again, with a reason. How it was closed stays."""
    case = case_or_404(request, public_id, Act.REOPEN)
    form = ReasonForm(sent(request))
    return kept(
        request, case, "reopening", form,
        lambda: reopen_case(case=case, reason=form.cleaned_data["reason"], by=request.user), "Open again.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def referral_withdrawal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take the question about legal action back, with a reason, as long as the governors have not decided."""
    case = case_or_404(request, public_id, Act.REFER)
    referral = case.referrals.order_by("-pk").first()
    if referral is None:
        raise Http404
    if request.method == "GET" and not referral.is_open:
        return redirect(case)
    form = ReasonForm(sent(request))
    return kept(
        request, case, "referral_withdrawal", form,
        lambda: withdraw_referral(referral=referral, reason=form.cleaned_data["reason"], by=request.user),
        "Taken back. Those who were asked were told.", place="#legal",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def referral_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask the governors about legal action (rule D4): they decide, nobody else."""
    case = case_or_404(request, public_id, Act.REFER)
    if request.method == "GET" and not may_do(case, request.user)["refer"]:
        return redirect(case)
    data = sent(request)
    form = ReferralForm(data, initial={"bundle": "" if data else bundle_of(case)})
    return kept(
        request, case, "referral_create", form,
        lambda: refer_case(
            case=case, reason=form.cleaned_data["reason"], bundle=form.cleaned_data["bundle"], by=request.user
        ),
        "The governors are asked. They decide; you read here what they decided.", place="#legal",
    )  # fmt: skip
