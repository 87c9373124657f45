"""Answers from paper: a class down, what was asked across, source and date once."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from consent.models import Purpose
from people.models import Pupil, PupilContact

from .choices import offer
from .turned import AcceptedForm

SOURCES = [
    ("Paper form", "Paper form"),
    ("Letter", "Letter"),
    ("Telephone call", "Telephone call"),
]
ASK = " (Yes: ask the safeguarding lead first)"
EVERY = [("", "–"), ("yes", "Yes to all"), ("no", "No to all")]
ANSWERS = [("", "–"), ("yes", "Yes"), ("no", "No"), ("left", "Left empty")]


class PaperForm(AcceptedForm):
    """Once for the page: where the answers come from, from when, and what the paper asks about."""

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
        error_messages={
            "required": "Write the day on the form or letter.",
            "invalid": "Write the day like 02/09/2026.",
        },
    )

    asked = forms.MultipleChoiceField(
        label="What does the paper ask about?",
        help_text="“Yes to all” and “No to all” below mean what you tick here, and nothing else.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, purposes: Sequence[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "asked", [(purpose.slug, purpose.label) for purpose in purposes])
        self.fields["source"].initial = SOURCES[0][0]
        self.fields["token"].initial = uuid4

    def take_new_token(self) -> None:
        """Let the page as it stands be saved as another one."""
        self.data = {**self.data.dict(), "token": str(uuid4())} if isinstance(self.data, QueryDict) else self.data


class PaperRowForm(forms.Form):
    """One child's line: who answered, and a yes or no for all that was asked, or for each purpose.

    What is chosen for one purpose beats what is chosen for all. An empty line is left alone.
    """

    contact = forms.ChoiceField(required=False)
    every = forms.ChoiceField(choices=EVERY, required=False, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, pupil: Pupil, purposes: Sequence[Purpose], barred: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.contacts: dict[str, PupilContact] = {
            str(contact.pk): contact
            for contact in pupil.contacts.all()
            if contact.has_parental_responsibility and contact.ends_on is None
        }
        field = self.fields["contact"]
        field.label = f"Who answered for {pupil}?"
        people = [
            (key, f"{contact.name}{ASK if contact.pk in barred else ''}") for key, contact in self.contacts.items()
        ]
        first = {0: [("", "Nobody on the list")], 1: []}.get(len(people), [("", "Who?")])
        offer(self, "contact", [*first, *people])
        for purpose in purposes:
            self.fields[purpose.slug] = forms.ChoiceField(label=purpose.label, choices=ANSWERS, required=False)
        self.slugs = [purpose.slug for purpose in purposes]
        self.cells = [self[slug] for slug in self.slugs]

    @property
    def one_by_one(self) -> int:
        """For how many purposes something is chosen on its own."""
        return sum(bool(cell.value()) for cell in self.cells)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.answers(data, self.slugs) and data.get("contact") not in self.contacts:
            nobody = f"Nobody on the contact list may answer for {self.pupil}. Correct the pupil list first."
            self.add_error("contact", f"Choose who answered for {self.pupil}." if self.contacts else nobody)
        return data

    def answers(self, data: dict[str, Any], asked: Collection[str]) -> dict[str, str]:
        """What was chosen, by purpose. `asked` is what the paper asks about: “to all” means no other."""
        every = data.get("every", "")
        said = {slug: data.get(slug) or (every if slug in asked else "") for slug in self.slugs}
        return {slug: value for slug, value in said.items() if value in ("yes", "no")}
