"""What the office writes down of a complaint that came by letter, by telephone or in person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from incidents.complaints.stages import ComplainantRelation, ReachBy, Source, Way
from policies.forms.texts import day_field

from .fields import Email, Long, Short, tick
from .what import WhatForm
from .who import WhoForm
from .you import REACHED

LONGEST = 20_000
SOURCES = [one for one in Source.choices if one[0] != Source.FORM]


class BehalfForm(WhoForm):
    """First of all: whom it is about, so that nobody reads what they must not. And how it came."""

    source = forms.ChoiceField(
        label="How did it come?",
        choices=SOURCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came.", "invalid_choice": "Choose one of these ways."},
    )
    field_order = ("source", "about", "about_name", "no_name")


class PersonForm(forms.Form):
    """Who complains, and how to reach them. All that is written down where the words are for somebody else to read."""

    name = Short(label="Who complains?", longest=160, help_text="As they gave it.")
    is_anonymous = tick("They gave no name")
    relation = forms.ChoiceField(
        label="What are they to the school?", choices=[("", "Not known"), *ComplainantRelation.choices], required=False
    )
    reach_by = forms.ChoiceField(
        label="How do they want to be reached?",
        choices=ReachBy.choices,
        widget=forms.RadioSelect,
        initial=ReachBy.CODE,
        error_messages={"required": "Choose how they want to be reached."},
    )
    email = Email(label="E-mail address")
    telephone = Short(label="Telephone number", longest=40)
    postal = Short(label="Address for letters", longest=300)
    wants_call = tick("They want to be rung")
    wants_interpreter = tick("They want an interpreter")
    language = Short(label="Language, if it is not English", longest=60)

    def clean(self) -> dict[str, Any]:
        """A name, or that none was given; an address where one is needed."""
        data = super().clean() or {}
        if data.get("is_anonymous"):
            return data
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Write who complains, or tick that they gave no name.")
        name, _ = REACHED.get(data.get("reach_by") or "", ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, "Write where to reach them, or choose another way.")
        if data.get("wants_call") and not data.get("telephone") and "telephone" not in self.errors:
            self.add_error("telephone", "Write the number that they gave.")
        return data


class WordsForm(PersonForm):
    """The whole of it, where the headteacher reads it and the office may write it down."""

    way = forms.ChoiceField(
        label="What do they want?",
        choices=[(Way.COMPLAINT, "To make a complaint"), (Way.CONCERN, "To be called about a worry")],
        widget=forms.RadioSelect,
        initial=Way.COMPLAINT,
        error_messages={"required": "Choose what they want."},
    )
    words = Long(
        label="What happened, in their words",
        most=LONGEST,
        rows=9,
        help_text="Write what they said or wrote, not what you think of it. Read it back to them if you can.",
    )
    happened_on = day_field("On which day?", required=False)
    happened_when = Short(label="Or about when?", longest=120)
    child_name = Short(label="Their child’s name, if it is about their child", longest=160)
    tried = forms.MultipleChoiceField(
        label="How have they been in touch with us about it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They do not need to have tried anything.",
        error_messages={"invalid_choice": "Choose again: the school has changed this list."},
    )
    tried_words = Long(label="Whom have they talked to?", most=2000, rows=3)
    wish = Long(label="What would put it right for them?", most=2000, rows=3)
    field_order = (
        "way", "words", "happened_on", "happened_when", "tried", "tried_words", "wish", "name", "is_anonymous",
        "relation", "child_name", "reach_by", "email", "telephone", "postal", "wants_call", "wants_interpreter",
        "language",
    )  # fmt: skip

    clean_words = WhatForm.clean_words

    def __init__(self, *args: Any, methods: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if methods:
            self.fields["tried"].choices = list(methods)  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["tried"]

    def clean_happened_on(self) -> Any:
        """No day that is still to come."""
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Give the day on which it happened. That day is still to come.")
        return day
