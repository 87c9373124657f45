"""The school's own words for its letters about complaints."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.complaint_lettering import OthersWords, word_complaint_letter
from incidents.complaint_letter_words import OURS
from incidents.complaints.letter_kinds import WORDED, ComplaintLetterKind
from incidents.forms.complaint_letters import ComplaintWordingForm
from incidents.models import CaseLetterWording
from incidents.views.fetching import sent
from incidents.views.saving import CONFLICT, tried
from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.forms.clashes import both_texts, sent_again


@require_safe
@requires(Permission.SETTINGS_EDIT)
def wording_list(request: SignedInRequest) -> HttpResponse:
    """The five letters, and whose words each is in."""
    own = {one.kind: one for one in CaseLetterWording.objects.select_related("changed_by")}
    rows = [(kind, own.get(kind.wording)) for kind in WORDED]
    return render(request, "incidents/complaints/letters/wordings.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def wording_edit(request: SignedInRequest, kind: str) -> HttpResponse:
    """The words of one letter. What cannot be filled in is refused with its line; of two who write at once the second
    sees both texts."""
    if kind not in WORDED:
        raise Http404
    letter = ComplaintLetterKind(kind)
    form = _form(letter, CaseLetterWording.objects.filter(kind=letter.wording).first(), sent(request))
    context: dict[str, Any] = {"form": form, "letter": letter}
    if form.is_valid():
        text, seen = form.cleaned_data["text"], form.seen_at
        try:
            if tried(
                request, form, lambda: word_complaint_letter(kind=letter, text=text, seen=seen, by=request.user),
                context,
            ):  # fmt: skip
                messages.success(request, "Saved. Letters are made in these words from now on.")
                return redirect("incidents:complaint-wordings")
        except OthersWords as fault:
            context["both"] = both_texts(form, _form(letter, fault.wording))
            sent_again(form, seen=fault.wording.changed_at.isoformat() if fault.wording else "")
    status = CONFLICT if "both" in context else 400 if form.errors else 200
    return render(request, "incidents/complaints/letters/wording.html", context, status=status)


def _form(letter: ComplaintLetterKind, own: CaseLetterWording | None, data: Any = None) -> ComplaintWordingForm:
    text, changed_at = (own.text, own.changed_at) if own else (OURS[letter], None)
    return ComplaintWordingForm(data, kind=letter, text=text, changed_at=changed_at)
