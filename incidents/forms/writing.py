"""What is written about an incident: a note that stays in school, words that leave it, a letter, a blacked-out word."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.text import Truncator

from incidents.actions.blacking import Place
from incidents.letters import MARKS
from incidents.shown_words import along
from incidents.veil import EVERYBODY, NOTES, PUPILS, REPORTER, STAFF
from policies.forms.texts import Text

from .days import day_to_wait_for
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
        help_text="Facts, then what you think, then what you will do. Read by the people at “Who can see this”, and "
        "kept with the record. The person it is about can ask to see it.",
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
    text = Text(label="The words", rows=18, max_length=TEXT, error_messages={"required": "Write the words."})
    look_again_on = day_to_wait_for(
        "Look again on", required=False, help_text="You may leave it empty. A next step of that day is added for you."
    )


class BlackOutForm(forms.Form):
    """Words that nobody is to read any more, and where: everywhere unless a text is chosen."""

    phrases = Text(
        label="Words to black out",
        max_length=TEXT,
        help_text="One name or phrase on each line, as it stands there.",
        error_messages={"required": "Write the words."},
    )
    where = forms.ChoiceField(
        label="Where?",
        required=False,
        help_text="Where a text stands twice, both are blacked out.",
        error_messages={"invalid_choice": "Choose where: that text is not there any more."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=SHORT,
        error_messages={"required": "Write why."},
    )

    def __init__(self, data: Any = None, *, places: Iterable[Place], where: str, what: str = "incident") -> None:
        choices = [("", f"Everywhere in this {what}"), *((place.sign, _called(place)) for place in places)]
        super().__init__(data, initial={"where": where if where in dict(choices) else ""})
        cast(forms.ChoiceField, self.fields["where"]).choices = choices
        self.fields["reason"].help_text = f"Read by everybody who reads the {what}: do not write the words here."

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["phrases"].split("\n") if line.strip()]


def _called(place: Place) -> str:
    """What a text is called, its day, and how it begins, as whoever chooses reads it."""
    day = along(place.row, place.typed.name) if place.typed.name else None
    said = f"{place.typed.called}, {day:%-d %B %Y}" if day else place.typed.called
    return f"{said}: {Truncator(' '.join(place.words.split())).chars(50)}"


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

    black_out = forms.MultipleChoiceField(
        label="Black out",
        required=False,
        choices=[
            (PUPILS, "Names of pupils"),
            (REPORTER, "Who reported it"),
            (STAFF, "Names of staff and governors"),
            (EVERYBODY, "Names of everybody"),
            (NOTES, "Private notes"),
        ],
        help_text="Names are found as the lists and this incident have them. An account that is not the school’s goes "
        "with the names of pupils, and with those of everybody. Initials and nicknames are not found: read the file "
        "before it goes to anybody.",
        widget=forms.CheckboxSelectMultiple,
    )
