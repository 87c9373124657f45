"""The fields that the pages of settings are made of."""

import datetime as dt
from collections.abc import Callable

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator

from people.colours import is_colour
from people.roles import Role
from people.settings import BOUNDS, Key

LONGEST = 300


def line(label: str, help_text: str = "", longest: int = LONGEST) -> Callable[[], forms.Field]:
    """A line of text, which may stay empty."""
    return lambda: forms.CharField(label=label, help_text=help_text, required=False, max_length=longest)


def ringing(label: str, help_text: str) -> Callable[[], forms.Field]:
    """A telephone number to ring. It may be empty until it is filled in for the first time."""
    enough = RegexValidator(r"(\d\D*){3}", f"Write a telephone number, such as 01709 555 0100. {label}")
    return lambda: forms.CharField(label=label, help_text=help_text, required=False, max_length=40, validators=[enough])


def colour(label: str, help_text: str) -> Callable[[], forms.Field]:
    """A colour as #7a1f2b, with or without the sign before it; it may stay empty."""
    return lambda: ColourField(label=label, help_text=help_text, required=False, max_length=20)


class ColourField(forms.CharField):
    """A colour of six or three signs, in small letters."""

    def to_python(self, value: object) -> str:
        """`#ABC` is `#aabbcc`."""
        text = (super().to_python(value) or "").strip().lower().removeprefix("#")
        if len(text) == 3:
            text = "".join(sign * 2 for sign in text)
        return f"#{text}" if text else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_colour(value):
            raise forms.ValidationError("Write a colour as # and six signs from 0 to 9 and a to f, such as #7a1f2b.")


def tick(label: str, help_text: str = "") -> Callable[[], forms.Field]:
    """Yes or no, as a box to tick."""
    return lambda: forms.BooleanField(label=label, help_text=help_text, required=False)


def time_of_day(label: str, missing: str) -> forms.Field:
    """A time such as 08:45, which must stand; `missing` is said where it does not."""
    faults = {"required": missing, "invalid": "Write the time, such as 8:45."}
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), error_messages=faults
    )


def morning_time(label: str, help_text: str) -> forms.Field:
    """A time of the early morning: later than ten the school day is half over when it is read."""
    say = "Write a time from 5:00 to 10:00."
    field = time_of_day(label, say)
    field.help_text = help_text
    field.validators += [MinValueValidator(dt.time(5), say), MaxValueValidator(dt.time(10), say)]
    return field


def other_roles() -> forms.Field:
    """Who must have a second step besides those who always must."""
    return forms.MultipleChoiceField(
        label="Who else must have a second step when signing in?",
        help_text="Headteacher, safeguarding lead, chair, clerk and office always must.",
        choices=[(str(role), role.label) for role in (Role.STAFF, Role.GOVERNOR, Role.VICE_CHAIR, Role.DPO)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def bounded(key: Key, label: str, help_text: str) -> Callable[[], forms.Field]:
    """A whole number within the bounds of `key`, which the help and every fault name.

    A fault says the question too: the list of faults stands above the form, without its labels.
    """
    least, most = BOUNDS[key]
    say = f"Write a whole number from {least} to {most}. {label}"
    return lambda: forms.IntegerField(
        label=label, help_text=f"{help_text} From {least} to {most}.", min_value=least, max_value=most,
        error_messages={"required": say, "invalid": say, "min_value": say, "max_value": say},
    )  # fmt: skip
