"""Fields that several forms of a policy share."""

from typing import Any

from django import forms

from policies.words import Audience

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
MARKDOWN = "You may write **bold**, *italic*, lists and [links](https://www.gov.uk/)."
CODE = r"[A-Za-z0-9][A-Za-z0-9.\-]*"
TITLE = 160
RULE, PART, NOTE = 10_000, 50_000, 2000


class Text(forms.CharField):
    """A text of several lines, kept with plain line ends whatever the browser sends."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class Lines(Text):
    """A text of which each line is a thing of its own; empty lines are none."""

    def clean(self, value: Any) -> Any:
        return tuple(line.strip() for line in super().clean(value).split("\n") if line.strip())


def code_field(label: str, help_text: str) -> forms.CharField:
    """A short code, as people quote it."""
    return forms.RegexField(
        CODE,
        label=label,
        max_length=12,
        help_text=help_text,
        error_messages={
            "required": "Write a code.",
            "invalid": "Use letters, figures, full stops and hyphens, such as A4 or 1.2.3.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def audiences_field(*, required: bool, help_text: str = "") -> forms.MultipleChoiceField:
    """Who it is for."""
    return forms.MultipleChoiceField(
        label="Who it is for",
        choices=Audience.choices,
        required=required,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who it is for."},
    )


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day."""
    bad = "Choose a day, or write it like 2026-09-01."
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DATE_FORMATS,
        error_messages={"required": bad, "invalid": bad},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
