"""A plan for contact, by whoever owns the complaint that went through one full procedure."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.actions.contact_plans import Planned, end_plan, make_plan, review_plan
from incidents.contact_plans import AGAIN, ENDED, TOLD, last_day_of, told_of, why_no_plan
from incidents.forms.contact_plan import PlanForm, PlanReviewForm
from incidents.forms.deciding import ReasonForm
from incidents.models import Case, ContactPlan
from incidents.relations import Act
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404, looked_over

PLACE = "#plan"
TOLD_THEM = "They can read it now."
WHAT = "What they are told"


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def plan_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Make a plan. Before one full procedure the page says why there can be none."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    plans, today = list(case.complaint.plans.all()), timezone.localdate()
    form = PlanForm(sent(request))

    def keep() -> ContactPlan:
        said = {name: form.cleaned_data[name] for name in ("contact", "frequency", "reason", "review_on")}
        return make_plan(case=case, planned=Planned(**said), form_key=form.cleaned_data["form_key"], by=request.user)

    def outward() -> list[tuple[str, str]]:
        said = {name: form.cleaned_data[name] for name in ("contact", "frequency", "reason", "review_on")}
        return [(WHAT, told_of(TOLD, **said, last=last_day_of(plans, today)))]

    if why_no_plan(case, plans, today) and "sent" not in request.POST:
        context = {"case": case, "form": form, "why_not": why_no_plan(case, plans, today)}
        return render(request, "incidents/complaints/plan.html", context)
    return looked_over(
        request, case, "plan", form, keep, f"The plan is made. {TOLD_THEM}", outward, place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def plan_review(request: SignedInRequest, public_id: UUID, plan: UUID) -> HttpResponse:
    """Look at a plan again: it goes on until another day."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    found, form = _plan_or_404(case, plan), PlanReviewForm(sent(request))
    last = last_day_of(list(case.complaint.plans.all()), timezone.localdate())

    def outward() -> list[tuple[str, str]]:
        said = {name: getattr(found, name) for name in ("contact", "frequency", "reason")}
        return [(WHAT, told_of(AGAIN, **said, review_on=form.cleaned_data["review_on"], last=last))]

    return looked_over(
        request, case, "plan_review", form,
        lambda: review_plan(
            plan=found, review_on=form.cleaned_data["review_on"], form_key=form.cleaned_data["form_key"],
            by=request.user,
        ),
        f"It goes on. {TOLD_THEM}", outward, {"plan": found}, place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def plan_ending(request: SignedInRequest, public_id: UUID, plan: UUID) -> HttpResponse:
    """End a plan, with a reason that stays in school."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    found, form = _plan_or_404(case, plan), ReasonForm(sent(request))
    return looked_over(
        request, case, "plan_ending", form,
        lambda: end_plan(plan=found, reason=form.cleaned_data["reason"], by=request.user),
        f"The plan is ended. {TOLD_THEM}", lambda: [(WHAT, ENDED)], {"plan": found}, place=PLACE,
    )  # fmt: skip


def _plan_or_404(case: Case, key: UUID) -> ContactPlan:
    return get_object_or_404(case.complaint.plans.select_related("complaint__case"), public_id=key)
