"""What is made of an incident on paper: its file, and the school's words for letters."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.faults import NotAllowed
from incidents.actions.marking import record_printed
from incidents.actions.wording import word_letter
from incidents.case_file import case_file
from incidents.forms.writing import FileForm, LetterWordingForm
from incidents.letters import LetterKind, wording_of
from incidents.models import CaseLetterWording
from incidents.relations import Act
from people.http import SignedInRequest
from people.permissions import Permission, proved_to_send, requires

from .fetching import case_or_404, sent
from .saving import tried


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.INCIDENT_LEAD)
def incident_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The case file to print, with what is to be blacked out. Making it is recorded."""
    case = case_or_404(request, public_id, Act.EXPORT)
    form = FileForm(sent(request))
    if not form.is_valid():
        return render(request, "incidents/file_choices.html", {"case": case, "form": form})
    hidden = form.cleaned_data["black_out"]
    try:
        record_printed(case=case, left_out=hidden, by=request.user)
    except NotAllowed:
        raise Http404 from None
    return render(request, "incidents/file.html", case_file(case, request.user, hidden))


@require_safe
@requires(Permission.INCIDENT_LETTERS)
def letter_list(request: SignedInRequest) -> HttpResponse:
    """The letters, and whose words they are in."""
    own = {one.kind: one for one in CaseLetterWording.objects.select_related("changed_by")}
    context = {"letters": [(kind, own.get(kind.value)) for kind in LetterKind]}
    return render(request, "incidents/letter_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_LETTERS)
def letter_wording(request: SignedInRequest, kind: str) -> HttpResponse:
    """The school's own words for a letter."""
    if kind not in LetterKind.values:
        raise Http404
    letter = LetterKind(kind)
    form = LetterWordingForm(sent(request), initial={"text": wording_of(letter)})
    context: dict[str, object] = {"form": form, "letter": letter}
    if form.is_valid():
        text = form.cleaned_data["text"]
        if tried(request, form, lambda: word_letter(kind=letter, text=text, by=request.user), context):
            messages.success(request, "Saved.")
            return redirect("incidents:letters")
    return render(request, "incidents/letter_wording.html", context, status=400 if form.errors else 200)
