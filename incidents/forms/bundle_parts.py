"""What is chosen while a part of a bundle is looked through: names that stand, words to black out, what is withheld."""

from typing import Any

from django import forms

from incidents.rights.pieces import LEFT_OUT, Exempt, Open
from policies.forms.texts import Text

from .texts import SHORT, TEXT

GIVE, ENCLOSE = "give", "enclose"


class SeenForm(forms.Form):
    """Knows how the part stood when its page was opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def as_seen(self) -> int:
        """The revision on the page that was sent; without one, a revision that no part has."""
        found = self.cleaned_data.get("revision")
        return -1 if found is None else found


class NameForm(SeenForm):
    """Why a name may stand in this part."""

    why = forms.ChoiceField(
        label="Why may this name stand?",
        choices=Open.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it may stand.", "invalid_choice": "Choose why it may stand."},
    )
    reason = forms.CharField(
        label="In a few words",
        max_length=SHORT,
        help_text="Whoever checks the part reads it.",
        error_messages={"required": "Write why."},
    )


class PieceForm(SeenForm):
    """One text: more words to black out, or all of it withheld."""

    phrases = Text(
        label="Black out more words of it",
        required=False,
        max_length=TEXT,
        rows=3,
        help_text="One name or phrase on each line, as it stands there: nicknames, initials, what tells who is meant.",
    )
    whole = forms.ChoiceField(
        label="The text as a whole",
        choices=[(GIVE, "Goes to the person, as it stands above"), *Exempt.choices],
        widget=forms.RadioSelect,
        help_text="What is withheld is counted, with the ground; the person learns no more of it.",
        error_messages={"required": "Choose whether it goes.", "invalid_choice": "Choose whether it goes."},
    )
    reason = forms.CharField(
        label="If it is withheld, or goes though the portal withheld it: why?",
        required=False,
        max_length=SHORT,
        help_text="Whoever checks the part reads it, and the ICO may ask for it.",
    )

    def clean(self) -> dict[str, Any]:
        """What is withheld says why."""
        data = super().clean() or {}
        if data.get("whole") not in (None, GIVE) and not str(data.get("reason") or "").strip():
            self.add_error("reason", "Write why it is withheld.")
        return data

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["phrases"].split("\n") if line.strip()]


class FileForm(SeenForm):
    """One file of a case: it goes along, or it stays out, with the reason."""

    goes = forms.ChoiceField(
        label="Does this file go to the person?",
        choices=[(ENCLOSE, "Enclose it"), *((key, f"Leave it out. {why}") for key, why in LEFT_OUT)],
        widget=forms.RadioSelect,
        help_text="Nothing is blacked out of a file. The person reads in the list whether it is enclosed, and why not.",
        error_messages={"required": "Choose whether it goes.", "invalid_choice": "Choose whether it goes."},
    )
    reason = forms.CharField(
        label="If it stays out, or goes though the portal withheld it: why?",
        required=False,
        max_length=SHORT,
        help_text="Whoever checks the part reads it, and the ICO may ask for it.",
    )

    @property
    def leave_out(self) -> str:
        """Why it stays out; empty where it goes."""
        goes: str = self.cleaned_data["goes"]
        return "" if goes == ENCLOSE else goes


class WholeForm(SeenForm):
    """Why a whole part is withheld."""

    why = forms.ChoiceField(
        label="Withhold this whole part, because", choices=Exempt.choices,
        error_messages={"required": "Choose the ground.", "invalid_choice": "Choose the ground."},
    )  # fmt: skip
    because = forms.CharField(
        label="Why?",
        max_length=SHORT,
        help_text="The person learns how many facts were withheld and on which ground, not what this part is of.",
        error_messages={"required": "Write why it is withheld."},
    )


class SendBackForm(SeenForm):
    """Why a released part may not go so."""

    reason = forms.CharField(
        label="What is to be changed?", max_length=SHORT, error_messages={"required": "Write what is to be changed."}
    )
