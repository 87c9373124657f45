"""A letter to whoever complained before it is made, and the school's own words for the five."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from incidents.complaint_letters import MARKS, judging_words, open_marks, unknown_marks
from incidents.complaints.letter_kinds import ComplaintLetterKind
from policies.forms.texts import Text

from .texts import TEXT
from .writing import KeyedForm


class ComplaintLetterForm(KeyedForm):
    """The letter as it is to be made."""

    text = Text(
        label="The letter",
        rows=18,
        max_length=TEXT,
        help_text="Change it as you like. Made, it keeps these words.",
        error_messages={"required": "Write the letter."},
    )
    is_offered = forms.BooleanField(
        label="They may read it on the page of their complaint too",
        required=False,
        help_text="They get the usual mail, which says only that something is there. Without this it goes by post "
        "alone.",
    )

    def __init__(self, data: Any = None, *, kind: ComplaintLetterKind, text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        self.kind = kind

    def clean_text(self) -> str:
        """What is to be filled in yet, and what would judge, is named with its line."""
        text: str = self.cleaned_data["text"]
        return refuse([*open_marks(text), *judging_words(self.kind, text)], text)


class ComplaintWordingForm(forms.Form):
    """The school's own words for one of the letters. `seen`: since when the words on the page stood."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = Text(
        label="The letter",
        rows=20,
        max_length=TEXT,
        required=False,
        help_text=f"Put in by the portal: {'; '.join(f'{mark} {words}' for mark, words in MARKS.items())}. A paragraph "
        "with something that is not known of a complaint is left out there. Emptied, the portal’s words stand here "
        "again.",
    )

    def __init__(
        self, data: Any = None, *, kind: ComplaintLetterKind, text: str = "", changed_at: dt.datetime | None = None
    ) -> None:
        super().__init__(data, initial={"text": text, "seen": changed_at.isoformat() if changed_at else ""})
        self.kind = kind

    def clean_text(self) -> str:
        """What the portal cannot fill in is named with its line."""
        text: str = self.cleaned_data["text"]
        return refuse([*unknown_marks(text), *judging_words(self.kind, text)], text)

    @property
    def seen_at(self) -> dt.datetime | None:
        """When the words on the page had last been changed; None where they were the portal's."""
        try:
            found = parse_datetime(self.cleaned_data.get("seen", ""))
        except ValueError:
            found = None
        return found if found and timezone.is_aware(found) else None


def refuse(faults: list[str], text: str) -> str:
    """The text, or each of its faults as a message of its own."""
    if faults:
        raise forms.ValidationError(faults)
    return text
