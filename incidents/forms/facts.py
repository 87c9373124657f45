"""What stands about an incident: its facts, its rules, its steps, whether it is safeguarding."""

from typing import Any, cast

from django import forms

from incidents.actions.correcting import Corrected
from incidents.kinds import Kind, Place
from incidents.models import Case, CaseStep
from people.models import User
from policies.models import RuleVersion

from .days import STILL_TO_COME, day_that_was, day_to_wait_for
from .texts import SHORT, RevisedForm


class CorrectionForm(RevisedForm):
    """The facts as they should stand, and how somebody knows."""

    kind = forms.ChoiceField(
        label="What kind", choices=Kind.choices, error_messages={"required": "Choose what kind it is."}
    )
    happened_on = day_that_was("Day", STILL_TO_COME)
    happened_at = forms.TimeField(
        label="Hour",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the hour like 14:30."},
    )
    place = forms.ChoiceField(
        label="Where", choices=Place.choices, error_messages={"required": "Choose where it happened."}
    )
    platform = forms.CharField(label="Site or app", max_length=60, required=False)
    account = forms.CharField(label="Account", max_length=120, required=False)
    link = forms.CharField(label="Address of the post", max_length=500, required=False)
    event_name = forms.CharField(label="School event", max_length=120, required=False)
    reason = forms.CharField(
        label="How do you know?", max_length=SHORT, error_messages={"required": "Write how you know."}
    )

    FACTS = ("kind", "happened_on", "happened_at", "place", "platform", "account", "link", "event_name")

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case, initial={name: getattr(case.incident, name) for name in self.FACTS})

    @property
    def facts(self) -> Corrected:
        said = {name: self.cleaned_data[name] for name in self.FACTS}
        return Corrected(**said | {"kind": Kind(said["kind"]), "place": Place(said["place"])})


class RulesForm(RevisedForm):
    """Which rules an incident is about, of those that held on its day."""

    rules = forms.MultipleChoiceField(label="Rules", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, case: Case, offered: list[RuleVersion], cited: list[RuleVersion]) -> None:
        super().__init__(data, case=case, initial={"rules": [str(rule.pk) for rule in cited]})
        self.offered = {str(rule.pk): rule for rule in offered}
        choices = [(key, f"{rule.code}: {rule.text}") for key, rule in self.offered.items()]
        cast(forms.MultipleChoiceField, self.fields["rules"]).choices = choices

    @property
    def chosen(self) -> list[RuleVersion]:
        return [self.offered[key] for key in self.cleaned_data["rules"]]


class SafeguardingForm(RevisedForm):
    """Whether it is safeguarding, and where the child-protection record is."""

    is_safeguarding = forms.BooleanField(label="This is a matter of safeguarding", required=False)
    number = forms.CharField(
        label="Number in the child-protection system",
        max_length=60,
        required=False,
        help_text="The record itself stays there; here stands where to find it.",
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        said = {"is_safeguarding": case.is_safeguarding, "number": case.incident.protection_number}
        super().__init__(data, case=case, initial=said)


class StepForm(RevisedForm):
    """Something to be done, by somebody who may read the incident."""

    text = forms.CharField(
        label="What is to be done", max_length=200, error_messages={"required": "Write what is to be done."}
    )
    owner = forms.ChoiceField(label="By whom", required=False)
    due_on = day_to_wait_for("Until", required=False)

    def __init__(self, data: Any = None, *, case: Case, readers: list[User], step: CaseStep | None = None) -> None:
        said = {"text": step.text, "owner": str(step.owner_id or ""), "due_on": step.due_on} if step else {}
        super().__init__(data, case=case, initial=said)
        self.readers = {str(user.pk): user for user in readers}
        if step and step.owner:  # who had it before may be somebody who reads it no more
            self.readers.setdefault(str(step.owner_id), step.owner)
        choices = [("", "Nobody yet"), *((key, str(user)) for key, user in self.readers.items())]
        cast(forms.ChoiceField, self.fields["owner"]).choices = choices

    @property
    def by_whom(self) -> User | None:
        return self.readers.get(self.cleaned_data["owner"])
