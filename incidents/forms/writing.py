"""What is written about an incident: a note that stays in school, words that leave it, a letter, a blacked-out word."""

import uuid
from typing import Any

from django import forms

from incidents.letters import MARKS
from policies.forms.texts import Text, day_field

from .texts import SHORT, TEXT


class KeyedForm(forms.Form):
    """A form that carries its own key: sent twice, it is one thing."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"form_key": uuid.uuid4()} | (initial or {}), **kwargs)


class NoteForm(KeyedForm):
    """A private note."""

    text = Text(
        label="Your note",
        max_length=TEXT,
        help_text="Facts, then what you think, then what you will do. Read by the people at “Who can see this”. The "
        "person it is about can ask to see it.",
        error_messages={"required": "Write your note."},
    )


class WordsForm(KeyedForm):
    """Words that leave the school."""

    to = forms.CharField(
        label="To whom, and how",
        max_length=200,
        help_text="Such as: to Kim’s mother, by letter. The portal sends nothing itself.",
        error_messages={"required": "Write to whom it goes, and how."},
    )
    text = Text(label="The words", rows=12, max_length=TEXT, error_messages={"required": "Write the words."})
    look_again_on = day_field(
        "Look again on", required=False, help_text="You may leave it empty. A next step of that day is added for you."
    )


class BlackOutForm(forms.Form):
    """Words of an entry that nobody is to read any more."""

    phrases = Text(
        label="Words to black out",
        max_length=TEXT,
        help_text="One on each line, as they stand in the entry.",
        error_messages={"required": "Write the words."},
    )
    reason = forms.CharField(label="Why?", max_length=SHORT, error_messages={"required": "Write why."})

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["phrases"].split("\n") if line.strip()]


class LetterWordingForm(forms.Form):
    """The school's own words for a letter."""

    text = Text(
        label="The letter",
        rows=16,
        max_length=TEXT,
        required=False,
        help_text=f"Put in by the portal: {', '.join(f'{mark} {words}' for mark, words in MARKS.items())}. Emptied, "
        "the portal’s words stand here again.",
    )


class FileForm(forms.Form):
    """What the printed case file does not show."""

    PUPILS, REPORTER, NOTES = "pupils", "reporter", "notes"
    black_out = forms.MultipleChoiceField(
        label="Black out",
        required=False,
        choices=[
            (PUPILS, "Names of pupils"),
            (REPORTER, "Who reported it"),
            (NOTES, "Private notes"),
        ],
        help_text="Names are found as the lists and this incident have them. Initials and nicknames are not: read the "
        "file before it goes to anybody.",
        widget=forms.CheckboxSelectMultiple,
    )
