"""What a reader of a policy may type."""

from django import forms

BAD_DAY = "Choose a day, or write it like 2026-09-01."


class DayForm(forms.Form):
    """The day for which somebody wants to read a policy: which wording held then?"""

    on = forms.DateField(
        label="Read it as it stood on",
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"required": BAD_DAY, "invalid": BAD_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
