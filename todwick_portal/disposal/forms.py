"""What is typed about keeping and destroying."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from people.disposal import LONGEST, Kind
from people.models import Ground
from people.names import clean

WORDS = forms.Textarea(attrs={"rows": 4})
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY = {"required": "Write the day, such as 3/9/2027.", "invalid": "Write the day, such as 3/9/2027."}
LONGEST_WORDS = 1000


def _why(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST_WORDS, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why."},
    )  # fmt: skip


def _review() -> forms.DateField:
    return forms.DateField(
        label="Look at it again on", widget=DATE, error_messages=DAY,
        help_text="It stays kept after that day too, until another person says that it is kept no longer.",
        initial=lambda: timezone.localdate() + dt.timedelta(days=365),
    )  # fmt: skip


class AskForm(forms.Form):
    """The first of the two: why it is destroyed."""

    ground = forms.ChoiceField(label="Why is it destroyed?", choices=Ground, widget=forms.RadioSelect)
    reason = _why("In your own words", "This stays in the record of destruction: write it without names.")
    names_go_now = forms.BooleanField(
        label="Black out the name in incidents and complaints before each of those is due itself", required=False,
        help_text="Without this tick it stays there until then. In one about staff or about safeguarding it stays "
        "either way.",
    )  # fmt: skip
    bears_on_nothing = forms.BooleanField(
        label="I have made sure that nothing in it may bear on child abuse", required=False,
        help_text="If you are not sure, keep it.",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, row: Any, is_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = [(value, label) for value, label in Ground.choices if value != Ground.DUE or is_due]
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]
        self.fields["ground"].error_messages["required"] = "Say why."
        self.initial.setdefault("ground", Ground.DUE if is_due else None)
        if not kind.is_somebody:
            del self.fields["names_go_now"]
        if not kind.bears_on_abuse(row):
            del self.fields["bears_on_nothing"]

    def clean_reason(self) -> str:
        return clean(self.cleaned_data["reason"])


class DeclineForm(forms.Form):
    """The second of the two says no, or the first asks no longer."""

    reason = forms.CharField(
        label="Why not", max_length=LONGEST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class KeepForm(forms.Form):
    """*Keep, do not destroy*."""

    reason = _why("Why it is kept", "Such as a claim, an inquiry, a police investigation. Write it without names.")
    review_on = _review()


class ReviewForm(forms.Form):
    """Looked at again: kept on."""

    review_on = _review()


class LiftForm(forms.Form):
    """Kept no longer."""

    reason = _why("Why it is kept no longer", "Its time then counts as if it had never been kept.")


class PeriodForm(forms.Form):
    """How long a kind is kept."""

    months = forms.IntegerField(
        label="How many months", min_value=1, max_value=LONGEST, help_text="Six years are 72 months, ten are 120.",
        error_messages={
            "required": "Write a number of months.", "invalid": "Write a number of months, such as 72.",
            "min_value": "Write at least 1.", "max_value": f"Write at most {LONGEST:,}.",
        },
    )  # fmt: skip
    source = forms.CharField(
        label="Where the figure comes from", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The guidance and its edition, or who decided it and when.",
        error_messages={"required": "Write where the figure comes from."},
    )  # fmt: skip


class FindForm(forms.Form):
    """Whom somebody asks the school to erase. No address holds the name."""

    name = forms.CharField(
        label="Name", max_length=160, error_messages={"required": "Write the name."},
        help_text="The name of the child, or of somebody who had an account here.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
