"""What the school sets for itself, a field for each key: the school on one page, its complaints and what its statements
say on others."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms

from people.names import clean
from people.settings import RINGING, Key

from .complaint_settings import OF_COMPLAINTS
from .setting_fields import bounded, line, morning_time, other_roles, time_of_day
from .statement_settings import OF_STATEMENTS

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


FIELDS: dict[Key, Callable[[], forms.Field]] = {
    Key.SCHOOL_NAME: lambda: forms.CharField(
        label="Name of the school", max_length=80, error_messages={"required": "Write the name of the school."}
    ),
    Key.OFFICE_PHONE: line("Telephone number of the office", "It stands at the foot of every page.", 40),
    Key.OFFICE_EMAIL: lambda: forms.EmailField(
        label="E-mail address of the office",
        help_text="For parents who have no account.",
        required=False,
        error_messages={"invalid": "Write it like office@school.example."},
    ),
    Key.PICTURE_ADVICE: line("Advice on taking pictures", "It stands where a picture is checked."),
    Key.HELPERS_LINE: line(
        "What helpers and visitors read before they take a picture",
        "It stands on their page and on the sheet with the square code that leads there.",
    ),
    Key.SURVEY_EXPECTED: lambda: forms.DateField(
        label="When are this year’s survey answers expected?",
        help_text="Leave it empty if the day is not known.",
        required=False,
        widget=DATE,
        error_messages={"invalid": "Write the day, such as 3/9/2026."},
    ),
    Key.PERMISSION_BASIS: line(
        "Why the school asks for permission", "The lawful basis, as your data-protection officer words it."
    ),
    Key.PARENTS_MAY_GIVE: lambda: forms.BooleanField(
        label="Parents may give permission here too, and not only stop it", required=False
    ),
    Key.LESSONS_BEGIN: lambda: time_of_day("Lessons begin at", "Write when lessons begin."),
    Key.LESSONS_END: lambda: time_of_day("Lessons end at", "Write when lessons end."),
    Key.SECOND_STEP_ROLES: other_roles,
    Key.IDLE_MINUTES: bounded(
        Key.IDLE_MINUTES,
        "After how many minutes away is somebody asked again who they are?",
        "Staff, office, governors and parents. Yes, No and Ask the office stay open.",
    ),
    Key.IDLE_MINUTES_LEADING: bounded(
        Key.IDLE_MINUTES_LEADING,
        "After how many minutes headteacher, safeguarding lead, chair and clerk?",
        "They see most.",
    ),
    Key.SIGNED_IN_HOURS: bounded(
        Key.SIGNED_IN_HOURS,
        "After how many hours does every sign-in end?",
        "However busy somebody is.",
    ),
    Key.PRIVACY_CHECKUPS: bounded(
        Key.PRIVACY_CHECKUPS,
        "How often in a school year are staff reminded of their privacy check-up?",
        "None means that nobody is reminded.",
    ),
    Key.DRAFT_DAYS: bounded(
        Key.DRAFT_DAYS,
        "After how many days is a report let go of that was begun and not sent?",
        "Its writer reads the day beside it. A parent’s criticism goes after one day.",
    ),
    Key.REMOVAL_HOURS: bounded(
        Key.REMOVAL_HOURS,
        "Within how many hours do pictures of a child come down after a stop?",
        "Account holders are reminded then, and the headteacher a day later.",
    ),
    Key.MORNING_MAIL_AT: lambda: morning_time(
        "At what time does the morning mail go out?",
        "It says what waits, to those for whom something does. From 5:00 to 10:00.",
    ),
    **{
        key: line(f"Telephone number of {who}", "For a child at risk. It stands above every report.", 40)
        for key, who in RINGING.items()
    },
}

ALL = FIELDS | OF_COMPLAINTS | OF_STATEMENTS


class KeptSettings(forms.Form):
    """A page of settings: each key with what is kept of it."""

    def __init__(self, *args: Any, kept: dict[Key, str], keys: Iterable[Key], **kwargs: Any) -> None:
        """`keys` in the order of the page."""
        super().__init__(*args, **kwargs)
        for key in keys:
            self.fields[str(key)] = ALL[key]()
            self.fields[str(key)].initial = _shown(kept[key], self.fields[str(key)])

    def as_texts(self) -> dict[Key, str]:
        """Everything as it is kept."""
        return {key: _kept(self.cleaned_data[str(key)]) for key in Key if str(key) in self.fields}


class SettingsForm(KeptSettings):
    """What the school sets for itself, but for its complaints."""

    made_later: ClassVar[dict[str, forms.Field]] = {str(key): make() for key, make in FIELDS.items()}

    def __init__(self, *args: Any, kept: dict[Key, str], may_allow_giving: bool, **kwargs: Any) -> None:
        """Who may not allow parents to give permission sees that setting only where it is on, to turn it off."""
        hidden = () if may_allow_giving or kept[Key.PARENTS_MAY_GIVE] else (Key.PARENTS_MAY_GIVE,)
        super().__init__(*args, kept=kept, keys=[key for key in FIELDS if key not in hidden], **kwargs)

    def clean(self) -> dict[str, Any]:
        """Lessons end after they begin."""
        data = super().clean() or {}
        begin, end = data.get(Key.LESSONS_BEGIN), data.get(Key.LESSONS_END)
        if begin and end and end <= begin:
            self.add_error(str(Key.LESSONS_END), "Write a time after the one at which lessons begin.")
        return data


class ComplaintSettingsForm(KeptSettings):
    """The days, the doors and the panel of complaints, as the school's own procedure has them."""

    made_later: ClassVar[dict[str, forms.Field]] = {str(key): make() for key, make in OF_COMPLAINTS.items()}

    def __init__(self, *args: Any, kept: dict[Key, str], **kwargs: Any) -> None:
        super().__init__(*args, kept=kept, keys=OF_COMPLAINTS, **kwargs)


class StatementSettingsForm(KeptSettings):
    """What the statements and the records of processing say of the school."""

    made_later: ClassVar[dict[str, forms.Field]] = {str(key): make() for key, make in OF_STATEMENTS.items()}

    def __init__(self, *args: Any, kept: dict[Key, str], **kwargs: Any) -> None:
        super().__init__(*args, kept=kept, keys=OF_STATEMENTS, **kwargs)


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
