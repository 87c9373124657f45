"""The pages of a complaint. Each keeps what was typed before it looks at it; nothing needs a script or an account."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from incidents.actions.complaint_drafts import add_files, remove_file
from incidents.evidence_store import NotKept
from incidents.forms.complaints.drafted import PAGES, DraftedComplaint
from incidents.forms.complaints.start import StartForm
from incidents.forms.complaints.what import MOST_FILES, FilesForm
from incidents.forms.typed import Typed, typed_in
from incidents.models import ComplaintDraft
from people.permissions import public
from people.settings import read_for
from people.throttle import can_count, in_minutes

from . import browser
from .reading import all_readers, readers_said
from .throttle import TOO_MANY, TOO_MANY_FILES, wait_for_files, wait_to_begin

FAULTY, TOO_OFTEN, NO_ROOM = 422, 429, 507
NOT_KEPT = "Not saved, and not sent: the portal has no room to write just now. Keep your text, and try again later."
UNDONE, WHY = "undone", "why"  # in an address: what is wrong is said; why it comes late is asked
STEPS = ["start", "you", "what", "who", "tried", "check"]
TITLES = {
    "start": "Before you start",
    "you": "About you",
    "what": "What happened",
    "who": "Who is it about?",
    "tried": "What would put it right",
    "check": "Check your answers",
}


@public
@require_http_methods(["GET", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Page 2: who complains, and how to reach them."""
    return _step(request, "you")


@public
@require_http_methods(["GET", "POST"])
def what(request: HttpRequest) -> HttpResponse:
    """Page 3: what happened, with files."""
    return _step(request, "what")


@public
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Page 4: who it is about, which decides who reads it."""
    return _step(request, "who")


@public
@require_http_methods(["GET", "POST"])
def tried(request: HttpRequest) -> HttpResponse:
    """Page 5: what was tried, and what would put it right."""
    return _step(request, "tried")


def address_of(step: str) -> str:
    """Where a page of the form is."""
    return reverse("incidents:complaint-new" if step == "start" else f"incidents:complaint-{step}")


def _step(request: HttpRequest, step: str) -> HttpResponse:
    if request.method == "POST":
        return _keep(request, step)
    draft, started = browser.draft_of(request), _started(step, request.GET)
    if draft is None and not started:
        return redirect("incidents:complaint-new")
    drafted = DraftedComplaint(_with(draft, started), read_for(request), browser.whoever_complains(request))
    form = drafted.form(step) if UNDONE in request.GET else drafted.open_form(step)
    return show(request, step, drafted, form, asks_why=WHY in request.GET)


def _keep(request: HttpRequest, step: str) -> HttpResponse:
    said = {**_started(step, request.POST), step: typed_in(request.POST, PAGES[step])}
    draft, fault = _kept(request, said)
    drafted = DraftedComplaint(
        draft or ComplaintDraft(typed=said), read_for(request), browser.whoever_complains(request)
    )
    form = drafted.form(step)
    if draft is None:
        form.add_error(None, fault)
        return show(request, step, drafted, form, status=NO_ROOM if fault == NOT_KEPT else TOO_OFTEN)
    if "stop" in request.POST:
        return redirect("incidents:complaint-stop")
    files = _files(request, draft) if step == "what" else None
    if files and files.errors:
        return show(request, step, drafted, drafted.open_form(step), status=FAULTY, files=files)
    if {"add", "remove"} & set(request.POST):
        return redirect(_again(request, step, "files"))
    if not form.is_valid():
        return redirect(_again(request, step, UNDONE))
    if step == "what" and form.is_to_ask_why:
        return redirect(_again(request, step, WHY))
    return redirect(_onward(request, step, drafted))


def _again(request: HttpRequest, step: str, why: str) -> str:
    """The same page, opened anew: so the browser's *Back* never asks whether to send something twice."""
    return f"{address_of(step)}?{why}{'&check' if 'check' in request.GET else ''}"


