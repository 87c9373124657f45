"""What is typed about a data breach: how it is opened, and each thing that is said of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from incidents.actions.breaching import may_open
from incidents.models import BreachAbout, BreachEntry, DataBreach, Risk, Told
from people.models import User
from policies.forms.texts import Text

from .days import STILL_TO_COME, day_that_was
from .texts import SHORT, TEXT
from .writing import KeyedForm

Kind = BreachEntry.Kind
MOST_PEOPLE = 1_000_000
KNOWN_LATER = "Give the day on which somebody in school knew. That day is still to come."
TITLE = "Such as: class list sent to a wrong address. No names: it stands in the list."


def _hour(label: str, *, required: bool = True, help_text: str = "") -> forms.TimeField:
    bad = "Write the time, such as 8:45."
    return forms.TimeField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": bad, "invalid": bad},
    )


def _number(label: str, help_text: str) -> forms.IntegerField:
    bad = "Write a whole number, or leave it empty."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=help_text,
        error_messages={"invalid": bad, "min_value": bad, "max_value": bad},
    )


def _text(label: str, help_text: str = "", *, missing: str = "") -> Text:
    faults = {"required": missing} if missing else {}
    return Text(label=label, help_text=help_text, required=bool(missing), max_length=TEXT, error_messages=faults)


def moment_of(day: dt.date, hour: dt.time) -> dt.datetime:
    """A day and an hour of the clock in the school."""
    return timezone.make_aware(dt.datetime.combine(day, hour))


class BreachOpenForm(KeyedForm):
    """A record opened by hand: what it is, and since when the school knows."""

    title = forms.CharField(
        label="In short",
        max_length=160,
        help_text=TITLE,
        error_messages={"required": "Write in a few words what it is."},
    )
    aware_on = day_that_was(
        "On which day did somebody in school first know?", KNOWN_LATER, help_text="The 72 hours run from here."
    )
    aware_time = _hour("At what time?")
    about = forms.ChoiceField(
        label="Is it about what one of these did?",
        choices=BreachAbout.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Then that person does not read this record; the other one does. Of both, the chair of governors.",
    )

    def __init__(self, data: Any = None, *, by: User, **kwargs: Any) -> None:
        now = timezone.localtime()
        super().__init__(data, initial={"aware_on": now.date(), "aware_time": now.time(), "about": ""}, **kwargs)
        if not may_open(by, BreachAbout.NOBODY):
            del self.fields["about"]  # the chair opens what is about both

    @property
    def breach_about(self) -> BreachAbout:
        return BreachAbout(self.cleaned_data.get("about", BreachAbout.BOTH))

    @property
    def aware_at(self) -> dt.datetime:
        return moment_of(self.cleaned_data["aware_on"], self.cleaned_data["aware_time"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"aware_on", "aware_time"} <= set(data) and self.aware_at > timezone.now():
            self.add_error("aware_time", "Give the moment at which somebody knew. That one is still to come.")
        return data


class EntryForm(KeyedForm):
    """One thing that is said of a data breach. It knows how the record stood when its page was opened."""

    kind: ClassVar[BreachEntry.Kind]
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, breach: DataBreach, said: Mapping[str, Any]) -> None:
        """`said`: the newest answers of the kind, to be put right."""
        self.breach = breach
        super().__init__(data, initial={"revision": breach.revision, **self.shown(said)})

    def shown(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        return {name: said[name] for name in self.base_fields if said.get(name) is not None}

    @property
    def as_seen(self) -> int:
        """The revision on the page that was sent; without one, a revision that no record has."""
        found = self.cleaned_data.get("revision")
        return -1 if found is None else found

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as an entry holds it."""
        mine = {name: value for name, value in self.cleaned_data.items() if name not in {"form_key", "revision"}}
        return {name: _kept(value) for name, value in mine.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value


class FactsForm(EntryForm):
    """What happened. It may be saved half filled in: the hours run."""

    kind = Kind.FACTS
    title = BreachOpenForm.base_fields["title"]
    happened_on = day_that_was("On which day did it happen?", STILL_TO_COME, required=False)
    happened_at = _hour("At what time?", required=False, help_text="You may leave it empty.")
    aware_on = day_that_was(
        "On which day did somebody in school first know?", KNOWN_LATER, help_text="The 72 hours run from here."
    )
    aware_time = _hour("At what time did they know?")
    which = _text("What personal data?", "Such as: names and pictures of children of one class.")
    children = _number("How many children?", "About how many, while nobody knows exactly.")
    others = _number("How many other people?", "Parents, staff, others.")
    went_to = _text("Where did it go, and who may have seen it?")
    cause = _text("How did it come about?")
    at_once = _text("What was done at once?")

    def shown(self, said: Mapping[str, Any]) -> dict[str, Any]:
        aware = timezone.localtime(self.breach.aware_at)
        return {**super().shown(said), "aware_on": aware.date(), "aware_time": aware.time()}

    @property
    def said(self) -> dict[str, Any]:
        found = super().said
        found.pop("aware_on"), found.pop("aware_time")
        aware = moment_of(self.cleaned_data["aware_on"], self.cleaned_data["aware_time"])
        return found | {"aware_at": aware.isoformat()}


class AssessForm(EntryForm):
    """What may come of it, and how likely it is."""

    kind = Kind.ASSESSED
    consequences = _text(
        "What may come of it for the people?",
        "Think of a child who must not be found, of ridicule, of money, of who has it now.",
        missing="Write what may come of it for the people.",
    )
    risk = forms.ChoiceField(
        label="How likely is it?",
        choices=Risk.choices,
        widget=forms.RadioSelect,
        help_text="Unless a risk is unlikely, the ICO must hear of it within the 72 hours. Where a high risk is likely "
        "the people are told too.",
        error_messages={"required": "Choose how likely a risk to people is."},
    )
    reason = _text("Why?", missing="Write why you think so.")


class DecideForm(EntryForm):
    """Whether the ICO is to hear of it."""

    kind = Kind.DECIDED
    is_to_report = forms.TypedChoiceField(
        label="Is it reported to the Information Commission (ICO)?",
        choices=[("yes", "Yes, report it"), ("no", "No, a risk to people is unlikely")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    reason = _text("Why?", missing="Write why. The ICO may ask for it.")

    def shown(self, said: Mapping[str, Any]) -> dict[str, Any]:
        found = super().shown(said)
        return found | ({"is_to_report": "yes" if found["is_to_report"] else "no"} if "is_to_report" in found else {})


class ReportedForm(EntryForm):
    """That it was reported, and when."""

    kind = Kind.REPORTED
    reported_on = day_that_was("On which day was it reported?", "Give the day on which it was reported.")
    reported_time = _hour("At what time was it reported?")
    ico_reference = forms.CharField(label="The ICO’s reference", max_length=60, required=False)
    late_because = _text("If it was after the 72 hours: why?")

    def shown(self, said: Mapping[str, Any]) -> dict[str, Any]:
        at = dt.datetime.fromisoformat(said["reported_at"]) if said.get("reported_at") else timezone.now()
        local = timezone.localtime(at)
        return {**super().shown(said), "reported_on": local.date(), "reported_time": local.time()}

    @property
    def said(self) -> dict[str, Any]:
        found = super().said
        found.pop("reported_on"), found.pop("reported_time")
        at = moment_of(self.cleaned_data["reported_on"], self.cleaned_data["reported_time"])
        return found | {"reported_at": at.isoformat()}


class ToldForm(EntryForm):
    """Whether the people whose data it is were told."""

    kind = Kind.TOLD
    told = forms.ChoiceField(
        label="Were the people told whose data it is?",
        choices=Told.choices,
        widget=forms.RadioSelect,
        help_text="Where a high risk is likely they must be. Of a child their parents are told.",
        error_messages={"required": "Choose whether they were told."},
    )
    told_on = day_that_was("On which day?", "Give the day on which they were told. That day is still to come.",
                           required=False)  # fmt: skip
    reason = _text("How were they told, or why not?", missing="Write how they were told, or why not.")


class ChangedForm(EntryForm):
    """What is changed."""

    kind = Kind.CHANGED
    text = _text(
        "What is changed so that it does not happen again?",
        "Such as: who checks a picture before it goes out.",
        missing="Write what is changed.",
    )


class BreachNoteForm(EntryForm):
    """Anything else, such as what the ICO answered."""

    kind = Kind.NOTE
    text = _text("Your note", "Read by the headteacher and the data-protection officer.", missing="Write your note.")


class BreachClosingForm(EntryForm):
    """The end."""

    kind = Kind.CLOSED
    text = _text("How did it end?", missing="Write how it ended.")


class BreachReopeningForm(EntryForm):
    """It is not over."""

    kind = Kind.REOPENED
    text = _text("Why is it opened again?", missing="Write why it is opened again.")


class ChildForm(forms.Form):
    """A child by the name, to be found on the pupil list."""

    name = forms.CharField(
        label="Name of the child", max_length=SHORT, error_messages={"required": "Type two letters of the name."}
    )


# The last part of an address: what is said there.
FORMS: dict[str, type[EntryForm]] = {
    "facts": FactsForm,
    "risk": AssessForm,
    "decision": DecideForm,
    "report": ReportedForm,
    "people": ToldForm,
    "changes": ChangedForm,
    "notes": BreachNoteForm,
    "closing": BreachClosingForm,
    "reopening": BreachReopeningForm,
}
# Of these what was said before stands in the form, to be put right; the others are said anew.
PUT_RIGHT = frozenset({Kind.FACTS, Kind.ASSESSED, Kind.DECIDED, Kind.REPORTED, Kind.TOLD})
