"""Which rule each feature of the portal rests on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.actions.rule_uses import name_rules
from policies.forms.rule_uses import RuleUsesForm
from policies.rule_uses import rules_to_name, standings


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.POLICY_PUBLISH)
def rule_uses(request: SignedInRequest) -> HttpResponse:
    """Each feature with its rule, named or proposed. As many queries for ten rules as for a hundred."""
    today = timezone.localdate()
    found, rules = standings(today), rules_to_name(today)
    form = RuleUsesForm(request.POST if request.method == "POST" else None, standings=found, rules=rules)
    if form.is_valid():
        try:
            name_rules(wanted=form.wanted, by=request.user)
            messages.success(request, "Saved.")
            return redirect("policies:rule-uses")
        except NothingChanged as fault:
            messages.info(request, str(fault))
            return redirect("policies:rule-uses")
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    context = {"form": form, "standings": found, "has_rules": bool(rules), "open": sum(one.is_open for one in found)}
    return render(request, "policies/rule_uses.html", context, status=400 if form.errors else 200)
