"""What one question of a long survey file means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from consent.models import Purpose
from consent.survey import mapping as mappings
from consent.survey.mapping import Question

from .choices import offer
from .columns import POLARITY_CHOICES, what_a_yes_does


class QuestionForm(forms.Form):
    """What one question of a long file is about."""

    purposes = forms.MultipleChoiceField(label="Permission for", required=False, widget=forms.CheckboxSelectMultiple)
    polarity = forms.ChoiceField(
        label="What does a yes mean?", choices=POLARITY_CHOICES, required=False, initial="consent"
    )
    confirmed = forms.BooleanField(label="Yes, that is right", required=False)

    def __init__(self, *args, purposes: Sequence[Purpose], question: Question, number: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.number = question, number
        offer(self, "purposes", [(purpose.slug, purpose.label) for purpose in purposes])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        why = self._why(data)
        if why and not data.get("confirmed"):
            self.add_error("confirmed", f"Look at this question, then tick that it is right: {why}")
        return data

    def _why(self, data: dict[str, Any]) -> str:
        """Why this question needs a person's word with these choices. One that is not read needs none."""
        purposes = tuple(data.get("purposes") or ())
        if not purposes and not self.question.comment:
            return ""
        polarity = data.get("polarity") or "consent"
        return mappings.question_needs_person(replace(self.question, purposes=purposes, polarity=polarity))

    @property
    def begins_doubtful(self) -> bool:
        """Whether it needs a person's word as it is proposed."""
        return bool(mappings.question_needs_person(self.question))

    @property
    def why(self) -> str:
        """Why it needs a person's word as it is filled in now, the same that is asked when it is sent."""
        return self._why({name: self[name].value() for name in ("purposes", "polarity")})

    @property
    def shows_confirmation(self) -> bool:
        """Whether a person's tick is asked for, or was given."""
        return bool(self.why or self["confirmed"].value() or self["confirmed"].errors)

    @property
    def a_yes(self) -> str:
        """What a yes to this question does, as it is filled in now; empty where it asks for no permission."""
        return what_a_yes_does("consent" if self["purposes"].value() else "", self["polarity"].value())

    def as_question(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_comment = self.question.comment and not data["purposes"]
        return {
            "question": self.question.question,
            "purposes": data["purposes"],
            "polarity": data["polarity"] or "consent",
            **({"comment": True} if is_comment else {}),
            "confirm": self.question.confirm,
            "confirmed": data["confirmed"],
        }
