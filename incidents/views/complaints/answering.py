"""The way of a complaint through its stages, by whoever owns it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.complaint_answering import (
    Answer,
    acknowledge,
    answer_stage,
    ask_next_stage_for_them,
    close_complaint,
    hold_talk,
    look_into,
    reopen_complaint,
)
from incidents.complaints.stages import Finding
from incidents.forms.complaint_answering import (
    AcknowledgeForm,
    AnswerForm,
    EndForm,
    NextStageForm,
    ReopenForm,
    TalkForm,
)
from incidents.relations import Act
from incidents.shown_words import AsRead
from incidents.views.fetching import back, sent
from incidents.views.saving import pressed
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404, done, looked_over

PLACE = "#time"
TOLD = "They can read it now."


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def acknowledgement(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """We have it, this is what we understood, and by then we answer."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    form = AcknowledgeForm(sent(request), case=case)
    day = f"You get an answer by {case.complaint.answer_by:%-d %B %Y}."
    return looked_over(
        request, case, "acknowledgement", form,
        lambda: acknowledge(
            case=case, understood=form.cleaned_data["understood"], wish=form.cleaned_data["wish"],
            revision=form.as_seen, by=request.user,
        ),
        f"Acknowledged. {TOLD}",
        lambda: [
            ("This is what we understood", form.cleaned_data["understood"]),
            ("What would put it right", form.cleaned_data["wish"]),
            ("When", day),
        ],
        {"day": case.complaint.answer_by, "complaint": AsRead(case.complaint, request.user)},
        present=lambda now: AcknowledgeForm(case=now), place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def talk(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """An informal talk was held."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    form = TalkForm(sent(request), case=case)
    return done(
        request, case, "talk", form,
        lambda: hold_talk(
            case=case, on=form.cleaned_data["on"], words=form.cleaned_data["words"], revision=form.as_seen,
            by=request.user,
        ),
        "Kept. What was said stays in school.", present=lambda now: TalkForm(case=now), place=PLACE,
    )  # fmt: skip


@require_POST
@requires(Permission.COMPLAINT_LEAD)
def looking(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """It is being looked into."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    revision = request.POST.get("revision", "")
    if not (revision.isascii() and revision.isdigit()):
        return back(request, case)  # no button of ours sends that
    return pressed(
        request, case, lambda: look_into(case=case, revision=int(revision[:9]), by=request.user),
        "Saved: being looked into.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def answer(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Answer the stage: the finding, the reason, what the school does; apart from it what stays in school."""
    case = complaint_or_404(request, public_id, Act.CLOSE)
    form = AnswerForm(sent(request), case=case)

    def keep() -> object:
        said = form.cleaned_data
        texts = {name: said[name] for name in ("reason", "actions", "private", "learning")}
        made = Answer(finding=Finding(said["finding"]), **texts)
        return answer_stage(case=case, answer=made, revision=form.as_seen, by=request.user)

    return looked_over(
        request, case, "answer", form, keep, f"Answered. {TOLD}",
        lambda: [
            ("What came of it", Finding(form.cleaned_data["finding"]).label),
            ("Our answer, and why", form.cleaned_data["reason"]),
            ("What the school will do", form.cleaned_data["actions"]),
        ],
        present=lambda now: AnswerForm(case=now), place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def closing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Close one that was answered."""
    case = complaint_or_404(request, public_id, Act.CLOSE)
    form = EndForm(sent(request), case=case)
    return looked_over(
        request, case, "closing", form,
        lambda: close_complaint(
            case=case, words=form.cleaned_data["words"], private=form.cleaned_data["private"],
            revision=form.as_seen, by=request.user,
        ),
        f"Closed. {TOLD}", lambda: [("Why it is closed", form.cleaned_data["words"])],
        present=lambda now: EndForm(case=now), place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def reopening(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open it again."""
    case = complaint_or_404(request, public_id, Act.REOPEN)
    form = ReopenForm(sent(request))
    return looked_over(
        request, case, "reopening", form,
        lambda: reopen_complaint(case=case, reason=form.cleaned_data["reason"], by=request.user),
        f"Opened again. {TOLD}", lambda: [("Why it is opened again", form.cleaned_data["reason"])], place=PLACE,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def next_stage(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """They asked for the next stage by letter or telephone."""
    case = complaint_or_404(request, public_id, Act.ESCALATE)
    form = NextStageForm(sent(request), case=case)
    return done(
        request, case, "next_stage", form,
        lambda: ask_next_stage_for_them(
            case=case, how=form.cleaned_data["how"], revision=form.as_seen, by=request.user
        ),
        "Saved: the next stage was asked for.", present=lambda now: NextStageForm(case=now), place=PLACE,
    )  # fmt: skip
