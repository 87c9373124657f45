"""What the school sets for itself, a field for each key. A key without words of its own here is a line of text."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms

from people.names import clean
from people.roles import Role
from people.settings import BOUNDS, RINGING, Key

LONGEST = 300
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _line(label: str, help_text: str = "", longest: int = LONGEST) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(label=label, help_text=help_text, required=False, max_length=longest)


def _time(label: str, missing: str) -> forms.Field:
    faults = {"required": missing, "invalid": "Write the time, such as 8:45."}
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), error_messages=faults
    )


def _roles() -> forms.Field:
    return forms.MultipleChoiceField(
        label="Who else must have a second step when signing in?",
        help_text="Headteacher, safeguarding lead, chair, clerk and office always must.",
        choices=[(str(role), role.label) for role in (Role.STAFF, Role.GOVERNOR, Role.VICE_CHAIR, Role.DPO)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _bounded(key: Key, label: str, help_text: str) -> Callable[[], forms.Field]:
    least, most = BOUNDS[key]
    say = f"Write a whole number from {least} to {most}."
    return lambda: forms.IntegerField(
        label=label, help_text=f"{help_text} From {least} to {most}.", min_value=least, max_value=most,
        error_messages={"required": say, "invalid": say, "min_value": say, "max_value": say},
    )  # fmt: skip


FIELDS: dict[str, Callable[[], forms.Field]] = {
    Key.SCHOOL_NAME: lambda: forms.CharField(
        label="Name of the school", max_length=80, error_messages={"required": "Write the name of the school."}
    ),
    Key.OFFICE_PHONE: _line("Telephone number of the office", "It stands at the foot of every page.", 40),
    Key.OFFICE_EMAIL: lambda: forms.EmailField(
        label="E-mail address of the office",
        help_text="For parents who have no account.",
        required=False,
        error_messages={"invalid": "Write it like office@school.example."},
    ),
    Key.PICTURE_ADVICE: _line("Advice on taking pictures", "It stands where a picture is checked."),
    Key.SURVEY_EXPECTED: lambda: forms.DateField(
        label="When are this year’s survey answers expected?",
        help_text="Leave it empty if the day is not known.",
        required=False,
        widget=DATE,
        error_messages={"invalid": "Write the day, such as 3/9/2026."},
    ),
    Key.PERMISSION_BASIS: _line(
        "Why the school asks for permission", "The lawful basis, as your data-protection officer words it."
    ),
    Key.PARENTS_MAY_GIVE: lambda: forms.BooleanField(
        label="Parents may give permission here too, and not only stop it", required=False
    ),
    Key.LESSONS_BEGIN: lambda: _time("Lessons begin at", "Write when lessons begin."),
    Key.LESSONS_END: lambda: _time("Lessons end at", "Write when lessons end."),
    Key.SECOND_STEP_ROLES: _roles,
    Key.IDLE_MINUTES: _bounded(
        Key.IDLE_MINUTES,
        "After how many minutes away is somebody asked again who they are?",
        "Staff, office, governors and parents. Yes, No and Ask the office stay open.",
    ),
    Key.IDLE_MINUTES_LEADING: _bounded(
        Key.IDLE_MINUTES_LEADING,
        "After how many minutes headteacher, safeguarding lead, chair and clerk?",
        "They see most.",
    ),
    Key.SIGNED_IN_HOURS: _bounded(
        Key.SIGNED_IN_HOURS,
        "After how many hours does every sign-in end?",
        "However busy somebody is.",
    ),
    Key.PRIVACY_CHECKUPS: _bounded(
        Key.PRIVACY_CHECKUPS,
        "How often in a school year are staff reminded of their privacy check-up?",
        "None means that nobody is reminded.",
    ),
    **{
        key: _line(f"Telephone number of {who}", "For a child at risk. It stands above every report.", 40)
        for key, who in RINGING.items()
    },
}


def _field(key: Key) -> forms.Field:
    make = FIELDS.get(key) or _line(str(key).replace("_", " ").capitalize())
    return make()


class SettingsForm(forms.Form):
    """Everything the school may set, on one page."""

    made_later: ClassVar[dict[str, forms.Field]] = {str(key): _field(key) for key in Key}

    def __init__(self, *args: Any, kept: dict[Key, str], may_allow_giving: bool, **kwargs: Any) -> None:
        """Who may not allow parents to give permission sees that setting only where it is on, to turn it off."""
        super().__init__(*args, **kwargs)
        hidden = () if may_allow_giving or kept[Key.PARENTS_MAY_GIVE] else (Key.PARENTS_MAY_GIVE,)
        for key in (key for key in Key if key not in hidden):
            self.fields[str(key)] = _field(key)
            self.fields[str(key)].initial = _shown(kept[key], self.fields[str(key)])

    def as_texts(self) -> dict[Key, str]:
        """Everything as it is kept."""
        return {key: _kept(self.cleaned_data[str(key)]) for key in Key if str(key) in self.fields}

    def clean(self) -> dict[str, Any]:
        """Lessons end after they begin."""
        data = super().clean() or {}
        begin, end = data.get(Key.LESSONS_BEGIN), data.get(Key.LESSONS_END)
        if begin and end and end <= begin:
            self.add_error(str(Key.LESSONS_END), "Write a time after the one at which lessons begin.")
        return data


def _shown(text: str, field: forms.Field) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return text.split()
    return text == "yes" if isinstance(field, forms.BooleanField) else text


def _kept(value: Any) -> str:
    """As the rest of the portal reads it: dates as 2026-09-01, times as 08:45, a tick as yes."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return " ".join(value) if isinstance(value, list) else clean(str(value))
