"""Rules that were not followed again and again since a policy was last looked at: what the next review may look at.

Whoever deals with incidents reads true numbers of what stands in their own list. Governors read of the cases that are
counted for them which rules stood in five or more, as of the last report that was released, and no number.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from incidents.list_filter import in_days
from incidents.models import Case, CaseOutcome, CitedRule, GovernorsReport
from incidents.models.cases import CaseQuerySet
from incidents.outcomes import Outcome
from incidents.relations import Act
from incidents.sorts import Sort
from people.models import User
from people.permissions import Permission
from policies.gaps import rules_of
from policies.models import PolicyVersion, RuleVersion

from .cases import counted
from .hiding import FEWEST

# So often not known, a rule is suggested however often it was broken.
NOT_KNOWN_FROM = 2


@dataclass(frozen=True)
class Failing:
    """A rule as it is worded now, in how many incidents it was not followed, in how many of these it was not known;
    None where the reader learns no number."""

    rule: RuleVersion
    incidents: int | None = None
    not_known: int | None = None

    @property
    def is_suggested(self) -> bool:
        """Whether it is one for the next review, or for reading again."""
        if self.incidents is None:
            return True
        return self.incidents >= FEWEST or (self.not_known or 0) >= NOT_KNOWN_FROM

    @property
    def said(self) -> str:
        """In a sentence."""
        if self.incidents is None:
            return f"Rule {self.rule.code} was not followed in {FEWEST} or more incidents."
        many = "" if self.incidents == 1 else "s"
        said = f"Rule {self.rule.code} was not followed in {self.incidents} incident{many}"
        closed = f"; {self.not_known} of these closed with “the rule was not known”" if self.not_known else ""
        return f"{said}{closed}."


def failing_rules(user: User, version: PolicyVersion, since: dt.date) -> list[Failing] | None:
    """The rules of a version, `with_wording`, that were not followed since a day, most often first. None for whoever
    reads neither incidents nor reports. Three queries at most."""
    if user.has_perm(Permission.INCIDENT_FIGURES):
        found = _counts(in_days(Case.objects.allowing(Act.LIST, user, Sort.INCIDENT), since=since))
        rules = [rule for rule in rules_of(version) if found[rule.rule_id][0]]
        return sorted((Failing(rule, *found[rule.rule_id]) for rule in rules), key=lambda one: -(one.incidents or 0))
    if user.has_perm(Permission.REPORT_READ):
        latest = GovernorsReport.objects.first()
        if latest is None or latest.last_on < since:
            return []
        found = _counts(in_days(counted(Sort.INCIDENT), since, latest.last_on))
        return [Failing(rule) for rule in rules_of(version) if found[rule.rule_id][0] >= FEWEST]
    return None


def _counts(cases: CaseQuerySet) -> dict[int, tuple[int, int]]:
    """In how many of the incidents each rule is cited, whatever its code was then, and how many of these closed because
    it was not known."""
    cited = CitedRule.objects.filter(taken_off_at=None, incident__in=cases.order_by().values("pk"))
    of_rule: dict[int, set[int]] = defaultdict(set)
    for rule, incident in cited.order_by().values_list("rule__rule", "incident"):
        of_rule[rule].add(incident)
    unknown = set(
        CaseOutcome.objects.filter(outcome=Outcome.NOT_KNOWN, case__in=set().union(*of_rule.values())).values_list(
            "case", flat=True
        )
    )
    counts = {rule: (len(found), len(found & unknown)) for rule, found in of_rule.items()}
    return defaultdict(lambda: (0, 0), counts)
