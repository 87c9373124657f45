"""The review of a policy, with the rules that were not followed since: the policy knows of no incident."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.governing.failing import failing_rules
from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.views.desk import review_of


@require_safe
@requires(Permission.POLICY_DESK)
def review(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who looks after a policy, when it is looked at again, what happened since the last time, which rules fail."""
    context = review_of(request, slug)
    failing = failing_rules(request.user, context["version"], context["since"].day)
    return render(request, "policies/review.html", context | {"failing": failing})
