"""Letters to whoever complained: choose one, see it filled in, change it, make it; then print it or save it as PDF."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.complaint_lettering import make_letter, open_letter
from incidents.actions.faults import NotAllowed
from incidents.complaint_letter_facts import as_seen, values_for
from incidents.complaint_letters import filled, wording_of
from incidents.complaint_papers import paper_of_complaint_letter
from incidents.complaints.letter_kinds import WORDED, ComplaintLetterKind
from incidents.forms.complaint_letters import ComplaintLetterForm
from incidents.letters import signed
from incidents.models import Case, ComplaintLetter
from incidents.relations import Act
from incidents.shown_words import shown
from incidents.standing import can
from incidents.views.fetching import sent
from incidents.views.saving import CONFLICT, tried
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import Key, read_for
from policies.papers.front import file_name
from policies.views.papers import for_one

from .fetching import complaint_or_404


@require_safe
@requires(Permission.COMPLAINT_READ)
def letter_choices(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The five letters to choose from, and those that were made."""
    case = complaint_or_404(request, public_id, Act.REPLY)
    made = ComplaintLetter.objects.filter(entry__case=case).select_related("entry__by")
    context = {"case": case, "kinds": WORDED, "made": made, "has_answer": case.complaint.answers.exists()}
    return render(request, "incidents/complaints/letters/choices.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_READ)
def letter_create(request: SignedInRequest, public_id: UUID, kind: str) -> HttpResponse:
    """One letter, filled in. What is sent is first shown as it will be; a second button makes it."""
    case, chosen = complaint_or_404(request, public_id, Act.REPLY), _kind_or_404(kind)
    own, knows = read_for(request), can(request.user, Act.IDENTITY, case)
    proposed = filled(wording_of(chosen), values_for(case, own, knows=knows))
    form = ComplaintLetterForm(sent(request), kind=chosen, text=proposed.text)
    context: dict[str, Any] = {
        "form": form, "case": case, "letter": chosen, "left_out": proposed.left_out,
        "needs_answer": chosen == ComplaintLetterKind.OUTCOME and not case.complaint.answers.exists(),
    }  # fmt: skip
    if "change" not in request.POST and form.is_valid():
        said = form.cleaned_data
        if "sent" not in request.POST:
            look = context | {"parts": signed(said["text"], own[Key.SCHOOL_NAME]), "said": said}
            return render(request, "incidents/complaints/letters/look.html", look)
        made: list[ComplaintLetter] = []

        def make() -> None:
            made.append(
                make_letter(
                    case=case, kind=chosen, text=said["text"], is_offered=said["is_offered"],
                    form_key=said["form_key"], by=request.user,
                )
            )  # fmt: skip

        if tried(request, form, make, context):
            messages.success(request, "The letter is made, and keeps these words. Print it, or save it as PDF.")
            return redirect("incidents:complaint-letter-made", case.public_id, made[0].entry.public_id)
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, "incidents/complaints/letters/new.html", context, status=status)


@require_safe
@requires(Permission.COMPLAINT_READ)
def letter_detail(request: SignedInRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """A letter that was made, on a page that prints as a letter. Opening it is recorded."""
    case, found, text = _letter_or_404(request, public_id, letter)
    parts = signed(text, read_for(request)[Key.SCHOOL_NAME])
    context = {"case": case, "letter": found, "parts": parts}
    return render(request, "incidents/complaints/letters/detail.html", context)


@require_safe
@requires(Permission.COMPLAINT_READ)
def letter_pdf(request: SignedInRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """The same as tagged PDF. Taking it is recorded."""
    case, found, text = _letter_or_404(request, public_id, letter, "pdf")
    paper = paper_of_complaint_letter(case, text, found.entry.at, read_for(request)[Key.SCHOOL_NAME])
    return for_one(request, paper, file_name(case.reference, found.get_kind_display()))


def _kind_or_404(kind: str) -> ComplaintLetterKind:
    if kind not in WORDED:
        raise Http404
    return ComplaintLetterKind(kind)


def _letter_or_404(
    request: SignedInRequest, public_id: UUID, key: UUID, form: str = ""
) -> tuple[Case, ComplaintLetter, str]:
    """A letter for whoever reads its complaint, and its words as they may read them; on paper nobody reads what was
    blacked out, whoever wrote it."""
    case = complaint_or_404(request, public_id)
    letters = ComplaintLetter.objects.filter(entry__case=case).select_related("entry__case", "entry__by")
    letter = get_object_or_404(letters, entry__public_id=key)
    try:
        open_letter(letter=letter, by=request.user, form=form)
    except NotAllowed:
        raise Http404 from None
    text = shown(letter, "text", None)
    return case, letter, as_seen(text, case.complaint, knows=can(request.user, Act.IDENTITY, case))
