"""What the list of incidents can be narrowed by. No word of a search and no name stands in an address."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Case as Choice
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast

from people.models import User
from policies.words import POWERS, Audience, Power

from .kinds import Affected, Kind
from .list_filter import DAY, DUE, MINE, ListFilter, choice
from .models import OPEN_STATES, CaseOutcome, CitedRule, Incident, OutOfHoursTest, State
from .models.cases import CaseQuerySet
from .outcomes import Outcome
from .rare import Beside, having, which_are_few
from .walls import Wall

STATES = [("open", "Open, wherever it stands"), *State.choices]
SECTIONS = [(letter, f"Section {letter}") for letter in "ABCD"]
HOURS = [("in", "In school hours, or in school"), ("out", "Outside school hours")]
WHOM = [("pupils", "Pupils, parents or unknown people"), ("staff", "Staff"), ("governors", "Governors or clerk")]
WALLS = {
    "pupils": {Wall.PUPIL},
    "staff": {Wall.STAFF, Wall.HEAD, Wall.BOARD},
    "governors": {Wall.GOVERNOR, Wall.CLERK, Wall.CHAIR, Wall.BOARD},
}
# Whom a rule is for, as the start page counts the rules not followed: parents, or else anybody in school.
WHOSE = [("school", "For staff, pupils or everybody"), ("parents", "For parents and not for staff")]
# The three questions of policy D3, by the letter of each.
QUESTIONS = {"a": "disturbs", "b": "threatens", "c": "reputation"}
TESTS = [
    ("a", "D3a: it would disturb the school"),
    ("b", "D3b: it threatens somebody"),
    ("c", "D3c: a reputation could suffer"),
    ("none", "None of the three"),
    ("open", "Not answered yet"),
]
_CODE = {"widget": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": ""})}


class CaseFilter(ListFilter):
    """Incidents by where they stand, what they are, which rule, when, about whom and what came of them.

    The choices are the same for everybody, so that none tells of an incident that its reader may not see.
    """

    MAIN = ("state", "kind", "mine", "due", "since", "until")
    MORE = ("rule", "section", "strength", "whose", "hours", "about", "group", "test", "outcome")

    state = choice("Where it stands", STATES, "Anywhere", method="in_state")
    kind = choice("What happened", Kind.choices, "Anything", method="that_have")
    mine = choice("Who deals with it", MINE, "Anybody", method="of_mine")
    due = choice("Due", DUE, "At any time", method="when_due")
    since = django_filters.DateFilter(label="Reported from", method="from_day", **DAY)
    until = django_filters.DateFilter(label="Reported to", method="until_day", **DAY)
    rule = django_filters.CharFilter(label="Rule, such as A4", method="that_have", max_length=12, **_CODE)
    section = choice("Section of the rule", SECTIONS, "Every section", method="that_have")
    strength = choice("How firm the rule is", Power.choices, "However firm", method="that_have")
    whose = choice("Whose rule", WHOSE, "Anybody’s", method="that_have")
    hours = choice("When", HOURS, "At any time", method="by_hours")
    about = choice("About", WHOM, "Anybody", method="about_whom")
    group = choice("Whom it touches", Affected.choices, "Anybody", method="of_group")
    test = choice("May the school act", TESTS, "Any answer", method="of_test")
    outcome = choice("What came of it", Outcome.choices, "Anything", method="that_have")

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.few: set[str] = set()

    def filter_queryset(self, queryset: CaseQuerySet):
        """One query more where something was chosen that few may have."""
        said = self.form.cleaned_data
        chosen = {name: BESIDE[name](said[name]) for name in BESIDE if said.get(name)}
        self.few = which_are_few(chosen, self.user) if self.user else set()
        return super().filter_queryset(queryset)

    def in_state(self, cases: CaseQuerySet, name: str, value: str):
        return cases.filter(state__in=OPEN_STATES) if value == "open" else cases.filter(state=value)

    def that_have(self, cases: CaseQuerySet, name: str, value: str):
        return having(cases, BESIDE[name](value), few=name in self.few)

    def by_hours(self, cases: CaseQuerySet, name: str, value: str):
        return cases.filter(incident__is_out_of_hours=value == "out")

    def about_whom(self, cases: CaseQuerySet, name: str, value: str):
        return cases.filter(wall__in=sorted(WALLS[value]))

    def of_group(self, cases: CaseQuerySet, name: str, value: str):
        held = Cast("incident__affected", TextField())
        return cases.alias(touched=held).filter(touched__contains=f'"{value}"')

    def of_test(self, cases: CaseQuerySet, name: str, value: str):
        """By the answers that hold: the latest."""
        if value == "open":
            asked = OutOfHoursTest.objects.filter(incident=OuterRef("pk"))
            return cases.filter(incident__is_out_of_hours=True).exclude(Exists(asked))
        said = {QUESTIONS[value]: True} if value in QUESTIONS else dict.fromkeys(QUESTIONS.values(), False)
        return cases.filter(Exists(latest_tests().filter(incident=OuterRef("pk"), **said)))


def latest_tests() -> QuerySet[OutOfHoursTest]:
    """The answers to the three questions that hold: the latest of each incident."""
    of_one = OutOfHoursTest.objects.filter(incident=OuterRef("incident")).order_by("-decided_at", "-pk")
    return OutOfHoursTest.objects.filter(pk=Subquery(of_one.values("pk")[:1]))


def for_whom(cited: QuerySet[CitedRule]):
    """Rules cited, each with `whose` it is. A rule that speaks to parents and to staff, as one for everybody does, is
    not the parents' own."""
    parents = Q(is_for__contains=f'"{Audience.PARENTS}"') & ~Q(is_for__contains=f'"{Audience.STAFF}"')
    whose = Choice(When(parents, then=Value("parents")), default=Value("school"), output_field=CharField())
    return cited.alias(is_for=Cast("rule__audiences", TextField())).annotate(whose=whose)


def _cited(**rule: Any) -> Beside:
    """Cites, and still does, a rule that is so."""
    return Beside(CitedRule.objects.filter(taken_off_at=None, **rule), "incident")


# What few incidents may have, however many there are. A rule is found by the code under which it was cited, in small
# letters or large; two words of a rule may share one sign of firmness; an outcome holds while the incident is closed.
BESIDE: dict[str, Callable[[str], Beside]] = {
    "kind": lambda value: Beside(Incident.objects.filter(kind=value)),
    "rule": lambda value: _cited(rule__code="".join(value.split()).upper()),
    "section": lambda value: _cited(rule__section__code=value),
    "whose": lambda value: Beside(for_whom(_cited().rows).filter(whose=value), "incident"),
    "strength": lambda value: _cited(rule__strength__in=[one for one, power in POWERS.items() if power == value]),
    "outcome": lambda value: Beside(CaseOutcome.objects.filter(outcome=value)),
}
