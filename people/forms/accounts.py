"""What a person may type about accounts, roles and who stands in."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from people.models import RoleAssignment, User
from people.roles import Role

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NO_DATE = {"required": "Write the day.", "invalid": "Write the day, such as 3/9/2026."}
NO_FIRST_DAY, NO_LAST_DAY = (NO_DATE | {"required": f"Write the {which} day."} for which in ("first", "last"))


class AccountSearchForm(forms.Form):
    """Looking for an account. What is typed is posted: names and addresses stand in no address."""

    name = forms.CharField(
        label="Name or e-mail address", max_length=100, error_messages={"required": "Write a name, or a part of one."}
    )


class NamesForm(forms.ModelForm):
    """How somebody is called."""

    class Meta:
        model = User
        fields = ["title", "forename", "surname"]

    def clean(self) -> dict[str, Any]:
        """A name is needed: others must know who it is."""
        data = super().clean() or {}
        if not self.errors and not data.get("surname"):
            self.add_error("surname", "Write the surname.")
        return data


class AccountForm(NamesForm):
    """Name and address of somebody. Whether the address is free is for the action to say."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="This is what the person signs in with.",
        error_messages={"required": "Write the e-mail address.", "invalid": "Write it like name@school.example."},
    )

    def _post_clean(self) -> None:
        """Nothing is written to the account here, so that the action sees what changes."""


class NewAccountForm(AccountForm):
    """A new account, with its first role."""

    field_order = ["title", "forename", "surname", "email", "role", "invite"]
    role = forms.ChoiceField(
        label="Role",
        help_text="Head, chair, vice-chair and clerk are confirmed by a second person. Asked for by the office, every "
        "role but staff and parent is.",
        choices=[("", "Choose a role"), *Role.choices],
        error_messages={"required": "Choose a role."},
    )
    invite = forms.BooleanField(label="Write the invitation at once", required=False, initial=True)


class RoleForm(forms.Form):
    """A role with its dates."""

    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *Role.choices],
        error_messages={"required": "Choose a role."},
    )
    starts_on = forms.DateField(label="First day", widget=DATE, error_messages=NO_FIRST_DAY)
    ends_on = forms.DateField(
        label="Last day", help_text="Leave it empty if no end is known.", required=False, widget=DATE,
        error_messages=NO_DATE,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate

    def clean_starts_on(self) -> dt.date:
        """A role begins today or later."""
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Write today or a later day.")
        return day

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Write a last day that is not before the first.")
        return data


class EndingForm(forms.Form):
    """From when on an account does not work."""

    from_day = forms.DateField(
        label="From which day on does the account not work?",
        help_text="With today’s date it ends at once, wherever the person is signed in.",
        widget=DATE,
        error_messages=NO_DATE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_day"].initial = timezone.localdate

    def clean_from_day(self) -> dt.date:
        """Today or later: what is past cannot be changed."""
        day = self.cleaned_data["from_day"]
        if day < timezone.localdate():
            raise forms.ValidationError("Write today or a later day.")
        return day


class RoleEndingForm(EndingForm):
    """From when on a role is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_day"].label = "From which day on is the role over?"
        self.fields["from_day"].help_text = "With today’s date it is over at once."


class JoiningForm(forms.Form):
    """Which account goes on, for two of one person."""

    address = forms.EmailField(
        label="E-mail address of the account that goes on",
        error_messages={"required": "Write the e-mail address.", "invalid": "Write it like name@school.example."},
    )
    sure = forms.BooleanField(
        label="Both accounts belong to the same person",
        error_messages={"required": "Tick this once you have asked the person."},
    )


class CoverForm(forms.Form):
    """Who stands in for whom, and when."""

    assignment = forms.ModelChoiceField(
        label="For which of your roles?",
        queryset=RoleAssignment.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the role."},
    )
    user = forms.ModelChoiceField(
        label="Who stands in for you?",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person from the list."},
    )
    starts_on = forms.DateField(label="First day", widget=DATE, error_messages=NO_FIRST_DAY)
    ends_on = forms.DateField(
        label="Last day",
        widget=DATE,
        error_messages=NO_LAST_DAY,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        held: Any = self.fields["assignment"]
        held.queryset = own_posts(by, today)
        held.label_from_instance = lambda one: one.get_role_display()
        roles = list(held.queryset)
        held.initial = roles[0] if roles else None
        self.several_roles = len(roles) > 1
        if not self.several_roles:  # nothing to choose
            held.widget = forms.HiddenInput()
        people: Any = self.fields["user"]
        other = set(Role) - {Role.PARENT}
        people.queryset = User.objects.holding(*other).exclude(pk=by.pk)


def own_posts(user: User, day: dt.date) -> Any:
    """The roles of `user` for which somebody may be named: held in their own right."""
    return user.assignments.in_force_on(day).filter(role__in=[Role.HEAD, Role.DSL, Role.CHAIR], is_cover=False)
