"""Earlier cases that bear on this one, of those that the reader may see: the same account, the same rule, and how the
three questions were answered for the same kind. Never the same people: there is no list of similar parents."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from people.models import User
from policies.models import RuleVersion

from .blacking import BLOCK
from .models import Case, CitedRule, Incident, OutOfHoursTest

MOST = 10
MOST_DECISIONS = 3


@dataclass(frozen=True)
class Alike:
    """An earlier case, and what it has in common with this one."""

    case: Case
    why: str


def alike_lately(case: Case, rules: Iterable[RuleVersion], user: User, days: int) -> list[Alike]:
    """Cases of the `days` before this one was reported, and since, on the same account or rule. One query."""
    rule_keys = {rule.rule_id for rule in rules}
    handle = case.incident.account.strip().lstrip("@")
    handle = "" if BLOCK in handle else handle  # blacked out: nothing shows that it is the same
    about_account = Q(incident__account__iexact=handle) | Q(incident__account__iexact=f"@{handle}")
    cited = CitedRule.objects.filter(incident=OuterRef("pk"), taken_off_at=None, rule__rule__in=rule_keys)
    same_account = Case.objects.filter(about_account, pk=OuterRef("pk")) if handle else Case.objects.none()
    found = (
        Case.objects.visible_to(user)
        .incidents()
        .filter(reported_at__gte=case.reported_at - dt.timedelta(days=days))
        .exclude(pk=case.pk)
        .annotate(on_account=Exists(same_account), on_rule=Exists(cited))
        .filter(Q(on_account=True) | Q(on_rule=True))
    )
    return [Alike(one, _why(one)) for one in found[:MOST]]


def _why(case: Case) -> str:
    words = [word for word, holds in (("account", case.on_account), ("rule", case.on_rule)) if holds]  # type: ignore[attr-defined]  # annotated above
    return f"same {' and '.join(words)}"


def decided_alike(incident: Incident, user: User) -> list[OutOfHoursTest]:
    """The latest answers to the three questions in other cases of the same kind that `user` may see. One query."""
    seen = Case.objects.visible_to(user).exclude(pk=incident.case_id)
    tests = OutOfHoursTest.objects.filter(incident__kind=incident.kind, incident__case__in=seen)
    return list(tests.select_related("incident__case")[:MOST_DECISIONS])
