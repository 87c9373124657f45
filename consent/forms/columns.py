"""What one column of a survey file means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from consent.models import Purpose
from consent.survey import mapping as mappings
from consent.survey.mapping import CONSENT_ROLES, Column, slugs_of

from .choices import offer, offered

ROLE_CHOICES = [
    ("ignore", "Not used: it is not read and not kept"),
    ("consent", "A permission: tick below what it is about"),
    ("consent_multi", "One column with all ticked places"),
    ("comment", "A comment, to be read beside the child"),
    ("child_fullname", "Child: whole name"),
    ("child_surname_comma_forename", "Child: surname, forename"),
    ("child_forename", "Child: forename"),
    ("child_surname", "Child: surname"),
    ("class", "Class, year or teacher"),
    ("admission_number", "Admission number"),
    ("upn", "UPN"),
    ("dob", "Date of birth"),
    ("who", "Who answered: name"),
    ("email", "Who answered: e-mail"),
    ("relationship", "Who answered: relationship"),
    ("when", "When it was answered"),
    ("response_id", "Number of the answer"),
    ("question", "The question"),
    ("answer", "The answer"),
]
POLARITY_CHOICES = [
    ("consent", "A yes gives permission"),
    ("refusal", "It asks the other way round: a yes is a no"),
]


class ColumnForm(forms.Form):
    """What one column means."""

    role = forms.ChoiceField(label="What is in this column?", choices=ROLE_CHOICES)
    purposes = forms.MultipleChoiceField(label="Permission for", required=False, widget=forms.CheckboxSelectMultiple)
    polarity = forms.ChoiceField(
        label="What does a yes mean?", choices=POLARITY_CHOICES, required=False, initial="consent"
    )
    child = forms.TypedChoiceField(
        label="Which child of the row?",
        required=False,
        coerce=lambda value: int(value) if value else None,
        empty_value=None,
        choices=[("", "The only child, or all children"), *((str(n), f"Child {n}") for n in range(1, 7))],
    )
    confirmed = forms.BooleanField(label="Yes, that is right", required=False)

    def __init__(
        self, *args, purposes: Sequence[Purpose], column: Column, samples: Sequence[str], number: int, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.column, self.samples, self.number = column, samples, number
        offer(self, "purposes", [(purpose.slug, purpose.label) for purpose in purposes])
        self.option_fields = []
        for number, (label, slugs) in enumerate(column.options.items()):
            name = f"option{number}"
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                initial=list(slugs_of(slugs)),
                choices=offered(self, "purposes"),
                widget=forms.CheckboxSelectMultiple,
            )
            self.option_fields.append(self[name])

    def clean(self) -> dict[str, Any]:
        """A permission needs its purpose, and what may be misread needs a person's word."""
        data = super().clean() or {}
        if data.get("role") == "consent" and not data.get("purposes"):
            self.add_error("purposes", "Tick what this permission is about, or choose “Not used”.")
        why = self._why(data)
        if why and not data.get("confirmed"):
            self.add_error("confirmed", f"Look at this column, then tick that it is right: {why}")
        return data

    def _why(self, data: dict[str, Any]) -> str:
        """Why this column needs a person's word with these choices. A column that a person leaves out needs none."""
        role = data.get("role") or self.column.role
        if role == "ignore" and self.column.role != "ignore":
            return ""
        return mappings.needs_person(
            replace(
                self.column,
                role=role,
                purposes=tuple(data.get("purposes") or ()),
                polarity=data.get("polarity") or "consent",
            )
        )

    @property
    def begins_doubtful(self) -> bool:
        """Whether it needs a person's word as it is proposed: where it stands on the page does not change."""
        return bool(mappings.needs_person(self.column))

    @property
    def why(self) -> str:
        """Why it needs a person's word as it is filled in now, the same that is asked when it is sent."""
        return self._why({name: self[name].value() for name in ("role", "purposes", "polarity")})

    @property
    def a_yes(self) -> str:
        """What a yes, or a tick, in this column does, as it is filled in now; empty for other columns."""
        return what_a_yes_does(self["role"].value(), self["polarity"].value())

    @property
    def chosen_labels(self) -> str:
        """The purposes ticked now, in words."""
        chosen = set(self["purposes"].value() or ())
        return ", ".join(label for slug, label in offered(self, "purposes") if slug in chosen)

    @property
    def asks_without_purpose(self) -> bool:
        return self["role"].value() == "consent" and not self.chosen_labels

    @property
    def shows_confirmation(self) -> bool:
        """Whether a person's tick is asked for, or was given."""
        return bool(self.why or self["confirmed"].value() or self["confirmed"].errors)

    def as_column(self) -> dict[str, Any]:
        """The column as the mapping file writes it (contract 3)."""
        data = self.cleaned_data
        column: dict[str, Any] = {"header": self.column.header, "role": data["role"]}
        if data["child"]:
            column["child"] = data["child"]
        if data["role"] == "consent":
            column |= {"purposes": data["purposes"], "polarity": data["polarity"] or "consent"}
        if data["role"] == "consent_multi":
            chosen = [data.get(field.name) or [] for field in self.option_fields]
            labels = list(self.column.options)
            column["options"] = {k: " ".join(v) or None for k, v in zip(labels, chosen, strict=True)}
            column["polarity"] = data["polarity"] or "consent"
        return {**column, "confirm": self.column.confirm, "confirmed": data["confirmed"]}


def what_a_yes_does(role: str, polarity: str) -> str:
    """What a yes, or a tick, gives the child; empty for a column that asks for no permission."""
    if role not in CONSENT_ROLES:
        return ""
    said = "A tick" if role == "consent_multi" else "A yes"
    return f"{said} is a no" if polarity == "refusal" else f"{said} gives permission"
