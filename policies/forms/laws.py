"""What a person may type about the laws that a policy counts on."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from people.forms.accounts import DATE, NO_DATE
from policies.laws import Law
from policies.models import Statute


class LawForm(forms.Form):
    """One law to put before the governors. `sure` is asked only after the warning about the number."""

    title = forms.CharField(
        label="Title without the year",
        max_length=160,
        help_text="Such as Communications Act.",
        error_messages={"required": "Write the title."},
    )
    year = forms.IntegerField(
        label="Year",
        min_value=1200,
        error_messages={"required": "Write the year.", "invalid": "Write the year in four figures, such as 2003."},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(
        label="What of it is about messages and posts", max_length=300, required=False, help_text="In a sentence."
    )
    url = forms.CharField(
        label="Link to its text",
        max_length=200,
        required=False,
        help_text="On legislation.gov.uk.",
        validators=[URLValidator(schemes=["https", "http"], message="Write it like https://www.legislation.gov.uk/")],
        widget=forms.URLInput(),
    )
    sure = forms.BooleanField(label="Propose it all the same", required=False)

    def __init__(self, *args: Any, warned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warned:
            del self.fields["sure"]
        year = cast(forms.IntegerField, self.fields["year"])
        year.max_value = timezone.localdate().year

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_year(self) -> int:
        year = int(self.cleaned_data["year"])
        if year > timezone.localdate().year:
            raise forms.ValidationError("Write a year up to this one.")
        return year

    @property
    def law(self) -> Law:
        kept = self.cleaned_data
        return Law(kept["title"], kept["year"], kept["note"], kept["url"])


class MinuteForm(forms.Form):
    """When the governors decided, and where it is written down."""

    on = forms.DateField(label="Day of the meeting", widget=DATE, error_messages=NO_DATE)
    minute_reference = forms.CharField(
        label="Minute",
        max_length=60,
        help_text="Where the minutes say so, such as 26/41.",
        error_messages={"required": "Write where the minutes say so, such as 26/41."},
    )


class ConfirmationForm(MinuteForm):
    """Which of the proposals the governors confirmed."""

    laws = forms.ModelMultipleChoiceField(
        label="Which laws did the governors confirm?",
        queryset=Statute.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one law.",
            "invalid_choice": "One of these no longer waits. Look at the list again.",
        },
    )
    field_order = ("laws", "on", "minute_reference")

    def __init__(self, data: Any = None, *, proposed: Iterable[Statute]) -> None:
        keys = [law.pk for law in proposed]
        super().__init__(data, initial={"laws": keys})
        cast(forms.ModelMultipleChoiceField, self.fields["laws"]).queryset = Statute.objects.filter(pk__in=keys)
