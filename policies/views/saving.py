"""Saving what was typed into a draft. Whatever stands against it, the words stay on the page (architecture 7)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from people.http import SignedInRequest
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


def back_where_refused(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that changes one row of a draft at once: where it cannot be done, back to the version with why."""

    @wraps(view)
    def guarded(request: SignedInRequest, slug: str, number: int, pk: int) -> HttpResponse:
        try:
            return view(request, slug, number, pk)
        except (CannotBeSo, Stale, WrongStatus) as fault:
            messages.error(request, str(fault))
            return redirect("policies:version", slug, number)

    return guarded


def status_of(form: forms.Form, context: dict[str, Any]) -> int:
    """200 for a page as it was asked for, 400 for words to mend, 409 where somebody else was there first."""
    return CONFLICT if "clash" in context else 400 if form.errors else 200
