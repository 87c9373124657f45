"""The fields by which something is said of a request about data, each with what its fault says to do."""

from typing import Any

from django import forms
from django.utils import timezone

from policies.forms.texts import Text

from .days import day_that_was
from .texts import SHORT, TEXT

TO_COME = "Give the day on which it was. That day is still to come."


def line_field(label: str, help_text: str = "", *, missing: str = "", longest: int = SHORT) -> forms.CharField:
    """Words on one line; asked for where `missing` says what to do."""
    faults = {"required": missing} if missing else {}
    return forms.CharField(
        label=label, help_text=help_text, required=bool(missing), max_length=longest, error_messages=faults
    )


def text_field(label: str, help_text: str = "", *, missing: str = "", rows: int = 4) -> Text:
    """Words on several lines."""
    faults = {"required": missing} if missing else {}
    return Text(
        label=label, help_text=help_text, required=bool(missing), max_length=TEXT, rows=rows, error_messages=faults
    )


def choice_field(label: str, choices: Any, missing: str, help_text: str = "") -> forms.ChoiceField:
    """One thing of a few; `missing` where none was chosen."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text,
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


def day_field(label: str, help_text: str = "") -> forms.DateField:
    """A day that was, today until another one is given."""
    field = day_that_was(label, TO_COME, help_text=help_text)
    field.initial = timezone.localdate
    return field
