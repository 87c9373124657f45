"""Page 4, who it is about: the one choice that decides who reads it."""

from typing import Any

from django import forms

from incidents.complaints.abouts import NAMED, About

from .fields import Short, tick


class WhoForm(forms.Form):
    """Whom or what it is about, and the name of the one person, where it is one."""

    about = forms.ChoiceField(
        label="Who is it about?",
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is about.", "invalid_choice": "Choose who it is about."},
    )
    about_name = Short(
        label="The name of the person",
        longest=160,
        help_text="If it is about one person. It helps us to keep what you write away from them.",
    )
    no_name = tick("I do not know the name")

    def clean(self) -> dict[str, Any]:
        """Where it is about one person: a name, or that it is not known."""
        data = super().clean() or {}
        missing = not data.get("about_name") and not data.get("no_name") and "about_name" not in self.errors
        if data.get("about") in NAMED and missing:
            self.add_error("about_name", "Write the name, or tick “I do not know the name”.")
        return data
