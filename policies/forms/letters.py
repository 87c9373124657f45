"""How the letter to a leaver reached them."""

from django import forms
from django.utils import timezone

from policies.models import ConfidentialityLetter

from .reading import DAY, FORMATS


class DeliveryForm(forms.Form):
    """The day and the way."""

    delivered_on = forms.DateField(
        label="Delivered on",
        input_formats=FORMATS,
        widget=DAY,
        initial=timezone.localdate,
        error_messages={"required": "Write the day.", "invalid": "Write the day, such as 3/9/2026."},
    )
    way = forms.ChoiceField(
        label="How",
        choices=ConfidentialityLetter.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it reached them."},
    )
