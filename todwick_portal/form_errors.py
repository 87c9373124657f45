"""What a form says where its own words for a fault are missing: what to do, never what is invalid (docs/look.md 10)."""

from django import forms

TOO_LONG = "Write it in at most %(limit_value)d letters. Now there are %(show_value)d."
NOT_CHOSEN = "Choose one of these."
NO_DAY = "Choose a day, or write it like 2026-09-01."
NO_HOUR = "Write the hour like 14:30."


def speak_plainly() -> None:
    """Give the fields of every form our words. Called once, before any form is made; a form's own words win."""
    forms.CharField.default_error_messages = {"max_length": TOO_LONG}
    forms.ChoiceField.default_error_messages = {"required": NOT_CHOSEN, "invalid_choice": NOT_CHOSEN}
    forms.DateField.default_error_messages = {"invalid": NO_DAY}
    forms.TimeField.default_error_messages = {"invalid": NO_HOUR}
    forms.Field.default_error_messages = {"required": "Fill this in."}
