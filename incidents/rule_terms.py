"""How often a rule was not followed, term by term (requirements, part 3, 2): of what one may list, nothing else."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q

from people.models import User
from policies.models import RuleVersion

from .governing.periods import Period, Terms
from .list_filter import in_days, midnight
from .models import Case, CitedRule, State
from .relations import Act
from .sorts import Sort

TERMS = 4  # this term, back to the same one of the year before
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class InTerm:
    """One term of a rule: how many incidents came in, how many of these are open; `width`: of its bar, in per cent."""

    period: Period
    code: str
    count: int
    open: int
    width: int

    @property
    def address(self) -> str:
        """The filters under which the list shows them."""
        return urlencode({"rule": self.code, "since": self.period.first, "until": self.period.last})

    @property
    def open_address(self) -> str:
        return f"{self.address}&state=open"


def in_terms(user: User, rule: RuleVersion, today: dt.date) -> list[InTerm]:
    """The incidents in which the rule is cited by its code, as the list finds them; this term first. Two queries."""
    terms = Terms()
    now = terms.on(today)
    periods = [now, *(terms.before(now, back) for back in range(1, TERMS))]
    cases = in_days(Case.objects.allowing(Act.LIST, user, Sort.INCIDENT), periods[-1].first, periods[0].last)
    cited = CitedRule.objects.filter(taken_off_at=None, rule__code=rule.code, incident__case__in=cases.order_by())
    counts = cited.order_by().aggregate(**{name: asked for n, p in enumerate(periods) for name, asked in _asked(n, p)})
    most = max(counts[f"all_{n}"] for n in range(TERMS)) or 1
    return [
        InTerm(p, rule.code, counts[f"all_{n}"], counts[f"open_{n}"], round(100 * counts[f"all_{n}"] / most))
        for n, p in enumerate(periods)
    ]


def _asked(number: int, period: Period) -> list[tuple[str, Count]]:
    came_in = Q(
        incident__case__reported_at__gte=midnight(period.first),
        incident__case__reported_at__lt=midnight(period.last + ONE_DAY),
    )
    still = came_in & ~Q(incident__case__state=State.CLOSED)
    of_both = ((f"all_{number}", came_in), (f"open_{number}", still))
    return [(name, Count("incident", distinct=True, filter=which)) for name, which in of_both]
