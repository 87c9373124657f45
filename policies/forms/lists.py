"""What a person may type about platforms, notes and who takes care of what."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from people.forms.accounts import DATE, NO_DATE
from people.models import User
from policies.actions.owners import MOST_IN_A_NOTE, possible_owners
from policies.actions.platforms import PlatformEntry
from policies.models import Platform


class PlatformForm(forms.Form):
    """A platform, and the age from which its makers let people have an account."""

    name = forms.CharField(
        label="Platform",
        max_length=60,
        help_text="As people call it.",
        error_messages={"required": "Write the platform."},
    )
    minimum_age = forms.IntegerField(
        label="From what age may people have an account?",
        required=False,
        min_value=1,
        max_value=21,
        help_text="In years, as its makers say. Empty if they say none.",
        error_messages={"invalid": "Write the age in figures."},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(label="What else is to be known", max_length=200, required=False)
    checked_on = forms.DateField(
        label="Looked up on",
        required=False,
        help_text="The day on which somebody read it in the platform’s own terms.",
        widget=DATE,
        error_messages=NO_DATE,
    )
    is_active = forms.BooleanField(label="Show it to readers", required=False)

    def __init__(self, data: Any = None, *, platform: Platform | None = None) -> None:
        names = ("name", "minimum_age", "note", "checked_on", "is_active")
        new = {"is_active": True, "checked_on": timezone.localdate()}
        super().__init__(data, initial={name: getattr(platform, name) for name in names} if platform else new)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    @property
    def entry(self) -> PlatformEntry:
        return PlatformEntry(**self.cleaned_data)


class NoteForm(forms.Form):
    """What the school itself says to one kind of reader."""

    text = forms.CharField(
        label="The school’s own note",
        required=False,
        max_length=MOST_IN_A_NOTE,
        help_text="Shown under the rules with the line “Written by the school. It is not the policy.” Empty: no note.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n").strip()


class OwnerForm(forms.Form):
    """Who takes care of it."""

    owner = forms.ModelChoiceField(
        label="Who takes care of it?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )

    def __init__(self, data: Any = None, *, owner: User | None = None) -> None:
        super().__init__(data, initial={"owner": owner.pk if owner else None})
        cast(forms.ModelChoiceField, self.fields["owner"]).queryset = possible_owners()
