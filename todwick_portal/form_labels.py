"""The words that a form has for its fields, found when only what was sent is at hand."""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django import forms
from django.urls import Resolver404, resolve

Words = list[tuple[str, str]]
_KEY = re.compile(r"[\w:.-]*")
_NUMBERED = re.compile(r"([cq])(\d{1,3})")
_NUMBER = {"c": "Column", "q": "Question"}
SAID = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True)
class Shown:
    """One thing that was typed or chosen: what the form asked, and the answer in words."""

    label: str
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it needs a box of several lines."""
        return len(self.text) > 60 or "\n" in self.text.strip()


@dataclass(frozen=True)
class Asked:
    """What a form asks under one name. `is_of_line`: as on many lines of the page, whose own names stand before it."""

    field: forms.Field
    label: str
    is_of_line: bool = False


@dataclass
class Sent:
    """A form as it was sent: what was typed, what was chosen line by line, and how many choices say nothing alone."""

    typed: list[Shown] = field(default_factory=list)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    others: int = 0


def sent_to(address: str, pairs: Words, purposes: Mapping[str, str]) -> Sent:
    """What to show of a form sent to `address`. `purposes`: what permission is asked for, in words by slug.

    Nothing is looked up by what was sent: whoever reads this page may not have signed in. So the line of a child
    is known by its number alone.
    """
    fields = _fields_of(address, [name for name, _ in pairs])
    lines = _Lines()
    sent = Sent()
    for name, value in pairs:
        asked = fields.get(name)
        if not value or (asked and isinstance(asked.field.widget, forms.HiddenInput)):
            continue
        text, part = _in_words(asked and asked.field, value), name.partition("-")[2]
        if part in purposes and value in SAID:
            sent.chosen.setdefault(lines.called(name, purposes[part]), []).append(lines.said(name, purposes, value))
        elif asked and asked.is_of_line and (text or value in purposes):
            sent.chosen.setdefault(lines.called(name, asked.label), []).append(text or purposes[value])
        elif text is None and _KEY.fullmatch(value):
            sent.others += 1
        else:
            sent.typed.append(Shown(asked.label if asked and asked.label else label_of(name), text or value))
    return sent


class _Lines:
    """The lines of a page on which many things are asked alike, numbered as they come."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def called(self, name: str, otherwise: str) -> str:
        """A column or question by the number it has on its page, a child's line by its place among those sent."""
        line = name.partition("-")[0]
        if found := _NUMBERED.fullmatch(line):
            return f"{_NUMBER[found[1]]} {int(found[2]) + 1}"
        return otherwise if line == "place" else f"Child {self.seen.setdefault(line, len(self.seen) + 1)}"

    def said(self, name: str, purposes: Mapping[str, str], value: str) -> str:
        line, _, part = name.partition("-")
        return SAID[value] if line == "place" else f"{purposes[part]}: {SAID[value]}"


def label_of(name: str) -> str:
    """A field's name as words, where no form is known.

    >>> label_of("what_happened"), label_of("c3-note")
    ('What happened', 'Note')
    """
    return name.rsplit("-", 1)[-1].replace("_", " ").capitalize()


def _in_words(asked: forms.Field | None, value: str) -> str | None:
    """The answer as the form's page says it; None where that cannot be known."""
    if asked is None:
        return None
    if isinstance(asked, forms.ChoiceField):
        pairs = cast(Iterable[tuple[object, object]], asked.choices)
        return next((str(label) for key, label in pairs if str(key) == value), None)
    if isinstance(asked, forms.BooleanField):
        return "Yes"
    if isinstance(asked, forms.DateField):
        try:
            return f"{dt.date.fromisoformat(value):%-d %B %Y}"
        except ValueError:
            return value
    return value


def _fields_of(address: str, names: Sequence[str]) -> dict[str, Asked]:
    """What is asked under each name: by the form of the app behind `address` that asks most of what was sent, or by
    the only form there that asks for it."""
    fitting = [{name: asked for name in names if (asked := _asked(form, name))} for form in _forms_behind(address)]
    fitting.sort(key=len, reverse=True)
    found = {}
    for name in names:
        having = [fields for fields in fitting if name in fields]
        if having and (having[0] is fitting[0] or len(having) == 1):
            found[name] = having[0][name]
    return found


def _asked(form: type[forms.Form], name: str) -> Asked | None:
    """What `form` asks under `name`. What a form makes only when it knows its records stands in its `made_later`."""
    fields, part = form.base_fields, name.partition("-")[2]
    if name in fields:
        return Asked(fields[name], str(fields[name].label or ""))
    for pattern, made in getattr(form, "made_later", {}).items():
        if found := re.fullmatch(pattern, name):
            return Asked(made, str(made.label).format(*(one.capitalize() for one in found.groups())))
    return Asked(fields[part], str(fields[part].label or ""), is_of_line=True) if part in fields else None


def _forms_behind(address: str) -> list[type[forms.Form]]:
    """The forms of the app behind an address of the portal, those that its page uses first."""
    try:
        found = resolve(address.partition("?")[0])
    except Resolver404:
        return []
    used = vars(sys.modules[found.func.__module__]).values()
    ours = [form for form in _forms(forms.Form) if form.__module__.startswith(f"{found.app_name}.forms")]
    return sorted(ours, key=lambda form: form not in used) if found.app_name else []


def _forms(of: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for form in of.__subclasses__():
        yield form
        yield from _forms(form)
