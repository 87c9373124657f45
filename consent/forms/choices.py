"""Choices that are known only when a form is made."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Let the field `name` offer `choices`, as (value, words) or (group, choices)."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def offered(form: forms.Form, name: str) -> list[Any]:
    """What the field `name` offers."""
    return list(cast(Any, form.fields[name]).choices)
