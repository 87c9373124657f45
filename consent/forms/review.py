"""Sorting out a doubtful row, reading a comment, deciding where parents differ."""

from collections.abc import Sequence
from typing import Any

from django import forms

from consent.models import ReviewEntry
from consent.wording import ABOUT_DATE, ABOUT_RESPONDENT
from people.models import Pupil

from .choices import offer

NOBODY, OTHER = "nobody", "other"
CONDITION_CHOICES = [("no", "No condition"), ("yes", "There is a condition")]


class SettleForm(forms.Form):
    """Whose answer a doubtful row is. `pupil` is set once the form is valid, None for nobody."""

    who = forms.ChoiceField(
        label="Best guesses first",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the child, or say that it is nobody of this school."},
    )
    other = forms.ChoiceField(label="Somebody else from the pupil list", required=False)
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

    def __init__(self, *args: Any, entry: ReviewEntry, guesses: Sequence[Pupil], roll: Sequence[Pupil], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.pupils = {str(pupil.public_id): pupil for pupil in [*roll, *guesses]}
        self.pupil: Pupil | None = None
        choices = [(str(pupil.public_id), str(pupil)) for pupil in guesses]
        offer(self, "who", [*choices, (OTHER, "Somebody else"), (NOBODY, "Not a child of this school")])
        offer(self, "other", [("", "Choose a child"), *by_class(roll)])
        if not (entry.reason in ABOUT_DATE or entry.answered_at is None):
            del self.fields["answered_on"]
        if not entry.comment_digest:
            del self.fields["has_condition"]
        self.about_respondent = entry.reason in ABOUT_RESPONDENT

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        who = data.get("who")
        if who == OTHER and not data.get("other"):
            self.add_error("other", "Choose the child from the pupil list.")
        if who == NOBODY:
            self.errors.pop("has_condition", None)
        chosen = data.get("other") if who == OTHER else who
        self.pupil = self.pupils.get(chosen or "")
        return data

    @property
    def condition(self) -> bool | None:
        value = self.cleaned_data.get("has_condition")
        return None if value is None else value == "yes"


def by_class(pupils: Sequence[Pupil]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The pupil list for a select, class by class. Needs `memberships__school_class` prefetched."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for pupil in sorted(pupils, key=lambda p: (p.called.casefold(), p.called_surname.casefold())):
        codes = [m.school_class.code for m in pupil.memberships.all() if m.ends_on is None]
        groups.setdefault(codes[-1] if codes else "No class", []).append((str(pupil.public_id), str(pupil)))
    return sorted(groups.items())


class CommentForm(forms.Form):
    """What a comment means for the answers beside it."""

    has_condition = forms.ChoiceField(
        label="Is there a condition in it?",
        choices=CONDITION_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Read the comment, then choose."},
    )


class DecisionForm(forms.Form):
    """A named person's decision, with the reason."""

    value = forms.ChoiceField(
        label="What counts from now on?",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose No or Yes."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Whom you asked, when, and what they said. It is kept with your name and shown to office and head.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Write the reason: whom you asked, when, and what they said."},
    )
