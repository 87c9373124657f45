"""Two people who write at once: what stands now beside what the second of them typed, so that nothing is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict


@dataclass(frozen=True)
class Both:
    """One field in which they differ."""

    label: str
    theirs: str
    mine: str


def both_texts(typed: forms.Form, present: forms.Form) -> list[Both]:
    """The fields in which a form as it was sent differs from the row as it stands now."""
    return [both for both in _each(typed, present) if both.theirs != both.mine]


def _each(typed: forms.Form, present: forms.Form) -> Iterator[Both]:
    for field in typed.visible_fields():
        yield Both(str(field.label), in_words(present[field.name]), in_words(field))


def in_words(field: BoundField) -> str:
    """What stands in a field, as its page says it."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(field.field, forms.ChoiceField):  # those of several and of records too
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        choices = [(str(key), str(label)) for key, label in cast(Iterable[tuple[Any, Any]], field.field.choices)]
        return ", ".join(label for key, label in choices if key in chosen)
    return str(value or "").replace("\r\n", "\n").strip()


def sent_again(form: forms.Form, **hidden: object) -> forms.Form:
    """The form with every typed word and with the present sign of the row: sent again, it is saved knowingly."""
    data = cast(QueryDict, form.data).copy()
    for name, value in hidden.items():
        data[form.add_prefix(name)] = str(value)
    form.data = data
    return form