def _started(step: str, sent: QueryDict) -> dict[str, Typed]:
    """What was chosen on page 1, which keeps nothing itself: it comes along with page 2."""
    form = StartForm(sent) if step == "you" else None
    return {"start": {"way": [form.cleaned_data["way"]]}} if form and form.is_valid() else {}


def _with(draft: ComplaintDraft | None, started: dict[str, Typed]) -> ComplaintDraft:
    """The draft with what was chosen on page 1, to be shown and not to be kept."""
    shown = draft or ComplaintDraft()
    shown.typed = {**shown.typed, **started}
    return shown


def _kept(request: HttpRequest, said: dict[str, Typed]) -> tuple[ComplaintDraft | None, str]:
    """The draft with what was sent in it; or none, and what to say."""
    wait = 0 if browser.writing(request) else wait_to_begin(request)
    if wait:
        return None, TOO_MANY.format(in_minutes(wait)) if can_count() else NOT_KEPT
    try:
        return browser.save(request, said), ""
    except NotKept:
        return None, NOT_KEPT


def _onward(request: HttpRequest, step: str, drafted: DraftedComplaint) -> str:
    """The next page; or back to the last one, for who came from there to change something."""
    is_done = "check" in request.GET and not drafted.first_undone
    return address_of("check" if is_done else STEPS[STEPS.index(step) + 1])


def _files(request: HttpRequest, draft: ComplaintDraft) -> FilesForm:
    """Take off what is to go, add what was sent. What is wrong with a file stands on the form."""
    form = FilesForm(request.POST, request.FILES)
    if "remove" in request.POST:
        try:
            remove_file(draft=draft, public_id=UUID(request.POST["remove"]))
        except ValueError:
            form.errors  # noqa: B018  # nothing was meant by that
        return form
    sent = [one for one in request.FILES.getlist("evidence") if one]
    if not sent:
        return form
    wait = wait_for_files(request)
    if wait:
        form = FilesForm({}, {})
        form.add_error("evidence", TOO_MANY_FILES.format(in_minutes(wait)))
    elif draft.files.count() + len(sent) > MOST_FILES:
        form = FilesForm({}, {})
        form.add_error(
            "evidence", f"Up to {MOST_FILES} files fit. Take one off first, or put pages together in one PDF."
        )
    elif form.is_valid():
        try:
            add_files(draft=draft, files=form.cleaned_data["evidence"])
        except NotKept as fault:
            form.add_error("evidence", str(fault))
    return form


def show(
    request: HttpRequest, step: str, drafted: DraftedComplaint, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of the form as it stands."""
    number = STEPS.index(step) + 1
    context = {
        "form": form,
        "step": step,
        "number": number,
        "title": TITLES[step],
        "back_url": address_of(STEPS[number - 2]) if number > 1 else "",
        "back": f"Back to step {number - 1}: {TITLES[STEPS[number - 2]].lower().rstrip('?')}" if number > 1 else "",
        "action": f"{address_of(step)}{'?check' if 'check' in request.GET else ''}",
        "drafted": drafted,
        "draft": drafted.draft,
        "shown_errors": getattr(form, "errors", None) if form.is_bound else None,
    }
    context |= _of_step(step, drafted, form) | more
    return render(request, f"incidents/complaints/new/{step}.html", context, status=status)


def _of_step(step: str, drafted: DraftedComplaint, form: Any) -> dict[str, Any]:
    if step == "you":
        return {"way": next(iter(drafted.draft.page("start").get("way", [])), "")}
    if step == "who":
        said = readers_said(form["about"].value(), form["about_name"].value(), drafted.author)
        return {"tiles": all_readers(drafted.author), "readers": said}
    if step == "what":
        words = str(form["words"].value() or "").replace("\r\n", "\n")
        files = list(drafted.draft.files.all()) if drafted.draft.pk else []
        return {"files": FilesForm(), "kept": files, "used": len(words), "most": form.fields["words"].most}
    return {}
