"""The forms of the pages of the record."""

import re
from typing import Any

from django import forms


class SealForm(forms.Form):
    """A seal that somebody kept, out of one of the daily mails."""

    seal = forms.CharField(
        label="The seal from the mail",
        help_text="64 letters and figures.",
        max_length=200,
        error_messages={"required": "Paste the seal as it stands in the mail."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_seal(self) -> str:
        """Spaces and line breaks come with pasting; capitals with some mail programs."""
        text = re.sub(r"\s", "", self.cleaned_data["seal"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise forms.ValidationError("Paste the whole seal as it stands in the mail: 64 letters and figures.")
        return text


class WeekForm(forms.Form):
    """Which week is shown: any day of it."""

    week: Any = forms.DateField(required=False)
