"""What is said of pictures to remove: what became of each, how many an account had, why a list is called off."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from consent.actions.picture_reviews import Looked
from consent.models import RemovalItem
from people.settings import Key, months_as_days, read_all

AGAIN = "Open the page again and press once more."
MOST = 10_000
_NUMBER = {
    "required": "Write how many, 0 if there was none.",
    "invalid": "Write a whole number.",
    "min_value": "Write 0 or more.",
    "max_value": f"Write at most {MOST:,}.",
}
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TickForm(forms.Form):
    """What became of one picture."""

    outcome = forms.ChoiceField(
        label="What became of it?",
        choices=RemovalItem.Outcome.choices,
        error_messages={"required": "Choose what became of it.", "invalid_choice": "Choose what became of it."},
    )
    note = forms.CharField(label="Why it cannot be recalled", max_length=200, required=False)


class LookForm(forms.Form):
    """How many pictures of the child were found by hand, and taken down."""

    removed = forms.IntegerField(
        label="How many were found and taken down?", min_value=0, max_value=MOST, error_messages=_NUMBER
    )


class CallOffForm(forms.Form):
    """Why nothing of a list is to come down after all."""

    why = forms.CharField(
        label="Why? Whom did you speak to, and what did they say?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write why: whom you spoke to, and what they said."},
    )


class CorrectionForm(forms.Form):
    """What somebody saw who found a picture where it should be no longer."""

    why = forms.CharField(
        label="What did you see?",
        help_text="Such as: the post can still be opened. No child’s name.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write what you saw, such as: the post can still be opened."},
    )


class PictureReviewForm(forms.Form):
    """What was looked through by hand, and when somebody looks again."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": AGAIN, "invalid": AGAIN})
    looked_from = forms.DateField(
        label="Looked through from", widget=_DAY,
        error_messages={"required": "Write the first day.", "invalid": "Write the day like 02/09/2026."},
    )  # fmt: skip
    looked_to = forms.DateField(
        label="to", widget=_DAY, initial=timezone.localdate,
        error_messages={"required": "Write the last day.", "invalid": "Write the day like 02/09/2026."},
    )  # fmt: skip
    removed = forms.IntegerField(
        label="How many pictures were taken down?", min_value=0, max_value=MOST, error_messages=_NUMBER
    )
    look_again_on = forms.DateField(
        label="Look again on", widget=_DAY,
        error_messages={"required": "Write the day to look again.", "invalid": "Write the day like 02/09/2026."},
    )  # fmt: skip
    note = forms.CharField(label="A note, if you like", help_text="No child’s name.", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        ahead = months_as_days(read_all(), Key.PICTURE_LOOK_MONTHS)
        self.fields["look_again_on"].initial = timezone.localdate() + dt.timedelta(days=ahead)

    @property
    def looked(self) -> Looked:
        data = self.cleaned_data
        return Looked(data["looked_from"], data["looked_to"], data["removed"], data["look_again_on"], data["note"])
