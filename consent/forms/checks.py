"""What the button *Record this check* sends beside the question."""

from django import forms


class RecordForm(forms.Form):
    """The stamp of the answer on the page, and the page's one-time key. Nobody types either."""

    shown = forms.CharField(max_length=50_000)
    key = forms.UUIDField()
