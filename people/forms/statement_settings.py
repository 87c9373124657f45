"""What the statements say of the school: a field for each key. Whatever is empty stays a gap; nothing is made up."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.settings import Key

from .setting_fields import line


def _address_of_mail() -> forms.Field:
    return forms.EmailField(
        label="E-mail address of the data-protection officer",
        help_text="It stands on the privacy page, for everybody.",
        required=False,
        error_messages={"invalid": "Write it like dpo@school.example."},
    )


def _number_at_the_ico() -> forms.Field:
    return forms.RegexField(
        r"^[A-Za-z]{1,2}\d{6,8}$",
        label="Registration number of the school with the ICO",
        help_text="It begins with a letter, such as Z1234567. Every school pays the data-protection fee and has one.",
        required=False,
        error_messages={"invalid": "Write one or two letters and six to eight figures, such as Z1234567."},
    )


def _day_that_was(label: str, help_text: str) -> Callable[[], forms.Field]:
    return lambda: forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[_has_been],
        error_messages={"invalid": "Write the day, such as 3/9/2026."},
    )


def _has_been(day: object) -> None:
    if day > timezone.localdate():  # type: ignore[operator]
        raise ValidationError("Write a day that has been. This one is still to come.")


OF_STATEMENTS: dict[Key, Callable[[], forms.Field]] = {
    Key.SCHOOL_ADDRESS: line("Postal address of the school", "Who answers for the data must be reachable by post."),
    Key.DPO_NAME: line(
        "Name of the data-protection officer, or of the service that does it", "Every school must have one.", 80
    ),
    Key.DPO_EMAIL: _address_of_mail,
    Key.DPO_PHONE: line(
        "Telephone number of the data-protection officer", "It stands on the privacy page, for everybody.", 40
    ),
    Key.ICO_NUMBER: _number_at_the_ico,
    Key.SERVER_KEPT_BY: line(
        "Who keeps the server on which this portal runs?",
        "The school itself, the local authority, or the name of a firm with which the school has a contract.",
        120,
    ),
    Key.SERVER_PLACE: line(
        "Where does that server stand?",
        "A building and a country, such as: in school, England. It stands on internal papers only.",
        120,
    ),
    Key.ACCESSIBILITY_TRIED_ON: _day_that_was(
        "When did somebody who needs it last try this site with a screen reader or by keyboard?",
        "It stands in the accessibility statement. Leave it empty while nobody has.",
    ),
    Key.ACCESSIBILITY_READ_ON: _day_that_was(
        "When did somebody in school last look the accessibility statement through?",
        "It stands in the statement. Read it once a year, and after each update, beside the site: does it still hold?",
    ),
}
