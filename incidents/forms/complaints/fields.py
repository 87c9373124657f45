"""Fields that the pages of a complaint share. None cuts off what somebody pastes."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from policies.forms.texts import Text

LONGEST_ADDRESS = 254  # of a mail, by RFC 5321, and of its column


class Short(forms.CharField):
    """One line, whatever its length while it is typed: one that is too long is said to be so, not cut off."""

    def __init__(self, *, longest: int, autocomplete: str = "off", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": autocomplete}), **kwargs)
        self.validators.append(MaxLengthValidator(longest, f"Write it in at most {longest} letters."))


class Email(forms.EmailField):
    """An address as long as one can be kept. One that is too long is said to be so, not cut off."""

    def __init__(self, *, or_else: str = "", **kwargs: Any) -> None:
        messages = {
            "invalid": f"Write the whole address, such as name@example.org{or_else}.",
            "max_length": f"Write it in at most {LONGEST_ADDRESS} letters.",
        }
        super().__init__(max_length=LONGEST_ADDRESS, required=False, error_messages=messages, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without the length at which a browser cuts off."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Long(Text):
    """Several lines. `most` letters, counted as they are kept."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value: Any) -> Any:
        """The text; one too long says by how much."""
        text = super().clean(value)
        if len(text) > self.most:
            over = f"You wrote {len(text):,} letters. {self.most:,} fit. Take out {len(text) - self.most:,}."
            raise forms.ValidationError(over)
        return text


def tick(label: str, help_text: str = "") -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class Trap(forms.Form):
    """A box that no person sees, with or without a screen reader. Programs fill in whatever they find."""

    homepage = forms.CharField(required=False)

    @property
    def is_sprung(self) -> bool:
        """Whether something stands in it."""
        return bool(self["homepage"].value())
