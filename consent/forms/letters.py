"""What a parent told the office: who, which way, on which day, and yes or no to which places."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from consent.actions.letters import Entered, Way
from consent.models import Purpose
from people.models import PupilContact

from .choices import offer
from .turned import AcceptedForm

VALUES = [("", "–"), ("yes", "Yes"), ("no", "No, or stop")]
EVERY = [("", "One by one, below"), ("no", "No to everything"), ("yes", "Yes to everything that was asked")]
ASK = " (ask the safeguarding lead before you enter a Yes)"
AGAIN = "Open the child’s page again before you save."


class AnswerForm(AcceptedForm):
    """One parent's word. What is chosen for one place beats what is chosen for all."""

    said_by = "the parent"
    token = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": AGAIN, "invalid": AGAIN})
    contact = forms.ChoiceField(
        label="Who said it?",
        help_text="Only those with parental responsibility on the contact list.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who said it.", "invalid_choice": "Choose somebody from the list."},
    )
    way = forms.ChoiceField(
        label="How did we hear of it?",
        choices=[(way.value, way.value) for way in Way],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we heard of it."},
    )
    said_on = forms.DateField(
        label="On which day was it said?",
        help_text="The day on the letter or e-mail, or of the call.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        error_messages={"required": "Write the day on which it was said.", "invalid": "Write the day like 02/09/2026."},
    )
    every = forms.ChoiceField(label="What did they say?", choices=EVERY, required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label="What was said, in a few words?",
        help_text="And why, if they gave a reason. Office, head and safeguarding lead can read it; no parent sees it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={
            "required": "Write in a few words what was said.",
            "max_length": "Write it in at most 500 letters.",
        },
    )

    def __init__(
        self, *args: Any, contacts: Sequence[PupilContact], asked: Sequence[Purpose], places: Sequence[Purpose],
        barred: Collection[PupilContact] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.contacts = {str(contact.pk): contact for contact in contacts}
        self.places, self.asked = places, {purpose.slug for purpose in asked}
        named = [", ".join(filter(None, (c.name, c.relationship.lower()))) for c in contacts]
        asks = [ASK if c in barred else "" for c in contacts]
        offer(self, "contact", zip(self.contacts, map("".join, zip(named, asks, strict=True)), strict=True))
        for place in places:
            self.fields[f"place-{place.slug}"] = forms.ChoiceField(
                label=place.label, choices=VALUES, required=False, widget=forms.Select(attrs={"class": "input"})
            )
        self.fields["token"].initial = uuid4

    def cell(self, place: Purpose) -> forms.BoundField:
        """The choice for one place."""
        return self[f"place-{place.slug}"]

    def take_new_token(self) -> None:
        """Let the page as it stands be saved as another one."""
        self.data = {**self.data.dict(), "token": str(uuid4())} if isinstance(self.data, QueryDict) else self.data

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self._values(data) and "every" not in self.errors:
            self.add_error("every", "Choose Yes or No for everything, or for at least one place below.")
        return data

    def _values(self, data: dict[str, Any]) -> dict[str, str]:
        every = data.get("every", "")
        said = {
            place.slug: data.get(f"place-{place.slug}") or (every if every == "no" or place.slug in self.asked else "")
            for place in self.places
        }
        return {slug: value for slug, value in said.items() if value}

    @property
    def entered(self) -> Entered:
        """What is to be kept, once the form is valid."""
        data = self.cleaned_data
        return Entered(
            self.contacts[data["contact"]], Way(data["way"]), data["said_on"], self._values(data), data["note"]
        )
