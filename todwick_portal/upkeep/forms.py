"""What a person may type about the copies of the backups."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone

from people.models import BackupCopy


class CopyForm(forms.Form):
    """I looked: here lies a copy, and its newest archive is of this day."""

    place = forms.ChoiceField(
        label="Which copy",
        choices=BackupCopy.Place.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which copy you looked at.", "invalid_choice": "Choose one of the three."},
    )
    where = forms.CharField(
        label="Where it is",
        max_length=120,
        help_text="So that somebody else finds it, such as: disk in the safe of the office. Never a password or a key.",
        error_messages={
            "required": "Write where it is.",
            "max_length": "Write where it is in at most 120 letters.",
        },
    )
    archive_of = forms.DateField(
        label="Day of the newest archive there",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="It stands in the name of the file.",
        error_messages={
            "required": "Give the day of the newest archive.",
            "invalid": "Give a day, such as 28/11/2026.",
        },
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "Open the page again."})

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"form_key": uuid.uuid4(), "archive_of": timezone.localdate()})
