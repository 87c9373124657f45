"""The fields of a report, step by step. Six of them must be filled in; a seventh where a child is at risk."""

from typing import Any

from django import forms
from django.utils import timezone

from incidents.kinds import BEYOND_CRITICISM, Affected, Kind, Place
from policies.forms.texts import Text

from .days import STILL_TO_COME, day_that_was

NO, YES = "no", "yes"
AT_RISK = [(NO, "No"), (YES, "Yes, or I am not sure")]
LONGEST = 20_000
IN_LESSONS = [(YES, "Yes"), (NO, "No"), ("", "I do not know")]


def line(label: str, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"Write it in at most {longest} letters."},
    )  # fmt: skip


class WhatForm(forms.Form):
    """Step 1: what happened, when and where. Whether a child is at risk is asked before anything else."""

    child_at_risk = forms.ChoiceField(
        label="Is a child at risk now?",
        choices=AT_RISK,
        widget=forms.RadioSelect,
        error_messages={"required": "Say first whether a child is at risk now."},
    )
    kind = forms.ChoiceField(
        label="What happened?",
        choices=[("", "Choose what comes nearest"), *Kind.choices],
        error_messages={"required": "Choose what happened."},
    )
    words = Text(
        label="In your own words",
        rows=6,
        max_length=LONGEST,
        help_text="First the facts: what you saw, heard or were told, and by whom. Then, on a new line, what you "
        "think of it. Write names in full, never initials; on the next page you link the people.",
        error_messages={"required": "Write what happened.", "max_length": "Write it in at most 20,000 letters."},
    )
    happened_on = day_that_was("On which day?", STILL_TO_COME)
    happened_at = forms.TimeField(
        label="At what time?",
        required=False,
        help_text="You may leave it empty.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the time like 10:15, or leave it empty."},
    )
    is_about = forms.BooleanField(label="About then: I am not sure of it", required=False)
    place = forms.ChoiceField(
        label="Where?",
        choices=Place.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it happened."},
    )
    platform = line("On which app or site?", 60, "Such as WhatsApp. You may leave it empty.")
    account = line("By which account?", 120, "As it is written there, such as @todwick_mums.")
    link = line("Link", 500, "Where it can be seen. Do not copy pictures.")
    event_name = line("At which school event?", 120, "Such as sports day.")
    is_post_of_a_parent = forms.BooleanField(label="A parent or carer wrote or posted it", required=False)
    beyond_criticism = forms.MultipleChoiceField(
        label="If a parent or carer did: what is it beyond criticism?",
        choices=list(BEYOND_CRITICISM.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Criticism of the school or of somebody in it, fair or unfair, is not recorded.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate
        self.fields["platform"].widget.attrs["list"] = "platforms"

    @property
    def is_at_risk(self) -> bool:
        return self.cleaned_data.get("child_at_risk") == YES

    @property
    def is_mere_criticism(self) -> bool:
        """Whether a parent's words are nothing more than criticism: the report stops there (requirements 1.11)."""
        return bool(self.cleaned_data.get("is_post_of_a_parent")) and not self.cleaned_data.get("beyond_criticism")


class HandOverForm(forms.Form):
    """A child is at risk: whom somebody has told, before they write."""

    told = forms.CharField(
        label="Whom did you tell, and when?",
        max_length=300,
        help_text="Such as: the safeguarding lead, by telephone, at 10:20.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Ring first. Then write whom you told, and when.",
            "max_length": "Write it in at most 300 letters.",
        },
    )


class PeopleForm(forms.Form):
    """Step 2, what is left to say about people once they are linked."""

    is_nobody = forms.BooleanField(label="It is about nobody in particular, or I do not know whom", required=False)
    is_self_report = forms.BooleanField(label="This is about something I did myself", required=False)
    affected = forms.MultipleChoiceField(
        label="Whom does it touch?",
        choices=Affected.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You may leave it empty.",
    )

    def __init__(self, *args: Any, has_somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_somebody = has_somebody

    def clean(self) -> dict[str, Any]:
        """One answer to whom it is about: whoever reads it follows from that."""
        data = super().clean() or {}
        if not (self.has_somebody or data.get("is_nobody") or data.get("is_self_report")):
            self.add_error("is_nobody", "Link whom it is about, or tick that it is nobody in particular.")
        if data.get("is_nobody") and (self.has_somebody or data.get("is_self_report")):
            self.add_error("is_nobody", "Somebody is linked whom it is about. Take the tick off, or take them out.")
        return data


class RulesForm(forms.Form):
    """Step 3: which rules it is about, and whether it was during lessons."""

    rules = forms.MultipleChoiceField(
        label="Which rules is it about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "That rule did not hold on the day you gave. Look at the rules again."},
    )
    in_lessons = forms.ChoiceField(
        label="Was it during lessons?", choices=IN_LESSONS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, rules: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules"].choices = rules  # type: ignore[attr-defined]  # a field of choices
