"""Sorting out a doubtful row: whose answer it is."""

from collections.abc import Sequence
from typing import Any

from django import forms

from consent.models import ReviewEntry
from consent.wording import ABOUT_DATE, ABOUT_RESPONDENT
from people.models import Pupil

from .choices import offer
from .decisions import CONDITION_CHOICES, condition_field

NOBODY, OTHER = "nobody", "other"


class SettleForm(forms.Form):
    """Whose answer a doubtful row is. `pupil` is set once the form is valid, None for nobody."""

    who = forms.ChoiceField(
        label="Best guesses first",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the child, or say that it is nobody of this school."},
    )
    name = forms.CharField(
        label="Look for somebody else on the pupil list",
        help_text="Write a name or a part of one, or a class such as 3H.",
        max_length=100,
        required=False,
    )
    answered_on = forms.DateField(
        label="On which day did the parent answer?",
        help_text="Look in the survey, or ask the parent.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 02/09/2026."},
    )
    has_condition = forms.ChoiceField(
        label="Is there a condition in the comment?",
        choices=CONDITION_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Read the comment, then choose."},
    )
    condition = condition_field()
    respondent_confirmed = forms.BooleanField(
        label="I made sure that the person who answered has parental responsibility for this child",
        required=False,
    )
    note = forms.CharField(
        label="What did you find out?",
        help_text="For example: rang Mum on 3 October. It is kept with your name.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, entry: ReviewEntry, guesses: Sequence[Pupil], found: Sequence[Pupil], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.guesses, self.found = guesses, found
        self.pupils = {str(pupil.public_id): pupil for pupil in [*guesses, *found]}
        self.pupil: Pupil | None = None
        choices = [(str(pupil.public_id), str(pupil)) for pupil in [*guesses, *found]]
        offer(self, "who", [*choices, (OTHER, "Somebody else"), (NOBODY, "Not a child of this school")])
        if not (entry.reason in ABOUT_DATE or entry.answered_at is None):
            del self.fields["answered_on"]
        if not entry.comment_digest:
            del self.fields["has_condition"], self.fields["condition"]
        self.about_respondent = entry.reason in ABOUT_RESPONDENT

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        who, found = data.get("who"), data.get("has_condition")
        if who == OTHER:
            self.add_error("name", self._what_to_do(data.get("name", "")))
        if who == NOBODY:
            self.errors.pop("has_condition", None)
        elif found == "yes" and not data.get("condition") and "condition" not in self.errors:
            self.add_error("condition", "Write what the condition is, in a few words.")
        elif found == "no" and data.get("condition"):
            self.add_error("has_condition", "You wrote a condition. Choose “There is a condition”, or empty the box.")
        self.pupil = self.pupils.get(who or "")
        return data

    def _what_to_do(self, name: str) -> str:
        if not name:
            return "Write the name of the child, then choose from those found."
        if not self.found:
            return "No child of that name is on the pupil list. Try a part of the name."
        return "Choose one of the children found."

    @property
    def condition_found(self) -> bool | None:
        """Whether there is a condition in the comment; None where there is no comment."""
        value = self.cleaned_data.get("has_condition")
        return None if not value else value == "yes"
