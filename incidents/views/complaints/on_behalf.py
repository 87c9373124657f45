"""A complaint that came by letter, by telephone or in person, written down by the office.

First whom it is about. Where the headteacher reads it, the office writes the words down. Where somebody else does, the
office writes down who complained alone: the envelope goes on unopened, a caller is rung by whoever reads it.
"""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents import evidence_store
from incidents.actions.complaining import Complained, send_complaint, where_it_goes
from incidents.actions.complaint_codes import may_hold_code
from incidents.actions.faults import CannotBeSo, NobodyLeft
from incidents.complaint_methods import methods_in_force
from incidents.complaint_readers import Readers, readers_in_words
from incidents.complaints.abouts import MAY_READ, About
from incidents.complaints.codes import code_out_of, digest_of
from incidents.complaints.stages import ComplainantRelation, ReachBy, Source, Way
from incidents.evidence_store import NotKept
from incidents.finding_people import accounts_called
from incidents.forms.complaints.on_behalf import BehalfForm, PersonForm, WordsForm
from incidents.models import Case
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.roles import Role

from . import browser
from .new import CHANGED, NOT_SENT
from .pages import FAULTY, NO_ROOM
from .reading import all_readers
from .sent import receipt_context

RECORDING, MOST = "complaint_recording", 5
WRITTEN = {"words", "wish", "tried_words", "happened_when"}
SPOKEN = {Source.TELEPHONE, Source.IN_PERSON}
NOBODY = "Nobody here can read this just now. Write nothing more down, and give them the number of the LADO."
STEP_ONE = {"csrfmiddlewaretoken", "form_key", "seen", *BehalfForm.base_fields}


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_RECORD)
def begin(request: SignedInRequest) -> HttpResponse:
    """Whom it is about, and how it came."""
    form = BehalfForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            readers = _readers(form)
        except NobodyLeft:
            form.add_error(None, NOBODY)
        else:
            key, secret = str(uuid.uuid4()), browser.new_form()["secret"]
            known = list(request.session.get(RECORDING, {}).items())
            request.session[RECORDING] = dict([*known, (key, secret)][-MOST:])
            return _words_page(request, form, _words_form(request, form, readers), readers, key)
    return _first_page(request, form, status=FAULTY if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_RECORD)
def words(request: SignedInRequest) -> HttpResponse:
    """What they said or wrote; or who it came from, and nothing more."""
    about = BehalfForm(request.POST)
    key = _key(request.POST.get("form_key", ""))
    if request.method != "POST" or not about.is_valid() or not key:
        return redirect("incidents:complaint-on-behalf")
    try:
        readers = _readers(about)
        form = _words_form(request, about, readers, request.POST)
        if request.POST.get("seen") != readers.stamp:
            form.add_error(None, CHANGED)
        if not form.is_valid():
            return _words_page(request, about, form, readers, key, status=FAULTY)
        case = _recorded(request, about, form, readers, key)
    except NobodyLeft:
        about.add_error(None, NOBODY)
        return _first_page(request, about, status=FAULTY)
    except NotKept:
        form.add_error(None, NOT_SENT)
        return _words_page(request, about, form, readers, key, status=NO_ROOM)
    except CannotBeSo as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        return _words_page(request, about, form, readers, key, status=FAULTY)
    if not may_hold_code(request.user, case):  # with the code they could read what is about them, or kept from them
        messages.info(request, f"Kept: {case.reference}. You do not get its code. Whoever reads it gets in touch.")
        return redirect("incidents:complaint-on-behalf")
    secret = request.session.get(RECORDING, {}).get(key, "")
    if case.complaint.receipts.filter(digest=digest_of(code_out_of(secret))).exists():
        browser.remember_recorded(request, case, secret)
    return redirect("incidents:complaint-on-behalf-receipt")


@require_safe
@requires(Permission.COMPLAINT_RECORD)
def receipt(request: SignedInRequest) -> HttpResponse:
    """What is printed or read out for whoever complained."""
    found = browser.receipt_of(request)
    if found is None:
        return render(request, "incidents/complaints/new/receipt_gone.html", {"is_on_behalf": True})
    context = receipt_context(request, *found) | {"is_on_behalf": True}
    return render(request, "incidents/complaints/new/sent.html", context)


