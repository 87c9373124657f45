"""Which two versions somebody wants to compare."""

from collections.abc import Sequence

from django import forms

from policies.models import PolicyVersion


class CompareForm(forms.Form):
    """The earlier and the later of two versions that the reader may see."""

    def __init__(self, *, versions: Sequence[PolicyVersion], before: int, after: int) -> None:
        super().__init__(initial={"from": before, "to": after})
        choices = [(version.number, in_words(version)) for version in versions]
        self.fields["from"] = forms.ChoiceField(label="What changed from", choices=choices)
        self.fields["to"] = forms.ChoiceField(label="to", choices=choices)


def in_words(version: PolicyVersion) -> str:
    """A version as one chooses it: its number, and since when it has stood or where it stands."""
    if version.effective_from:
        return f"Version {version.number}, from {version.effective_from:%-d %B %Y}"
    return f"Version {version.number}, {version.get_status_display().lower()}"
