"""The two ends of the form: before you start, and check your answers with the button that sends it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from incidents import evidence_store
from incidents.actions.complaining import send_complaint
from incidents.actions.complaint_drafts import drop_draft, touch_draft
from incidents.actions.faults import CannotBeSo, NobodyLeft
from incidents.complaints.elsewhere import DECIDED_ELSEWHERE
from incidents.evidence_store import NotKept
from incidents.forms.complaints.drafted import DraftedComplaint
from incidents.forms.complaints.fields import Trap
from incidents.forms.complaints.start import HELP, StartForm
from incidents.models import ComplaintDraft
from incidents.ringing import whom_to_ring
from people.permissions import public
from people.settings import read_for
from people.throttle import in_minutes

from . import browser
from .pages import FAULTY, NO_ROOM, TOO_OFTEN, UNDONE, address_of, show
from .reading import readers_said
from .throttle import TOO_MANY, wait_to_send

NOT_SENT = (
    "Not sent: the portal has no room to write just now. What you wrote is still here. Keep your text, and press the "
    "button again later, or ring the school office."
)
TRAPPED = "Not sent yet: something stood in a box that must stay empty. It is empty now. Press the button again."
CHANGED = "Who reads it has changed since you opened this page. Look at it, then send it."


@public
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Page 1: how we treat whoever complains, a child in danger, a call or a complaint, what is decided elsewhere.

    Nothing is typed here, so nothing is kept and no cookie is set: the choice goes on in the address of page 2.
    """
    drafted = DraftedComplaint(browser.draft_of(request), read_for(request), browser.whoever_complains(request))
    if "go" not in request.GET:
        form = drafted.form("start") if UNDONE in request.GET else drafted.open_form("start")
        return _start_page(request, drafted, form)
    form = StartForm(request.GET)
    if not form.is_valid():
        return _start_page(request, drafted, form, status=FAULTY)
    came_from = "&check" if "check" in request.GET else ""
    return redirect(f"{address_of('you')}?way={form.cleaned_data['way']}{came_from}")


def _start_page(
    request: HttpRequest, drafted: DraftedComplaint, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    more = {
        "ringing": whom_to_ring(read_for(request)),
        "doors": DECIDED_ELSEWHERE,
        "help": HELP,
        "to_check": "check" in request.GET,
    }
    return show(request, "start", drafted, form, status=status, **more)


@public
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Page 6: everything once more, who reads it, and the button that sends it."""
    draft = browser.draft_of(request)
    if draft is None:
        return _gone(request)
    drafted = DraftedComplaint(draft, read_for(request), browser.whoever_complains(request))
    if "stop" in request.POST:
        return redirect("incidents:complaint-stop")
    if drafted.first_undone:
        return redirect(f"{address_of(drafted.first_undone)}?check&{UNDONE}")
    trap = Trap(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _check_page(request, drafted, trap)
    status = _send(request, drafted, draft, trap)
    return _check_page(request, drafted, trap, status=status) if status else redirect("incidents:complaint-sent")


def _gone(request: HttpRequest) -> HttpResponse:
    """There is no draft: it was sent, perhaps a moment ago, or it was let go."""
    case = browser.sent_already(request)
    if case:
        browser.remember_sent(request, case)
    return redirect("incidents:complaint-sent" if browser.receipt_of(request) else "incidents:complaint-new")


def _send(request: HttpRequest, drafted: DraftedComplaint, draft: ComplaintDraft, trap: Trap) -> int:
    """0 where it was sent; else the status of the page that says why not."""
    trap.is_valid()
    try:
        touch_draft(draft=draft)
        readers = drafted.readers
        if trap.is_sprung:
            raise CannotBeSo("", TRAPPED)
        if request.POST.get("seen") != readers.stamp:
            raise CannotBeSo("", CHANGED)
        wait = wait_to_send(request, str(draft.form_key))
        if wait:
            trap.add_error(None, TOO_MANY.format(in_minutes(wait)))
            return TOO_OFTEN
        complained = drafted.complained()
        by = None if complained.is_anonymous else browser.whoever_complains(request)
        with evidence_store.written([]):
            case = send_complaint(
                complained=complained, form_key=draft.form_key, code=browser.code_of_draft(request), by=by, draft=draft
            )
    except NotKept:
        trap.add_error(None, NOT_SENT)
        return NO_ROOM
    except (CannotBeSo, NobodyLeft) as fault:
        trap.add_error(None, "Not sent. See below who can read it." if isinstance(fault, NobodyLeft) else str(fault))
        return FAULTY
    browser.remember_sent(request, case)
    return 0


def _check_page(request: HttpRequest, drafted: DraftedComplaint, trap: Trap, *, status: int = 200) -> HttpResponse:
    said: dict[str, Any] = {page: drafted.said(page) for page in ("you", "what", "who", "tried")}
    more = {
        "said": said,
        "readers": readers_said(said["who"]["about"], said["who"]["about_name"], drafted.author),
        "kept": list(drafted.draft.files.all()),
        "tried_names": [name for key, name in drafted.methods if key in said["tried"].get("tried", [])],
        "complained": drafted.complained(),
        "way_words": dict(StartForm.base_fields["way"].choices)[drafted.draft.page("start")["way"][-1]],  # type: ignore[attr-defined]
    }
    return show(request, "check", drafted, trap, status=status, **more)


@public
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """*Stop, delete what I wrote*: asked once, then gone with its files."""
    draft = browser.draft_of(request)
    if request.method == "POST":
        if draft:
            drop_draft(draft=draft)
        browser.forget_draft(request)
        return render(request, "incidents/complaints/new/stopped.html")
    if draft is None:
        return redirect("incidents:complaint-new")
    return render(request, "incidents/complaints/new/stop.html", {"back_url": reverse("incidents:complaint-check")})
