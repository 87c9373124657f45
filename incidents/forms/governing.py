"""What the head and the clerk write for the governors, and the release of a report."""

from django import forms

from policies.forms.texts import Text

from .texts import TEXT


class WordsForm(forms.Form):
    """What the head says beside the numbers."""

    text = Text(
        label="Your words to the governors",
        rows=8,
        max_length=TEXT,
        required=False,
        help_text="Without names. They stand at the end of the report. Leave it empty to say nothing.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReleaseForm(forms.Form):
    """The report that is released is the one that was on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class PartForm(forms.Form):
    """What the clerk tells the governors about the headteacher."""

    words = Text(
        label="What the governors need to know",
        rows=8,
        max_length=TEXT,
        help_text="Without names. The headteacher never reads it, nor whether it is there.",
        error_messages={"required": "Write what the governors need to know, or that there is nothing."},
    )
