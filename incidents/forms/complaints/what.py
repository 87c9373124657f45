"""Page 3, what happened: when, where, in whose words, and files."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from incidents.actions.complaining import MOST_WORDS
from incidents.evidence.limits import MEGABYTE
from incidents.forms.evidence import FilesField
from incidents.kinds import Place
from policies.forms.texts import day_field

from .fields import Long, Short

MOST_FILES = 5


class NoOrMoreFiles(FilesField):
    """Files that may be left out."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files made safe; none where none was sent."""
        return super().clean(data, initial) if data and any(data) else []


class FilesForm(forms.Form):
    """The files alone, so that a bad file never stands against the words beside it."""

    evidence = NoOrMoreFiles(label="Files", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = min(settings.EVIDENCE_BYTES, settings.MAX_UPLOAD_BYTES) // MEGABYTE
        self.fields["evidence"].help_text = (
            f"Pictures of a screen, photos, a PDF or plain text. Up to {MOST_FILES} files, {most} MB together. We take "
            "place and time out of pictures."
        )


class WhatForm(forms.Form):
    """What happened. `months`: after how many the form asks why it comes late. It asks, and refuses nothing."""

    words = Long(
        label="What happened?",
        most=MOST_WORDS,
        rows=9,
        help_text="Say what you saw, heard or read. Then say why it is not right.",
    )
    happened_on = day_field("On which day?", required=False, help_text="If you know it.")
    happened_when = Short(label="Or about when?", longest=120, help_text="Such as: since September, or every Monday.")
    place = forms.ChoiceField(
        label="Where?",
        choices=Place.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one of the places."},
    )
    late_because = Long(
        label="Why do you tell us now?",
        most=1000,
        rows=3,
        help_text="It is some time ago, so it may be harder to find out. You may leave this empty.",
    )
    late_asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = months

    def clean_words(self) -> str:
        """What happened has to be said."""
        words: str = self.cleaned_data["words"]
        if not words.strip():
            raise forms.ValidationError("Write what happened. A few words are enough.")
        return words

    def clean_happened_on(self) -> dt.date | None:
        """No day that is still to come."""
        day: dt.date | None = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Give the day on which it happened. That day is still to come.")
        return day

    def clean(self) -> dict[str, Any]:
        """When, in one way or the other."""
        data = super().clean() or {}
        said = data.get("happened_on") or (data.get("happened_when") or "").strip()
        if not said and not {"happened_on", "happened_when"} & set(self.errors):
            self.add_error("happened_on", "Choose the day, or write below it about when it was.")
        return data

    @property
    def is_late(self) -> bool:
        """Whether it was longer ago than the school asks for, as far as a day was given."""
        day = self.cleaned_data.get("happened_on") if self.is_bound and self.is_valid() else None
        return bool(day and day < months_before(timezone.localdate(), self.months))

    @property
    def is_to_ask_why(self) -> bool:
        """Whether it is late and nobody was asked why so far."""
        return self.is_late and not self.cleaned_data["late_because"] and not self.cleaned_data["late_asked"]


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day some months earlier, or the last of that month.

    >>> months_before(dt.date(2026, 5, 31), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
