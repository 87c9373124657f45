"""What the list of incidents can be narrowed by. No word of a search and no name stands in an address."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from people.calendar import school_calendar
from people.models import User
from policies.words import POWERS, Power

from .desk import SOON, due_soon, overdue
from .kinds import Affected, Kind
from .models import OPEN_STATES, Case, CaseAssignment, CaseClosure, CitedRule, OutOfHoursTest, State
from .models.cases import CaseQuerySet
from .outcomes import Outcome
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
MINE = [("me", "Given to me"), ("nobody", "Given to nobody yet")]
# The three questions of policy D3, by the letter of each.
QUESTIONS = {"a": "disturbs", "b": "threatens", "c": "reputation"}
TESTS = [
    ("a", "D3a: it would disturb the school"),
    ("b", "D3b: it threatens somebody"),
    ("c", "D3c: a reputation could suffer"),
    ("none", "None of the three"),
    ("open", "Not answered yet"),
]
LAST_DAY = dt.date(9998, 12, 31)  # a later one has no day after it in every zone
DUE = [("soon", "Within two school days"), ("overdue", "Overdue")]
_DAY = {"widget": forms.DateInput(attrs={"type": "date"})}
_CODE = {"widget": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": ""})}
MAIN, MORE = ("state", "kind", "mine", "due", "since", "until"), (
    "rule", "section", "strength", "hours", "about", "group", "test", "outcome",
)  # fmt: skip


def _choice(label: str, choices: Any, empty: str, **more: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty, **more)


class CaseFilter(django_filters.FilterSet):
    """Incidents by where they stand, what they are, which rule, when, about whom and what came of them.

    The choices are the same for everybody, so that none tells of an incident that its reader may not see.
    """

    state = _choice("Where it stands", STATES, "Anywhere", method="in_state")
    kind = _choice("What happened", Kind.choices, "Anything", field_name="incident__kind")
    mine = _choice("Who deals with it", MINE, "Anybody", method="of_mine")
    due = _choice("Due", DUE, "At any time", method="when_due")
    since = django_filters.DateFilter(label="Reported from", method="from_day", **_DAY)
    until = django_filters.DateFilter(label="Reported to", method="until_day", **_DAY)
    rule = django_filters.CharFilter(label="Rule, such as A4", method="by_rule", max_length=12, **_CODE)
    section = _choice("Section of the rule", SECTIONS, "Every section", method="of_section")
    strength = _choice("How firm the rule is", Power.choices, "However firm", method="of_strength")
    hours = _choice("When", HOURS, "At any time", method="by_hours")
    about = _choice("About", WHOM, "Anybody", method="about_whom")
    group = _choice("Whom it touches", Affected.choices, "Anybody", method="of_group")
    test = _choice("May the school act", TESTS, "Any answer", method="of_test")
    outcome = _choice("What came of it", Outcome.choices, "Anything", method="with_outcome")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    @property
    def is_plain(self) -> bool:
        """Whether nothing was chosen: then its fields are the same for everybody."""
        return not self.chosen

    @property
    def main(self) -> list[forms.BoundField]:
        """What is asked for every day."""
        return [self.form[name] for name in MAIN]

    @property
    def more(self) -> list[forms.BoundField]:
        """What is asked for now and then."""
        return [self.form[name] for name in MORE]

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as it stands in an address."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    @property
    def has_more(self) -> bool:
        """Whether something of what is folded away was chosen."""
        return bool(set(MORE) & set(self.chosen))

    def in_state(self, cases: CaseQuerySet, name: str, value: str):
        return cases.filter(state__in=OPEN_STATES) if value == "open" else cases.filter(state=value)

    def of_mine(self, cases: CaseQuerySet, name: str, value: str):
        given = CaseAssignment.objects.filter(ended_at=None)
        if value == "me":
            return cases.filter(pk__in=given.filter(user=self.user).order_by().values("case"))
        return cases.exclude(Exists(given.filter(case=OuterRef("pk"))))

    def when_due(self, cases: CaseQuerySet, name: str, value: str):
        """Of what is open, as the start page counts it."""
        today = timezone.localdate()
        if value == "overdue":
            return cases.filter(overdue(today), state__in=OPEN_STATES)
        return cases.filter(due_soon(today, school_calendar(today).add_school_days(today, SOON)), state__in=OPEN_STATES)

    def from_day(self, cases: CaseQuerySet, name: str, value: dt.date):
        return cases.filter(reported_at__gte=midnight(value))

    def until_day(self, cases: CaseQuerySet, name: str, value: dt.date):
        """The last day is in it."""
        return cases.filter(reported_at__lt=midnight(min(value, LAST_DAY) + dt.timedelta(days=1)))

    def by_rule(self, cases: CaseQuerySet, name: str, value: str):
        """By the code under which it was cited, in small letters or large."""
        return cases.filter(_cited(rule__code="".join(value.split()).upper()))

    def of_section(self, cases: CaseQuerySet, name: str, value: str):
        return cases.filter(_cited(rule__section__code=value))

    def of_strength(self, cases: CaseQuerySet, name: str, value: str):
        """By one of the four signs of firmness; two words may share one."""
        return cases.filter(
            _cited(rule__strength__in=[strength for strength, power in POWERS.items() if power == value])
        )

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

    def with_outcome(self, cases: CaseQuerySet, name: str, value: str):
        """By what the last closure says, while it is closed."""
        last = CaseClosure.objects.filter(case=OuterRef("pk"), closed_at=OuterRef("closed_at"))
        said = last.alias(said=Cast("outcomes", TextField())).filter(said__contains=f'"{value}"')
        return cases.filter(Exists(said))


def latest_tests() -> QuerySet[OutOfHoursTest]:
    """The answers to the three questions that hold: the latest of each incident."""
    of_one = OutOfHoursTest.objects.filter(incident=OuterRef("incident")).order_by("-decided_at", "-pk")
    return OutOfHoursTest.objects.filter(pk=Subquery(of_one.values("pk")[:1]))


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _cited(**rule: Any) -> Q:
    """Cites, and still does, a rule that is so."""
    return Q(Exists(CitedRule.objects.filter(incident=OuterRef("pk"), taken_off_at=None, **rule)))
