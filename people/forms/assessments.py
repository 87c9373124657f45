"""What data-protection officer and headteacher write in the impact assessment, and the freezing of it."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

LONGEST = 20_000
LONGEST_WAIT = dt.timedelta(days=2 * 366)


class AssessmentWordsForm(forms.Form):
    """The words for one part. Empty takes away what stood there; what stood stays in the history."""

    text = forms.CharField(
        label="Your words",
        help_text="Without the name of a child. Leave it empty to say nothing.",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SubmissionForm(forms.Form):
    """By when it is looked at again; what is put forward is what was on the page."""

    review_on = forms.DateField(
        label="When is it to be looked at again?",
        help_text="At the latest in two years; sooner where something changes that bears on the risks.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Write the day of the next look.", "invalid": "Write the day, such as 3/9/2027."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_review_on(self) -> dt.date:
        """A day still to come, within two years."""
        day, today = self.cleaned_data["review_on"], timezone.localdate()
        if not today < day <= today + LONGEST_WAIT:
            raise ValidationError("Write a day after today, and not later than in two years.")
        return day


class ApprovalForm(forms.Form):
    """The version that is approved is the one that was on the page."""

    decision = forms.CharField(
        label="Your decision, in your own words",
        help_text="What you decide on the advice, and why. You may leave it empty.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        required=False,
    )

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
