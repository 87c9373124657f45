"""Why what a complaint tells of is an incident as well."""

from django import forms

from incidents.kinds import BEYOND_CRITICISM, Kind


class IncidentOutOfForm(forms.Form):
    """The kind, and which of the five reasons."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=[("", "Choose what comes nearest"), *Kind.choices],
        error_messages={"required": "Choose what happened."},
    )
    reasons = forms.MultipleChoiceField(
        label="What is it beyond criticism?",
        choices=list(BEYOND_CRITICISM.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Criticism of the school or of somebody in it, fair or unfair, is not recorded.",
        error_messages={"required": "Choose at least one reason. Criticism, fair or unfair, is not recorded."},
    )
