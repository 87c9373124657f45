"""What is written about an incident: notes that stay in school, words and letters that leave it, words blacked out."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from incidents.actions.handling import add_note, record_words_out
from incidents.actions.marking import black_out
from incidents.case_page import cited_rules, entry_for
from incidents.forms.writing import BlackOutForm, NoteForm, WordsForm
from incidents.letters import LetterKind, letter_text
from incidents.relations import Act
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import Key, read_for

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
    form = WordsForm(initial={"text": text})
    context = {"form": form, "case": case, "letter": LetterKind(kind)}
    return render(request, "incidents/words.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LEAD)
def blacking_out(request: SignedInRequest, public_id: UUID, entry: UUID) -> HttpResponse:
    """Black out words of an entry, with a reason."""
    case = case_or_404(request, public_id, Act.CHANGE_STATE)
    found = get_object_or_404(case.timeline.exclude(typed=None).select_related("typed", "by"), public_id=entry)
    form = BlackOutForm(sent(request))
    return kept(
        request, case, "blacking_out", form,
        lambda: black_out(entry=found, phrases=form.lines, reason=form.cleaned_data["reason"], by=request.user),
        "Blacked out. Who wrote it still reads it whole.", entry_for(found, request.user), place="#time",
    )  # fmt: skip
