"""What a person may type on the pages of parents' accounts and of court orders."""

from typing import Any

from django import forms

from people.actions.court_orders import LIFTING, SETTING
from people.models import Pupil, PupilContact


class CourtOrderForm(forms.Form):
    """Which contact of a child gets nothing, or no longer."""

    contact = forms.ModelChoiceField(
        label="Who is it about?",
        queryset=PupilContact.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the contact.", "invalid_choice": "Choose a contact from the list."},
    )
    reason = forms.ChoiceField(
        label="Why?",
        help_text="The order itself stays in your files. The portal keeps no word of it.",
        choices=[
            ("Set the mark", [(str(key), words) for key, words in SETTING.items()]),
            ("Take the mark off", [(str(key), words) for key, words in LIFTING.items()]),
        ],
        error_messages={"required": "Choose the reason."},
    )

    def __init__(self, *args: Any, pupil: Pupil, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contact"]
        field.queryset = pupil.contacts.all()
        field.label_from_instance = _words

    def clean(self) -> dict[str, Any]:
        """A reason for setting sets, one for taking off takes off."""
        data = super().clean() or {}
        contact, reason = data.get("contact"), data.get("reason")
        if contact and reason:
            lifts = reason in {str(key) for key in LIFTING}
            if lifts != contact.gets_nothing:
                words = "carries the mark: choose why it is taken off" if not lifts else "does not carry the mark"
                self.add_error("reason", f"This contact {words}.")
        return data


def _words(contact: PupilContact) -> str:
    said = ", ".join(part for part in (contact.name, contact.relationship, contact.email) if part)
    until = f", on the list until {contact.ends_on:%-d %B %Y}" if contact.ends_on else ""
    return f"{said}{until}{': gets nothing' if contact.gets_nothing else ''}"
