"""The words that a form has for its fields, found when only what was sent is at hand."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from django import forms
from django.urls import Resolver404, resolve

Words = list[tuple[str, str]]
_KEY = re.compile(r"[\w:.-]*")


@dataclass(frozen=True)
class Shown:
    """One thing that was typed or chosen: what the form asked, and the answer in words."""

    label: str
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it needs a box of several lines."""
        return len(self.text) > 60 or "\n" in self.text.strip()


def shown_of(address: str, pairs: Words) -> tuple[list[Shown], int]:
    """What to show of a form sent to `address`, and how many choices more it holds that say nothing by themselves."""
    form = _form_of(address, {name for name, _ in pairs})
    shown, others = [], 0
    for name, value in pairs:
        field = form.base_fields.get(name) if form else None
        if field and isinstance(field.widget, forms.HiddenInput):
            continue
        text = _in_words(field, value)
        if text is None and _KEY.fullmatch(value):
            others += bool(value)
        elif value:
            shown.append(Shown(str(field.label) if field and field.label else label_of(name), text or value))
    return shown, others


def label_of(name: str) -> str:
    """A field's name as words, where no form is known.

    >>> label_of("what_happened"), label_of("c3-note")
    ('What happened', 'Note')
    """
    return name.rsplit("-", 1)[-1].replace("_", " ").capitalize()


def _in_words(field: forms.Field | None, value: str) -> str | None:
    """The answer as the form's page says it; None where that cannot be known."""
    if field is None:
        return None
    if isinstance(field, forms.ChoiceField):
        pairs = cast(Iterable[tuple[object, object]], field.choices)
        return next((str(label) for key, label in pairs if str(key) == value), None)
    if isinstance(field, forms.BooleanField):
        return "Yes"
    if isinstance(field, forms.DateField):
        try:
            return f"{dt.date.fromisoformat(value):%-d %B %Y}"
        except ValueError:
            return value
    return value


def _form_of(address: str, names: set[str]) -> type[forms.Form] | None:
    """The form of the app behind `address` that asks most of what was sent."""
    try:
        app = resolve(address.partition("?")[0]).app_name
    except Resolver404:
        return None
    fitting = [form for form in _forms(forms.Form) if form.__module__.startswith(f"{app}.forms")] if app else []
    best = max(fitting, key=lambda form: len(names & form.base_fields.keys()), default=None)
    return best if best and names & best.base_fields.keys() else None


def _forms(of: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for form in of.__subclasses__():
        yield form
        yield from _forms(form)
