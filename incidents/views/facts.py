"""What stands about an incident: facts put right, rules, safeguarding."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from incidents.actions.correcting import change_rules, correct_facts
from incidents.actions.marking import mark_safeguarding
from incidents.case_page import cited_rules
from incidents.forms.facts import CorrectionForm, RulesForm, SafeguardingForm
from incidents.models import Case
from incidents.relations import Act
from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.models import PolicyVersion, RuleVersion

from .fetching import case_or_404, sent
from .saving import kept


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def correction(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Facts put right. The reporter's words stay; the timeline keeps what stood there before."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    form = CorrectionForm(sent(request), case=case)
    return kept(
        request, case, "correction", form,
        lambda: correct_facts(
            case=case, facts=form.facts, reason=form.cleaned_data["reason"], revision=form.as_seen, by=request.user
        ),
        "Corrected. What stood there before is in the timeline.",
        present=lambda now: CorrectionForm(case=now), place="#what",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def rules_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Which rules it is about, of those that held on its day."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    cited = cited_rules(case)
    form = RulesForm(sent(request), case=case, offered=_offered(case, cited), cited=cited)

    def present(now: Case) -> RulesForm:
        stands = cited_rules(now)
        return RulesForm(case=now, offered=_offered(now, stands), cited=stands)

    return kept(
        request, case, "rules", form,
        lambda: change_rules(case=case, rules=form.chosen, revision=form.as_seen, by=request.user),
        "Saved.", present=present, place="#rules",
    )  # fmt: skip


def _offered(case: Case, cited: list[RuleVersion]) -> list[RuleVersion]:
    """The rules in force on the day of the incident, and whatever is cited already."""
    in_force = PolicyVersion.objects.in_force_on(case.incident.happened_on)
    order = ("version__policy__title", "version_id", "section__order", "order")
    found = list(RuleVersion.objects.filter(version__in=in_force).order_by(*order))
    return found + [rule for rule in cited if rule not in found]


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def safeguarding(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Whether it is safeguarding, and its number in the child-protection system."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    form = SafeguardingForm(sent(request), case=case)
    return kept(
        request, case, "safeguarding", form,
        lambda: mark_safeguarding(
            case=case, is_safeguarding=form.cleaned_data["is_safeguarding"], number=form.cleaned_data["number"],
            revision=form.as_seen, by=request.user,
        ),
        "Saved.", present=lambda now: SafeguardingForm(case=now),
    )  # fmt: skip
