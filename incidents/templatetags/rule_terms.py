"""On the page of a rule: how often it was not followed, for those who read the figures of incidents."""

from typing import Any

from django import template
from django.utils import timezone

from incidents.rule_terms import in_terms
from people.permissions import Permission
from policies.models import RuleVersion

register = template.Library()


@register.inclusion_tag("incidents/_rule_terms.html", takes_context=True)
def rule_terms(context: Any, rule: RuleVersion) -> dict[str, Any]:
    """Four terms with their incidents; nothing for everybody else, so that the public page stays one and the same."""
    user = context["request"].user
    if not user.has_perm(Permission.INCIDENT_FIGURES):
        return {}
    terms = in_terms(user, rule, timezone.localdate())
    return {"rule": rule, "terms": terms, "any": any(term.count for term in terms)}
