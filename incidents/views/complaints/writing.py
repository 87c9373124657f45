"""What is written about a complaint: to whoever complained, for those in school, a new day, a letter typed in."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from incidents.actions.complaint_days import revise_date
from incidents.actions.complaint_writing import type_letter, write_to_complainant
from incidents.actions.notes import add_note
from incidents.complaint_mails import how_told
from incidents.forms.complaint_answering import DateForm, LetterForm, WriteForm
from incidents.forms.writing import NoteForm
from incidents.models import DateRevision
from incidents.relations import Act
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404, done, looked_over

PLACE = "#time"


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_READ)
def words_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Words or a question to whoever complained, looked over before they leave."""
    case = complaint_or_404(request, public_id, Act.REPLY)
    form = WriteForm(sent(request))
    return looked_over(
        request, case, "words", form,
        lambda: write_to_complainant(
            case=case, text=form.cleaned_data["text"], is_question=form.cleaned_data["is_question"],
            form_key=form.cleaned_data["form_key"], by=request.user,
        ),
        "They can read it now.",
        lambda: [("A question" if form.cleaned_data["is_question"] else "Words", form.cleaned_data["text"])],
        place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_READ)
def note_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """A private note. Sent twice with one form it is one note."""
    case = complaint_or_404(request, public_id, Act.COMMENT)
    form = NoteForm(sent(request))
    return done(
        request, case, "note", form,
        lambda: add_note(
            case=case, text=form.cleaned_data["text"], form_key=form.cleaned_data["form_key"], by=request.user
        ),
        "Kept. It stays in school.", place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def date_revision(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put off a day that was promised, with a reason that whoever complained reads."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    form = DateForm(sent(request), case=case)
    what = DateRevision.What
    return looked_over(
        request, case, "date", form,
        lambda: revise_date(
            case=case, what=what(form.cleaned_data["what"]), after=form.cleaned_data["after"],
            reason=form.cleaned_data["reason"], revision=form.as_seen, by=request.user,
        ),
        f"The new day is kept. {how_told(case)}",
        lambda: [
            (f"The day {what(form.cleaned_data['what']).label}", f"{form.cleaned_data['after']:%-d %B %Y}"),
            ("Why", form.cleaned_data["reason"]),
        ],
        present=lambda now: DateForm(case=now), place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def letter(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Type in the words of a letter that the office did not open."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    form = LetterForm(sent(request))
    return done(
        request, case, "letter", form,
        lambda: type_letter(
            case=case, words=form.cleaned_data["words"], wish=form.cleaned_data["wish"], by=request.user
        ),
        "The words of the letter are kept.", place="#what",
    )  # fmt: skip
