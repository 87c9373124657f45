"""What is typed about a post: that it is out, whom it is handed to, what went out before the portal."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from consent.actions.posting import Posted
from consent.checking import NAMES, WHAT, Use
from consent.models import Purpose
from people.models import SchoolAccount, User

from .choices import offer

AGAIN = "Open the page again and press once more."
THE_SCHOOLS, ANOTHER = "school", "another"
_KEY = {"required": AGAIN, "invalid": AGAIN}


class PostForm(forms.Form):
    """The day, the account, the link and what it shows. The key makes two taps one post."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=_KEY)
    posted_on = forms.DateField(
        label="On which day was it posted?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Write the day on which it was posted.",
            "invalid": "Write the day like 02/09/2026.",
        },
    )
    on = forms.ChoiceField(
        label="On which account?", widget=forms.RadioSelect, error_messages={"required": "Choose the account."}
    )
    link = forms.URLField(
        label="Link to the post",
        help_text="Open the post and copy its address. Whoever has to take it down finds it by that.",
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": "Copy the address of the post.",
            "invalid": "Write an address that begins with https://",
        },
    )
    title = forms.CharField(
        label="What does it show?",
        help_text="A few words, such as: Harvest festival in the hall. No child’s name.",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, place: Purpose, account: SchoolAccount | None, first: dt.date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        self.fields["posted_on"].initial = timezone.localdate
        day = self.fields["posted_on"].widget
        day.attrs |= {"max": timezone.localdate().isoformat()} | ({"min": first.isoformat()} if first else {})
        if account is None:
            del self.fields["on"]
            self.fields["link"].required = False
            self.fields["link"].label = "Link, if it can be seen on the internet"
            return
        named = f"{account}, an account of the school"
        offer(self, "on", [(THE_SCHOOLS, named), (ANOTHER, "Another account")])

    @property
    def posted(self) -> Posted:
        """What is to be kept, once the form is valid."""
        data = self.cleaned_data
        return Posted(data["posted_on"], data["link"], data["title"], data.get("on") == ANOTHER)


class HandingForm(forms.Form):
    """Which of the account's holders posts it, and where the picture is."""

    holder = forms.ChoiceField(
        label="Who posts it?", widget=forms.RadioSelect, error_messages={"required": "Choose who posts it."}
    )
    note = forms.CharField(
        label="Where is the picture?",
        help_text="Such as: shared drive, 3H, Tuesday. No child’s name.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, holders: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {str(holder.pk): holder for holder in holders}
        offer(self, "holder", [(key, str(holder)) for key, holder in self.holders.items()])

    @property
    def chosen(self) -> User:
        return self.holders[self.cleaned_data["holder"]]


class NotPostedForm(forms.Form):
    """Why a handed picture is not posted."""

    why = forms.CharField(
        label="Why is it not posted?",
        max_length=200,
        error_messages={"required": "Write in a few words why it is not posted."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LatePostForm(forms.Form):
    """What went out without a check. Who is in it stands beside, as ticks."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=_KEY)
    where = forms.ModelChoiceField(
        label="Where is it?", queryset=Purpose.objects.none(), to_field_name="slug", empty_label="Choose a place",
        error_messages={"required": "Choose where it is."},
    )  # fmt: skip
    other = forms.BooleanField(label="It is on an account that is not the school’s", required=False)
    posted_on = forms.DateField(
        label="On which day was it posted?",
        help_text="About, if nobody knows.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Write the day, or about.", "invalid": "Write the day like 02/09/2026."},
    )
    what = forms.ChoiceField(label="What is it?", choices=list(WHAT.items()), widget=forms.RadioSelect, initial="photo")
    names = forms.ChoiceField(
        label="Do names stand with it?", choices=list(NAMES.items()), widget=forms.RadioSelect, initial="none"
    )
    link = forms.URLField(
        label="Link to it, if there is one", max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": "Write an address that begins with https://"},
    )  # fmt: skip
    title = forms.CharField(
        label="What does it show?", help_text="A few words. No child’s name.", max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        self.fields["where"].queryset = Purpose.objects.destinations()  # type: ignore[attr-defined]

    @property
    def use(self) -> Use:
        data = self.cleaned_data
        return Use(data["where"], data["what"], data["names"])

    @property
    def posted(self) -> Posted:
        data = self.cleaned_data
        return Posted(data["posted_on"], data["link"], data["title"], data["other"])
