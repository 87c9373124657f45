"""Page 5, what somebody has tried, by the school's own ways to talk (policy C), and what would put it right."""

from collections.abc import Sequence
from typing import Any

from django import forms

from .fields import Long

MOST = 2000


class TriedForm(forms.Form):
    """What was tried, and the wish. All of it may be left empty."""

    tried = forms.MultipleChoiceField(
        label="How have you been in touch with us about it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You do not need to have tried anything.",
        error_messages={"invalid_choice": "Choose again: the school has changed this list."},
    )
    tried_words = Long(label="Who did you talk or write to, and what did they say?", most=MOST, rows=4)
    wish = Long(
        label="What would put it right?",
        most=MOST,
        rows=4,
        help_text="Such as: say sorry, change a rule, take down a picture, talk with me.",
    )

    def __init__(self, *args: Any, methods: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if methods:
            self.fields["tried"].choices = list(methods)  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["tried"]
