"""What was typed into the steps of a report, as it is kept in its draft: every field a list of texts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

Typed = dict[str, list[str]]


def typed_in(sent: QueryDict, form: type[forms.Form]) -> Typed:
    """What was sent for the fields of a form, without the one sign that a database cannot keep."""
    names = set(form.base_fields) & set(sent)
    return {name: [value.replace("\x00", "") for value in sent.getlist(name)] for name in sorted(names)}


def as_data(typed: Any) -> MultiValueDict[str, str]:
    """What a form is bound to. Whatever a draft holds that is no list of texts is left out."""
    kept = typed if isinstance(typed, Mapping) else {}
    return MultiValueDict({name: _texts(values) for name, values in kept.items() if isinstance(name, str)})


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, Iterable) else []
