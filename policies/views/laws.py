"""The laws that a policy counts on: proposed, confirmed, taken off (D1; requirements 38)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions.faults import CannotBeSo, NothingChanged, SamePerson
from policies.actions.laws import MoreThanThePolicySays, confirm_laws, end_law, propose_laws, withdraw_law
from policies.forms.laws import ConfirmationForm, LawForm, MinuteForm
from policies.laws import NEWER_LAW, OFFERED, how_many, rule_about_laws
from policies.models import Policy, RuleVersion, Statute


@require_safe
@requires(Permission.POLICY_DESK)
def law_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """What stands on the list, what is proposed, what was taken off; the four on offer while nothing is there."""
    policy = _policy(request, slug)
    laws = list(policy.statutes.select_related("proposed_by", "confirmed_by", "ended_by"))
    rule = rule_about_laws(_rules(policy))
    context = {
        "policy": policy,
        "rule": rule,
        "said": how_many(rule.text) if rule else None,
        "confirmed": [law for law in laws if law.is_confirmed],
        "proposed": [law for law in laws if not law.confirmed_on],
        "ended": [law for law in laws if law.ended_on],
        "offered": OFFERED,
        "newer": NEWER_LAW,
    }
    return render(request, "policies/law_list.html", context)


@require_POST
@requires(Permission.POLICY_LISTS_EDIT)
def law_proposal(request: SignedInRequest, slug: str) -> HttpResponse:
    """The four on offer, put before the governors together."""
    policy = _policy(request, slug)
    try:
        made = propose_laws(policy=policy, laws=OFFERED, by=request.user)
        messages.success(request, f"{len(made)} laws are proposed. The chair or the clerk confirms them.")
    except (NothingChanged, MoreThanThePolicySays) as fault:
        messages.info(request, str(fault))
    return redirect("policies:statutes", slug)


@require_http_methods(["GET", "POST"])
@requires(Permission.POLICY_LISTS_EDIT)
def law_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """One law more. Beyond the number that the policy says it is kept only after the warning."""
    policy, warning, sent = _policy(request, slug), "", request.POST if request.method == "POST" else None
    form = LawForm(sent, warned="sure" in (sent or {}))
    if form.is_valid():
        try:
            sure = bool(form.cleaned_data.get("sure"))
            propose_laws(policy=policy, laws=[form.law], by=request.user, in_spite_of_the_number=sure)
            messages.success(request, f"{form.law.title} {form.law.year} is proposed.")
            return redirect("policies:statutes", slug)
        except NothingChanged as fault:
            form.add_error("title", str(fault))
        except MoreThanThePolicySays as fault:
            warning, form = str(fault), LawForm(sent, warned=True)
    context = {"policy": policy, "form": form, "warning": warning}
    return render(request, "policies/law_form.html", context, status=409 if warning else 200)


@require_POST
@requires(Permission.POLICY_LISTS_EDIT)
def law_withdrawal(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    law = _law(request, slug, pk)
    try:
        withdraw_law(law=law, by=request.user)
        messages.success(request, f"The proposal of the {law} is taken back.")
    except NothingChanged as fault:
        messages.info(request, str(fault))
    return redirect("policies:statutes", slug)


@require_http_methods(["GET", "POST"])
@requires(Permission.STATUTE_CONFIRM)
def law_confirmation(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the governors decided about the proposals: day and minute."""
    policy = _policy(request, slug)
    proposed = list(policy.statutes.proposed())
    form = ConfirmationForm(request.POST if request.method == "POST" else None, proposed=proposed)
    if form.is_valid():
        kept = form.cleaned_data
        try:
            done = confirm_laws(
                laws=kept["laws"], on=kept["on"], minute_reference=kept["minute_reference"], by=request.user
            )
            messages.success(
                request, f"{len(done)} law{'' if len(done) == 1 else 's'} confirmed. The policy names them."
            )
            return redirect("policies:statutes", slug)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
        except (NothingChanged, SamePerson) as fault:
            form.add_error("laws", str(fault))
    context = {"policy": policy, "form": form, "proposed": proposed}
    return render(request, "policies/law_confirmation.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.STATUTE_CONFIRM)
def law_ending(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The governors took a law off the list."""
    law = _law(request, slug, pk)
    form = MinuteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_law(law=law, by=request.user, **form.cleaned_data)
            messages.success(request, f"The {law} is off the list.")
            return redirect("policies:statutes", slug)
        except NothingChanged as fault:
            messages.info(request, str(fault))
            return redirect("policies:statutes", slug)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "policies/law_ending.html", {"policy": law.policy, "law": law, "form": form})


def _policy(request: SignedInRequest, slug: str) -> Policy:
    return get_object_or_404(Policy.objects.visible_to(request.user), slug=slug)


def _law(request: SignedInRequest, slug: str, pk: int) -> Statute:
    return get_object_or_404(_policy(request, slug).statutes.select_related("policy"), pk=pk)


def _rules(policy: Policy) -> list[RuleVersion]:
    version = policy.versions.in_force_on(timezone.localdate()).first()
    return list(version.rules.select_related("section").prefetch_related("rule__uses")) if version else []
