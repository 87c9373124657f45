"""Saving what was typed into a draft. Whatever stands against it, the words stay on the page (architecture 7)."""

from collections.abc import Callable
from typing import Any

from django import forms

from policies.actions import CannotBeSo, Stale, WrongStatus
from policies.forms.clashes import both_texts, sent_again
from policies.models import RuleVersion, Section

CONFLICT = 409
Present = Callable[[Any], tuple[forms.Form, dict[str, object]]]


def saved(form: forms.Form, save: Callable[[], Any], context: dict[str, Any], present: Present | None = None) -> Any:
    """What `save` gives, or None where it was refused; `context` and the form then say why.

    `present(row)` gives the form of the row as it stands now, and the hidden signs with which it may be sent again.
    """
    try:
        return save()
    except CannotBeSo as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    except WrongStatus as fault:
        context |= {"clash": "closed", "said": str(fault)}
    except Stale as fault:
        context |= _clash(form, fault.row, present)
    return None


def _clash(form: forms.Form, row: RuleVersion | Section | None, present: Present | None) -> dict[str, Any]:
    if present is None:
        return {"clash": "gone"}
    now, hidden = present(row)
    sent_again(form, **hidden)
    return {"clash": "stale", "both": both_texts(form, now)}


def status_of(form: forms.Form, context: dict[str, Any]) -> int:
    """200 for a page as it was asked for, 400 for words to mend, 409 where somebody else was there first."""
    return CONFLICT if "clash" in context else 400 if form.errors else 200
