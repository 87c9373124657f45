"""What a class list is for: the place, what the picture is, and the names with it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from consent.checking import NAMES, WHAT, Use
from consent.models import Purpose

from .choices import offer


class SheetForm(forms.Form):
    """One place and one manner a list: a child may be on the website and not on Facebook."""

    where = forms.ChoiceField(
        label="Where will the pictures go?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose where the pictures will go.",
            "invalid_choice": "Pictures no longer go there. Choose another place.",
        },
    )
    what = forms.ChoiceField(label="What is it?", choices=list(WHAT.items()), initial="photo", widget=forms.RadioSelect)
    names = forms.ChoiceField(
        label="With names?", choices=list(NAMES.items()), initial="none", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, places: Sequence[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        offer(self, "where", [(slug, place.label) for slug, place in self.places.items()])
        self.fields["where"].initial = next(iter(self.places), None)

    @property
    def use(self) -> Use:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        return Use(self.places[chosen["where"]], chosen["what"], chosen["names"])
