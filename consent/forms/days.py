"""A day that somebody wants to look back at."""

import datetime as dt

from django import forms
from django.utils import timezone

BAD_DAY = "Choose a day up to today, such as 14/09/2026."
EARLIEST = 2000


class PastDayForm(forms.Form):
    """The day as whose evening permissions are to be shown: today or before."""

    on = forms.DateField(
        label="See another day",
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"required": BAD_DAY, "invalid": BAD_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if not day.year >= EARLIEST or day > timezone.localdate():
            raise forms.ValidationError(BAD_DAY)
        return day
