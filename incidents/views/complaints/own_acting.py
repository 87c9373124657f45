"""How an act of whoever complained is done: what was sent is kept and they go back, or every typed word stays there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from incidents import evidence_store
from incidents.actions.faults import CannotBeSo, WrongState
from incidents.complaint_writable import Open, open_for
from incidents.evidence_store import NotKept
from incidents.panel_own import own_panel
from people.school_days import CalendarEnds

from .own import Mine

TEMPLATES = "incidents/complaints/status"
NO_DAYS = (
    "Not sent: the school has to look at the calendar first. What you wrote is still here. Ring the school office."
)
NO_ROOM = 507
CONFLICT = 409
# The parts of the page that have an address of their own.
NAMES = (
    "message", "files", "understanding", "stage", "formal", "reopening", "withdrawal", "mails", "copy", "panel",
    "decision",
)  # fmt: skip


def acted(
    request: HttpRequest,
    mine: Mine,
    act: str,
    form: forms.Form,
    said: str,
    do: Callable[[], Any],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do what was sent and go back to the page; else the page of the act with every typed word and what is wrong."""
    status, against = 422 if form.errors else 200, ""
    if form.is_valid():
        try:
            with evidence_store.written([]):  # no room for the rows is said like no room for a file
                do()
        except CannotBeSo as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
            status = 422
        except WrongState as fault:
            against, status = str(fault), CONFLICT
        except CalendarEnds:
            form.add_error(None, NO_DAYS)
            status = CONFLICT
        except NotKept as fault:
            form.add_error(None, str(fault))
            status = NO_ROOM
        else:
            messages.success(request, said)
            return redirect(mine.url())
    case, now = mine.case, open_for(mine.case)
    context = {
        "case": case, "complaint": case.complaint, "form": form, "mine": mine, "urls": urls_of(mine), "act": act,
        "against": against, "open": now, "is_offered": form.is_bound or _is_offered(act, mine, now), **(more or {}),
    }  # fmt: skip
    return render(request, f"{TEMPLATES}/{act}.html", context, status=status)


def _is_offered(act: str, mine: Mine, now: Open) -> bool:
    """Whether the page of the complaint leads to this act now."""
    if act == "panel":
        found = own_panel(mine.case)
        return found is not None and found.asks
    offered = {
        "message": now.write, "files": now.write, "understanding": now.write, "stage": now.next_stage,
        "formal": now.formal, "reopening": now.reopen, "withdrawal": now.withdraw,
        "mails": not mine.case.complaint.is_anonymous,
    }  # fmt: skip
    return offered[act]


def sent(request: HttpRequest) -> Any:
    """What a form was sent with; None for a page that was only opened."""
    return request.POST if request.method == "POST" else None


def urls_of(mine: Mine) -> dict[str, str]:
    """The addresses of the page and its acts, for templates."""
    return {"page": mine.url(), **{act: mine.url(act) for act in NAMES}}
