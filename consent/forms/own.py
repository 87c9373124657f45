"""A parent's own page: where pictures are to be stopped, or allowed."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from consent.models import Purpose

from .choices import offer

EVERYWHERE = "everywhere"


class StopForm(forms.Form):
    """One place, or everywhere. The token makes two taps of one button one stop."""

    place = forms.ChoiceField(
        label="Where?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where pictures are to be stopped."},
    )
    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Open My children again and choose once more.",
            "invalid": "Open My children again and choose once more.",
        },
    )

    def __init__(self, *args: Any, purposes: Sequence[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = {purpose.slug: purpose for purpose in purposes}
        labels = [(slug, purpose.label) for slug, purpose in self.purposes.items()]
        offer(self, "place", [(EVERYWHERE, "Everywhere, at once"), *labels])
        self.fields["token"].initial = uuid4

    @property
    def chosen(self) -> list[Purpose]:
        place = self.cleaned_data["place"]
        return list(self.purposes.values()) if place == EVERYWHERE else [self.purposes[place]]


class GiveForm(forms.Form):
    """A yes to one question, as it stands on the page."""

    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Open My children again and choose once more.",
            "invalid": "Open My children again and choose once more.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
