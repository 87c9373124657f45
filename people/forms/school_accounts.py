"""What a person may type about the school's accounts on social media."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from people.actions.school_accounts import Entry
from people.models import SchoolAccount, User
from people.school_accounts import possible_holders

from .accounts import DATE, NO_DATE

HOLDERS = ("first_holder", "second_holder")


class SchoolAccountForm(forms.Form):
    """An entry of the register. Whether it can be so is for the action to say."""

    platform = forms.CharField(
        label="Platform",
        max_length=40,
        help_text="As people call it, such as Facebook or X (Twitter).",
        error_messages={"required": "Write the platform."},
    )
    handle = forms.CharField(
        label="Name of the account there",
        max_length=80,
        help_text="As it stands on the platform, such as @ourschool. Never somebody’s own account.",
        error_messages={"required": "Write the name of the account there."},
    )
    purpose = forms.CharField(
        label="What it is used for", max_length=200, required=False, help_text="Shown with the rules about it."
    )
    address = forms.CharField(
        label="Address",
        max_length=200,
        required=False,
        help_text="The link to the account. Shown with the rules about it.",
        validators=[
            URLValidator(schemes=["https", "http"], message="Write it like https://platform.example/ourschool")
        ],
        widget=forms.URLInput(),
    )
    first_holder = forms.ModelChoiceField(
        label="First account holder",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )
    second_holder = forms.ModelChoiceField(
        label="Second account holder",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Two people who work here, so that no one leaving loses the account.",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )
    recovery_contact = forms.CharField(
        label="Way to get it back if it is lost",
        max_length=120,
        required=False,
        help_text="The school’s e-mail address or telephone number that the platform knows. Never a password.",
    )
    opened_on = forms.DateField(label="In use since", widget=DATE, error_messages=NO_DATE)

    def __init__(self, data: Any = None, *, account: SchoolAccount | None = None) -> None:
        names = ("platform", "handle", "purpose", "address", "recovery_contact", "opened_on", *HOLDERS)
        initial = {name: getattr(account, name) for name in names} if account else {"opened_on": timezone.localdate()}
        super().__init__(data, initial=initial)
        able = possible_holders()
        for name in HOLDERS:
            field: Any = self.fields[name]
            field.queryset = able

    @property
    def entry(self) -> Entry:
        return Entry(**self.cleaned_data)


class ClosingForm(forms.Form):
    """Since when the school does not use an account."""

    closed_on = forms.DateField(label="On which day was it closed?", widget=DATE, error_messages=NO_DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = timezone.localdate
