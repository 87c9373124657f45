"""What a person may type on the pages of parents' accounts and of court orders."""

from collections.abc import Iterable
from typing import Any

from django import forms

from people.actions.court_orders import LIFTING, SETTING
from people.models import Pupil, PupilContact
from people.names import without_title

SAME, OTHER, UNKNOWN = "same", "other", "unknown"
NAMESAKES = {
    OTHER: "Different people. Only the one chosen above gets nothing.",
    SAME: "One person, listed twice. All of these entries get nothing.",
    UNKNOWN: "I cannot tell. All of these entries get nothing until somebody says which is meant.",
}


class CourtOrderForm(forms.Form):
    """Which contact of a child gets nothing, or no longer. Where several are called the same: who of them is meant."""

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
        self.namesakes = _of_one_name(field.queryset)
        if self.namesakes:
            names = " and ".join(dict.fromkeys(found[0].name for found in self.namesakes))
            self.fields["namesake"] = forms.ChoiceField(
                label=f"Several contacts of this child are called {names}. Are they one person?",
                help_text="Asked only to set a mark on one of them.",
                choices=list(NAMESAKES.items()),
                widget=forms.RadioSelect,
                required=False,
            )
            self.order_fields(["contact", "namesake", "reason"])

    def clean(self) -> dict[str, Any]:
        """A reason for setting sets, one for taking off takes off."""
        data = super().clean() or {}
        contact, reason = data.get("contact"), data.get("reason")
        if contact and reason:
            lifts = reason in {str(key) for key in LIFTING}
            if lifts != contact.gets_nothing:
                words = "carries the mark: choose why it is taken off" if not lifts else "does not carry the mark"
                self.add_error("reason", f"This contact {words}.")
            elif not lifts and self._others(contact) and not data.get("namesake"):
                self.add_error("namesake", "Say whether they are one person. “I cannot tell” is an answer too.")
        return data

    @property
    def somebody_else(self) -> list[PupilContact]:
        """Entries of the chosen name that are another person, once the form is valid."""
        is_other = self.cleaned_data.get("namesake") == OTHER
        return self._others(self.cleaned_data["contact"]) if is_other else []

    @property
    def same_person(self) -> list[PupilContact]:
        """Entries of the chosen name that are the very same person."""
        is_same = self.cleaned_data.get("namesake") == SAME
        return self._others(self.cleaned_data["contact"]) if is_same else []

    def _others(self, contact: PupilContact) -> list[PupilContact]:
        return [one for found in self.namesakes if contact in found for one in found if one != contact]


def _of_one_name(contacts: Iterable[PupilContact]) -> list[list[PupilContact]]:
    """The entries beside one child that share a name, by name."""
    named: dict[str, list[PupilContact]] = {}
    for contact in contacts:
        named.setdefault(without_title(contact.name), []).append(contact)
    return [found for name, found in named.items() if name and len(found) > 1]


def _words(contact: PupilContact) -> str:
    said = ", ".join(part for part in (contact.name, contact.relationship, contact.email) if part)
    until = f", on the list until {contact.ends_on:%-d %B %Y}" if contact.ends_on else ""
    return f"{said}{until}{': gets nothing' if contact.gets_nothing else ''}"
