"""Saving what was typed into a draft. Whatever stands against it, the words stay on the page (architecture 7)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from people.http import SignedInRequest
from policies.actions import CannotBeSo, Stale, WrongStatus
from policies.forms.clashes import both_texts, sent_again
from policies.models import PolicyVersion, RuleVersion, Section

from .fetching import back_to_draft, draft_page, not_now

CONFLICT = 409
CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Look at it as it stands now, then do it again."
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


def cannot_open(request: SignedInRequest, version: PolicyVersion, row: Any) -> HttpResponse | None:
    """The answer to whoever opens the page of a row that is gone (404), or of a draft that nobody changes now.

    None for whatever was sent: the action looks at that, and the typed words stay on the page.
    """
    if request.method == "POST":
        return None
    if row is None:
        raise Http404
    return None if version.is_editable else redirect(version)


def keep_sent(
    request: SignedInRequest,
    version: PolicyVersion,
    template: str,
    form: forms.Form,
    save: Callable[[], Any],
    said: Callable[[Any], tuple[str, str]],
    context: dict[str, Any] | None = None,
    present: Present | None = None,
) -> HttpResponse:
    """Save what was sent and go back to the editor, else show the page with every typed word and what is wrong.

    `said(kept)` gives the sentence that tells what was done, and the place in the editor.
    """
    context = {"form": form} | (context or {})
    if form.is_valid():
        kept = saved(form, save, context, present)
        if kept is not None:
            return back_to_draft(request, version, *said(kept))
    return draft_page(request, template, version, context, status_of(form, context))


def done(
    request: SignedInRequest, version: PolicyVersion, take: Callable[[], Any], said: Callable[[Any], tuple[str, str]]
) -> HttpResponse:
    """One button, one deed, back to the editor with what was done; or with why it was not."""
    try:
        kept = take()
    except (CannotBeSo, Stale) as fault:
        messages.error(request, CHANGED_MEANWHILE if isinstance(fault, Stale) else str(fault))
        return redirect("policies:draft", version.policy.slug, version.number)
    except WrongStatus as fault:
        return not_now(request, version, fault)
    return back_to_draft(request, version, *said(kept))


def as_seen(request: SignedInRequest) -> int:
    """The revision of the row on the page that was sent; without one, a revision that no row has."""
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1


def sent(request: SignedInRequest) -> Any:
    """What a form was sent with, empty as it may be; None for a page that was only opened."""
    return request.POST if request.method == "POST" else None
