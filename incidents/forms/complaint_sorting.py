"""What is typed where a complaint came to the wrong place: whom it is about, who decides it, which one it repeats."""

from typing import Any

from django import forms

from incidents.actions.complaint_sorting import Sorted, why_not_data
from incidents.complaints.abouts import NAMED, About
from incidents.models import Case
from policies.forms.texts import Text

from .texts import TEXT, RevisedForm

CHOICES = [choice for choice in About.choices if choice[0] != About.UNSURE]


class SortForm(RevisedForm):
    """Whom it is about. *How personal data was used* is offered only while it can still become that."""

    about = forms.ChoiceField(
        label="Whom or what is it about?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom it is about."},
    )
    name = forms.CharField(
        label="Name",
        max_length=160,
        required=False,
        help_text="Of somebody who works here, a governor, a child or another adult, where it is known.",
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        complaint = case.complaint
        about = "" if complaint.about == About.UNSURE else complaint.about
        super().__init__(data, case=case, initial={"about": about, "name": complaint.about_name})
        self.why_not_data = why_not_data(case)
        if self.why_not_data:
            self.fields["about"].widget.choices = [choice for choice in CHOICES if choice[0] != About.DATA]

    def clean_about(self) -> str:
        about = str(self.cleaned_data["about"])
        if about == About.DATA and self.why_not_data:
            raise forms.ValidationError(self.why_not_data)
        return about

    @property
    def said(self) -> Sorted:
        """What was said: a name only where one is asked for."""
        about = About(self.cleaned_data["about"])
        return Sorted(about, self.cleaned_data["name"].strip() if about in NAMED else "")


class RedirectForm(RevisedForm):
    """Who decides it instead."""

    who = forms.CharField(
        label="Who decides this?",
        max_length=160,
        help_text="Such as: the council’s admissions team.",
        error_messages={"required": "Write who decides it."},
    )
    words = Text(
        label="Where they can turn, and how",
        max_length=TEXT,
        help_text="They read this. Give a telephone number or an address.",
        error_messages={"required": "Write to whoever complained where to turn, and how."},
    )


class AlreadyForm(RevisedForm):
    """Which complaint it repeats."""

    earlier = forms.CharField(
        label="Reference of the earlier complaint",
        max_length=20,
        help_text="By the same person about the same thing: one that the panel of governors has answered, or one that "
        "was sent twice and goes on.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Write the reference of the earlier complaint."},
    )
    words = Text(
        label="Why it is closed",
        max_length=TEXT,
        help_text="They read this.",
        error_messages={"required": "Write to whoever complained why it is closed."},
    )
