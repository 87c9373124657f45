"""The newest open cases of one person, of both sorts, as the lines of the start page: three queries at most."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

from people.models import User
from people.prepared import prepared
from policies.words import Strength

from .desk import MINE, OUT, listed_for, mine_of
from .models import Case, CaseAssignment, CaseStep, CitedRule
from .models.cases import CaseQuerySet
from .sorts import Sort

NEWEST = 8
WITHOUT_A_DAY = "z"  # after every day


@dataclass(frozen=True)
class OpenCase:
    """One of them: the rules that it cites with their words, who deals with it, the first step still to be taken."""

    case: Case
    rules: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    step: str = ""


def newest_open(user: User, sorts: Collection[Sort], chosen: str = "") -> list[OpenCase]:
    """The newest open cases of these sorts that `user` may list, newest first: all, only theirs, or only what happened
    outside school hours. Of each sort the newest are found by themselves, so that no query walks both."""
    wanted = tuple(sort for sort in sorts if chosen != OUT or sort == Sort.INCIDENT)
    if not wanted:
        return []
    cases = prepared("newest open cases", user, lambda: _newest_of(user, wanted, chosen), wanted, chosen)
    return _with_what_stands_beside(cases) if cases else []


def _newest_of(user: User, sorts: Iterable[Sort], chosen: str) -> CaseQuerySet:
    found = (Q(pk__in=_newest(user, sort, chosen).values("pk")[:NEWEST]) for sort in sorts)
    return Case.objects.filter(reduce(or_, found)).select_related("incident", "complaint")[:NEWEST]


def _newest(user: User, sort: Sort, chosen: str) -> CaseQuerySet:
    cases = listed_for(user, sort).open()
    if chosen == MINE:
        return cases.filter(mine_of(user, sort))
    return cases.filter(incident__is_out_of_hours=True) if chosen == OUT else cases


def _with_what_stands_beside(cases: Sequence[Case]) -> list[OpenCase]:
    """One query for rules, people and steps, whatever their number. What has no place among the rest is "" or 0."""
    keys = [case.pk for case in cases]
    said = {name: Value(name, CharField()) for name in ("person", "rule", "step")}
    none, nothing = Value("", CharField()), Value(0, IntegerField())
    cited = CitedRule.objects.filter(incident__in=keys, taken_off_at=None).order_by()
    given = CaseAssignment.objects.filter(case__in=keys, ended_at=None).order_by()
    steps = CaseStep.objects.filter(case__in=keys, done_at=None).order_by()
    rows = cited.values_list(
        said["rule"], F("incident_id"), F("rule__section__order"), F("rule__order"), F("rule__code"),
        F("rule__strength"), none,
    ).union(
        given.values_list(
            said["person"], F("case_id"), F("pk"), nothing, F("user__title"), F("user__surname"), F("user__email")
        ),
        steps.values_list(said["step"], F("case_id"), nothing, F("pk"), F("text"), Cast("due_on", CharField()), none),
        all=True,
    )  # fmt: skip
    rules, people, to_do = defaultdict(list), defaultdict(list), defaultdict(list)
    for what, key, place, order, one, two, three in rows:
        if what == "rule":
            rules[key].append((place, order, f"{one} {Strength(two).label.lower()}"))
        elif what == "person":
            people[key].append((place, " ".join(part for part in (one, two) if part) or three))
        else:
            to_do[key].append((two or WITHOUT_A_DAY, order, one.rstrip(".")))
    return [
        OpenCase(
            case,
            [words for _, _, words in sorted(rules[case.pk])],
            [name for _, name in sorted(people[case.pk])],
            min(to_do[case.pk], default=("", 0, ""))[-1],
        )
        for case in cases
    ]
