"""Days that are typed about an incident: one that has been, and one that is waited for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from policies.forms.texts import day_field

MOST_YEARS_AGO, MOST_YEARS_AHEAD = 30, 5
STILL_TO_COME = "Give the day on which it happened. That day is still to come."
CHECK_THE_YEAR = "Check the year of this day."


def day_that_was(label: str, still_to_come: str, **kwargs: Any) -> forms.DateField:
    """A day up to today. `still_to_come` says what to do about one that is not."""

    def is_so(day: dt.date) -> None:
        today = timezone.localdate()
        if day > today:
            raise forms.ValidationError(still_to_come)
        if day.year < today.year - MOST_YEARS_AGO:
            raise forms.ValidationError(CHECK_THE_YEAR)

    field = day_field(label, **kwargs)
    field.validators.append(is_so)
    return field


def day_to_wait_for(label: str, **kwargs: Any) -> forms.DateField:
    """A day by which something is to be done. One that is past by now may stand: it was typed when it was not."""

    field = day_field(label, **kwargs)
    field.validators.append(has_a_year)
    return field


def has_a_year(day: dt.date) -> None:
    """Raises ValidationError for a day, or a moment, so far away that its year is mistyped."""
    if abs(day.year - timezone.localdate().year) > MOST_YEARS_AHEAD:
        raise forms.ValidationError(CHECK_THE_YEAR)
