"""Doing what was typed about an incident. Whatever stands against it, the words stay on the page (architecture 7)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from incidents.actions.faults import CannotBeSo, NobodyLeft, NotAllowed, Stale, WrongState
from incidents.actions.reading_after import AskFirst
from incidents.forms.texts import RevisedForm
from incidents.models import Case
from incidents.shown_words import AsRead
from people.http import SignedInRequest
from people.school_days import CalendarEnds
from policies.forms.clashes import both_texts, sent_again

from .fetching import back

CONFLICT = 409
Present = Callable[[Case], forms.Form]


def kept(
    request: SignedInRequest,
    case: Case,
    template: str,
    form: forms.Form,
    act: Callable[[], Any],
    said: str,
    context: dict[str, Any] | None = None,
    present: Present | None = None,
    place: str = "",
) -> HttpResponse:
    """Do what was sent and go back to the incident; else its page with every typed word and what is wrong.

    `present(case)` gives the form as the case stands now, for a second person who was too late.
    """
    context = {"form": form, "case": case} | (context or {})
    if form.is_valid() and tried(request, form, act, context, present):
        return back(request, case, said, place)
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, f"incidents/{template}.html", context, status=status)


def tried(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], Any],
    context: dict[str, Any],
    present: Present | None = None,
) -> bool:
    """Whether `act` was done. Where it was not, `context` and the form say why."""
    try:
        act()
    except NotAllowed:
        raise Http404 from None
    except CannotBeSo as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    except (NobodyLeft, CalendarEnds) as fault:
        form.add_error(None, str(fault))
    except AskFirst as fault:
        context |= {"change": fault.change}
    except WrongState as fault:
        context |= {"clash": "closed", "said": str(fault)}
    except Stale as fault:
        context |= _stale(request, form, fault.case, present)
    else:
        return True
    return False


def _stale(request: SignedInRequest, form: forms.Form, now: Case, present: Present | None) -> dict[str, Any]:
    """Both texts, what was done meanwhile, and the form so that sent again it is saved knowingly."""
    found: dict[str, Any] = {"clash": "stale", "both": both_texts(form, present(now)) if present else []}
    if isinstance(form, RevisedForm):
        entries = now.timeline.filter(at__gt=form.seen_at).select_related("typed", "by")
        found["meanwhile"] = [AsRead(entry, request.user) for entry in entries]
        sent_again(form, revision=now.revision, seen=now.changed_at.isoformat())
    return found


def pressed(request: SignedInRequest, case: Case, act: Callable[[], Any], said: str, place: str = "") -> HttpResponse:
    """One button, one deed, back to the incident; or with why it was not done."""
    try:
        act()
    except NotAllowed:
        raise Http404 from None
    except (CannotBeSo, WrongState, Stale, NobodyLeft, CalendarEnds) as fault:
        messages.error(request, str(fault))
        return back(request, case, place=place)
    return back(request, case, said, place)
