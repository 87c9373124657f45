"""The days of a panel: offered by whoever arranges it, answered by whoever complained, fixed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from incidents.complaints.panels import MOST_DATES
from incidents.models import Hearing, OfferedDate
from policies.forms.texts import Text

from .complaint_answering import FOR_THEM, STAYS
from .complaint_status import MOST_WORDS
from .days import has_a_year
from .texts import TEXT
from .writing import KeyedForm

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
BAD_MOMENT = "Choose a day and a time, or write them like 2026-11-30 16:00."


KEPT_UNSHOWN = "We do not show here whom you named. Leave it empty to keep that. If nobody comes, write: nobody."


class OfTheseDays(forms.MultipleChoiceField):
    """Days ticked out of those offered. Whether they are offered still is judged where they are kept."""

    def valid_value(self, value: Any) -> bool:
        return True


class OneOfTheseDays(forms.ChoiceField):
    """One of the days offered, judged in the same way."""

    def valid_value(self, value: Any) -> bool:
        return True


class DaysForm(KeyedForm):
    """Up to five days and times for a panel."""

    def __init__(self, data: Any = None, *, promised: dt.date) -> None:
        super().__init__(data)
        for number in range(1, MOST_DATES + 1):
            self.fields[f"day_{number}"] = forms.DateTimeField(
                label=f"Day and time {number}",
                required=number == 1,
                input_formats=MOMENTS,
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENTS[0]),
                validators=[has_a_year],
                error_messages={"required": "Give at least one day and time.", "invalid": BAD_MOMENT},
            )
        self.fields["reason"] = Text(
            label="If a day is later: why?",
            rows=2,
            max_length=TEXT,
            required=False,
            help_text=f"Only if one of them is after {promised:%-d %B %Y}, as was promised. {FOR_THEM}",
        )

    @property
    def moments(self) -> list[dt.datetime]:
        """The days that were given."""
        found = [self.cleaned_data.get(f"day_{number}") for number in range(1, MOST_DATES + 1)]
        return [moment for moment in found if moment]


class DayForm(KeyedForm):
    """The day that is fixed, and where."""

    day = OneOfTheseDays(label="Which day?", widget=forms.RadioSelect, required=False)
    place = forms.CharField(
        label="Where",
        max_length=160,
        help_text=f"Such as: the school library. {FOR_THEM}",
        error_messages={"required": "Write where the panel meets."},
    )
    why = Text(
        label="If it is too soon for the papers, or they have not said that it suits: why this day?",
        rows=2,
        max_length=TEXT,
        required=False,
        help_text=STAYS,
    )

    def __init__(self, data: Any = None, *, offered: Sequence[OfferedDate]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["day"]).choices = [(one.sign, _with_answer(one)) for one in offered]


def in_words(moment: dt.datetime) -> str:
    """A day and its time."""
    return f"{timezone.localtime(moment):%A %-d %B %Y, %H:%M}"


def _with_answer(one: OfferedDate) -> str:
    said = {None: "they have not answered yet", True: "suits them", False: "does not suit them"}[one.suits]
    return f"{in_words(one.at)} ({said})"


class SuitingForm(KeyedForm):
    """Which days suit whoever complained, and who comes along."""

    days = OfTheseDays(
        label="Which days suit you?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that suit you.",
    )
    companion = forms.CharField(
        label="Who comes with you?",
        max_length=160,
        required=False,
        help_text="You may bring a friend or someone from your family. If nobody comes, leave it empty.",
    )
    words = Text(
        label="If no day suits you: when could you come?",
        rows=3,
        max_length=MOST_WORDS,
        required=False,
        error_messages={"max_length": "Write at most 4,000 signs."},
    )

    def __init__(self, data: Any = None, *, hearing: Hearing | None, knows: bool = True) -> None:
        """`knows`: whoever opens it may read a name. By code it shows none."""
        offered = list(hearing.offered.all()) if hearing and hearing.meets_at is None else []
        named = hearing.companion if hearing else ""
        chosen = {"days": [one.sign for one in offered if one.suits], "companion": named if knows else ""}
        super().__init__(data, initial=chosen)
        if named and not knows:
            self.fields["companion"].help_text = KEPT_UNSHOWN
        choices = [(one.sign, in_words(one.at)) for one in offered]
        cast(forms.MultipleChoiceField, self.fields["days"]).choices = choices
