"""What a class list or the list for an event is for: the place, what the picture is, the names with it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from consent.checking import NAMES, WHAT, Use
from consent.class_lists import ClassList
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


LAST_MINUTE = dt.time(23, 59)
USUAL_END = dt.time(16)


class EventListForm(SheetForm):
    """The classes that take part, the one place, and until when the list is needed today."""

    classes = forms.MultipleChoiceField(
        label="Which classes take part?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose the classes that take part.",
            "invalid_choice": "One of these classes is no more. Choose again.",
        },
    )
    until = forms.TimeField(
        label="Until when do you need it?",
        help_text="At that minute the list ends, and its address shows nothing any more. 23:59 at the latest.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Write until when you need it, such as 16:00.", "invalid": "Write it like 16:00."},
    )
    field_order = ("classes", "where", "what", "names", "until")

    def __init__(self, *args: Any, classes: Sequence[ClassList], now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        offer(self, "classes", [(listed.code, listed.label) for listed in classes])
        self.fields["until"].initial = USUAL_END if now.time() < USUAL_END else LAST_MINUTE

    def clean_until(self) -> dt.time:
        until: dt.time = self.cleaned_data["until"]
        if until <= self.now.time():
            raise forms.ValidationError(f"It is {self.now:%H:%M} already. Choose a later minute of today.")
        return until

    @property
    def ends_at(self) -> dt.datetime:
        """The moment of its end, once the form is valid."""
        return timezone.make_aware(dt.datetime.combine(self.now.date(), self.cleaned_data["until"]))
