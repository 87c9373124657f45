"""What is written about an incident: notes that stay in school, words and letters that leave it, words blacked out."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents.actions.blacking import black_out, places_of
from incidents.actions.notes import add_note, record_words_out
from incidents.case_page import cited_rules
from incidents.forms.writing import BlackOutForm, NoteForm, WordsForm
from incidents.letters import LetterKind, letter_text, signed
from incidents.relations import Act
from people.calendar import school_calendar
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import Key, number, read_for

from .fetching import case_or_404, sent
from .saving import kept


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def note_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A private note. Sent twice with one form it is one note."""
    case = case_or_404(request, public_id, Act.COMMENT)
    form = NoteForm(sent(request))
    return kept(
        request, case, "note", form,
        lambda: add_note(
            case=case, text=form.cleaned_data["text"], form_key=form.cleaned_data["form_key"], by=request.user
        ),
        "Kept. It stays in school.", place="#time",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def words_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Words that leave the school: looked over on a page that prints as a letter, then kept as they were sent."""
    case = case_or_404(request, public_id, Act.COMMENT)
    form = WordsForm(sent(request))
    if form.is_valid() and "sent" not in request.POST and "change" not in request.POST:
        context = {"form": form, "case": case, "said": form.cleaned_data}
        context["letter"] = signed(form.cleaned_data["text"], read_for(request)[Key.SCHOOL_NAME])
        return render(request, "incidents/words_look.html", context)
    if "change" in request.POST:
        return render(request, "incidents/words.html", {"form": form, "case": case})
    said = form.cleaned_data if form.is_valid() else {}
    return kept(
        request, case, "words", form,
        lambda: record_words_out(
            case=case, to=said["to"], text=said["text"], form_key=said["form_key"],
            look_again_on=said["look_again_on"], by=request.user,
        ),
        "Kept as words that left the school.", place="#time",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD"])
@requires(Permission.INCIDENT_READ)
def letter(request: SignedInRequest, public_id: UUID, kind: str) -> HttpResponse:
    """A letter in the school's words, to be looked over and changed. It goes on as words that leave the school."""
    case = case_or_404(request, public_id, Act.COMMENT)
    if kind not in LetterKind.values:
        raise Http404
    school = read_for(request)[Key.SCHOOL_NAME]
    text = letter_text(LetterKind(kind), case, cited_rules(case), school=school, site=settings.SITE_URL)
    form = WordsForm(initial={"text": text, "look_again_on": _look_again(request, LetterKind(kind))})
    context = {"form": form, "case": case, "letter": LetterKind(kind)}
    return render(request, "incidents/words.html", context)


def _look_again(request: SignedInRequest, kind: LetterKind) -> dt.date | None:
    """When to look whether a picture is gone (policy C1): proposed with the letter, and changed as one likes."""
    if kind != LetterKind.REMOVAL:
        return None
    today, own = timezone.localdate(), read_for(request)
    return school_calendar(today, own).add_school_days(today, number(own, Key.LETTER_LOOK_DAYS))


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def blacking_out(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Black out words, with a reason: in the whole incident, or in the one text that a link named."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    places = list(places_of(case, request.user))
    data = sent(request)
    form = BlackOutForm(data, places=places, where=request.GET.get("where", ""))
    named = (data or form.initial).get("where")
    return kept(
        request, case, "blacking_out", form,
        lambda: black_out(
            case=case, phrases=form.lines, reason=form.cleaned_data["reason"], where=form.cleaned_data["where"],
            by=request.user,
        ),
        "Blacked out. Who wrote it still reads it whole.",
        {"place": next((one for one in places if one.sign == named), None)}, place="#time",
    )  # fmt: skip