def _key(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _readers(about: BehalfForm) -> Readers:
    way = where_it_goes(About(about.cleaned_data["about"]), about.cleaned_data["about_name"])
    return readers_in_words(way.wall, way.owner)


def _is_for_the_office(request: SignedInRequest, about: BehalfForm, readers: Readers) -> bool:
    """Whether who records it may know what it says: where the headteacher reads it, and it is not about them."""
    said = about.cleaned_data
    named = accounts_called(said["about_name"]) if said["about"] in MAY_READ and said["about_name"] else []
    return readers.owner == Role.HEAD and request.user not in named


def _words_form(
    request: SignedInRequest, about: BehalfForm, readers: Readers, typed: QueryDict | None = None
) -> forms.Form:
    """What is asked next. Opened once more after nobody could read it, with what was typed before."""
    before = None if typed else _typed_before(request)
    if _is_for_the_office(request, about, readers):
        return WordsForm(typed, initial=before, methods=methods_in_force())
    return PersonForm(typed, initial=before)


def _typed_before(request: SignedInRequest) -> dict[str, Any]:
    """What was typed into the second page and came along with the first."""
    found = {name: values for name, values in request.POST.lists() if name not in STEP_ONE}
    return {name: values if name == "tried" else values[-1] for name, values in found.items()}


def _first_page(request: SignedInRequest, form: BehalfForm, *, status: int) -> HttpResponse:
    """Whom it is about. What was typed on the page after it stays here, to be read and copied."""
    typed = [(name, value) for name, values in request.POST.lists() if name not in STEP_ONE for value in values]
    context = {
        "form": form,
        "tiles": all_readers(),
        "typed": typed,
        "words": [value for name, value in typed if name in WRITTEN and value.strip()],
    }
    return render(request, "incidents/complaints/new/on_behalf.html", context, status=status)


def _recorded(request: SignedInRequest, about: BehalfForm, form: forms.Form, readers: Readers, key: str) -> Case:
    secret = request.session.setdefault(RECORDING, {}).setdefault(key, browser.new_form()["secret"])
    request.session.modified = True
    with evidence_store.written([]):
        return send_complaint(
            complained=_complained(about.cleaned_data, form.cleaned_data, is_on_paper=not isinstance(form, WordsForm)),
            form_key=uuid.UUID(key), code=code_out_of(secret), by=None, recorded_by=request.user,
        )  # fmt: skip


def _complained(about: dict[str, Any], said: dict[str, Any], *, is_on_paper: bool) -> Complained:
    source = Source(about["source"])
    return Complained(
        about=About(about["about"]),
        about_name=about["about_name"],
        source=source,
        is_on_paper=is_on_paper,
        way=Way(said.get("way") or Way.COMPLAINT),
        words=said.get("words", ""),
        happened_on=said.get("happened_on"),
        happened_when=said.get("happened_when", ""),
        tried=said.get("tried", []),
        tried_words=said.get("tried_words", ""),
        wish=said.get("wish", ""),
        is_anonymous=said["is_anonymous"],
        name=said["name"],
        relation=ComplainantRelation(said["relation"]) if said["relation"] else None,
        child_name=said.get("child_name", ""),
        email=said["email"],
        telephone=said["telephone"],
        postal=said["postal"],
        reach_by=ReachBy(said["reach_by"]),
        wants_call=said["wants_call"] or (is_on_paper and source in SPOKEN and bool(said["telephone"])),
        wants_interpreter=said["wants_interpreter"],
        language=said["language"],
    )


def _words_page(
    request: SignedInRequest, about: BehalfForm, form: forms.Form, readers: Readers, key: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "about": about,
        "form": form,
        "readers": readers,
        "key": key,
        "is_for_office": isinstance(form, WordsForm),
        "is_spoken": about.cleaned_data["source"] in SPOKEN,
    }
    return render(request, "incidents/complaints/new/on_behalf_words.html", context, status=status)
