"""What was typed into the steps of a report, as it is kept in its draft: every field a list of texts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

Typed = dict[str, list[str]]


def typed_in(sent: QueryDict, form: type[forms.Form]) -> Typed:
    """What was sent for the fields of a form, without the one sign that a database cannot keep."""
    names = set(form.base_fields) & set(sent)
    return {name: [value.replace("\x00", "") for value in sent.getlist(name)] for name in sorted(names)}


def as_data(typed: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """What a form is bound to. Whatever a draft holds that is no list of texts is left out."""
    texts = {name: [value for value in values if isinstance(value, str)] for name, values in typed.items()
             if isinstance(values, list)}  # fmt: skip
    return MultiValueDict({name: values for name, values in texts.items() if values})
