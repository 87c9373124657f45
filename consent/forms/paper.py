"""Answers from paper: a class down, what was asked across, source and date once."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from consent.models import Purpose
from people.models import Pupil, PupilContact

from .choices import offer

SOURCES = [
    ("Paper form", "Paper form"),
    ("Letter", "Letter"),
    ("Telephone call", "Telephone call"),
]
ANSWERS = [("", "–"), ("yes", "Yes"), ("no", "No")]


class PaperForm(forms.Form):
    """Once for the page: where the answers come from, and from when."""

    token = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Open the page of the class again before you save."},
    )
    source = forms.ChoiceField(label="Where do these answers come from?", choices=SOURCES, widget=forms.RadioSelect)
    answered_on = forms.DateField(
        label="On which day were they given?",
        help_text="The day on the form or letter, or of the call.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        error_messages={
            "required": "Write the day on the form or letter.",
            "invalid": "Write the day like 02/09/2026.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].initial = SOURCES[0][0]
        self.fields["token"].initial = uuid4

    def take_new_token(self) -> None:
        """Let the page as it stands be saved as another one."""
        self.data = {**self.data.dict(), "token": str(uuid4())} if isinstance(self.data, QueryDict) else self.data


class PaperRowForm(forms.Form):
    """One child's line: who answered, and a yes or no for each purpose. An empty line is left alone."""

    contact = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, pupil: Pupil, purposes: Sequence[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.contacts: dict[str, PupilContact] = {
            str(contact.pk): contact
            for contact in pupil.contacts.all()
            if contact.has_parental_responsibility and contact.ends_on is None
        }
        field = self.fields["contact"]
        field.label = f"Who answered for {pupil}?"
        people = [(key, contact.name) for key, contact in self.contacts.items()]
        first = {0: [("", "Nobody on the list")], 1: []}.get(len(people), [("", "Who?")])
        offer(self, "contact", [*first, *people])
        for purpose in purposes:
            self.fields[purpose.slug] = forms.ChoiceField(
                label=f"{pupil}: {purpose.label}", choices=ANSWERS, required=False
            )
        self.cells = [self[purpose.slug] for purpose in purposes]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.answers(data) and data.get("contact") not in self.contacts:
            nobody = f"Nobody on the contact list may answer for {self.pupil}. Correct the pupil list first."
            self.add_error("contact", f"Choose who answered for {self.pupil}." if self.contacts else nobody)
        return data

    def answers(self, data: dict[str, Any]) -> dict[str, str]:
        """What was chosen, by purpose."""
        return {name: value for name, value in data.items() if name != "contact" and value in ("yes", "no")}
