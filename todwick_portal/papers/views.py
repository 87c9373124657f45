"""The pages of data protection: records of processing, impact assessment, what leaves this server."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.governing.sealing import digest_of, in_fours
from people.actions.assessments import Changed, NotNow, approve_assessment, may_write, submit_assessment, write_words
from people.forms import ApprovalForm, AssessmentWordsForm, SubmissionForm
from people.http import SignedInRequest
from people.models import AssessmentWords, DataAssessment
from people.permissions import Permission, requires
from people.settings import Key, read_for
from policies.forms.clashes import sent_again
from policies.papers.front import file_name, on_paper
from policies.views.papers import for_one

from . import assessment as assessing
from . import outgoing, processing
from .fetching import part_or_404, sent
from .printing import paper_of

CONFLICT = 409
CHANGED = "It says something else by now than when you opened it. Read it once more, then send it."


@require_safe
@requires(Permission.DATA_PAPERS)
def index(request: SignedInRequest) -> HttpResponse:
    """The door to all of them, with what is missing and what waits."""
    versions = DataAssessment.objects.visible_to(request.user).select_related("approval")
    last = versions.first()
    context = {
        "last": last,
        "held": DataAssessment.objects.last_approved(),
        "missing": processing.nothing_said(read_for(request)),
        "today": timezone.localdate(),
    }
    return render(request, "data/index.html", context)


@require_safe
@requires(Permission.OUTGOING_VIEW)
def outgoing_page(request: SignedInRequest) -> HttpResponse:
    """Every connection that this server makes, as it is set up now."""
    return render(request, "data/outgoing.html", {"document": outgoing.document().as_dict()})


@require_safe
@requires(Permission.DATA_PAPERS)
def processing_page(request: SignedInRequest) -> HttpResponse:
    """The records of processing."""
    own = read_for(request)
    context = {"document": processing.document(own).as_dict(), "missing": processing.nothing_said(own)}
    return render(request, "data/processing.html", context)


@require_safe
@requires(Permission.DATA_PAPERS)
def processing_pdf(request: SignedInRequest) -> HttpResponse:
    """The same on paper."""
    said = processing.document(read_for(request)).as_dict()
    return _paper(request, said, f"As it stood on {on_paper(timezone.localdate())}")


@require_safe
@requires(Permission.DATA_PAPERS)
def processing_csv(request: SignedInRequest) -> HttpResponse:
    """The same as a table, for the school's own register. It names nobody."""
    response = HttpResponse(f"\ufeff{processing.as_csv(read_for(request))}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="records-of-processing-{timezone.localdate()}.csv"'
    return response


@require_safe
@requires(Permission.DATA_PAPERS)
def assessment(request: SignedInRequest) -> HttpResponse:
    """The impact assessment as it stands now, with a place for the words of the school and the earlier versions."""
    written = AssessmentWords.objects.latest_of_each()
    writable = [(part, part in written) for part in AssessmentWords.Part if may_write(request.user, part)]
    context = {
        "document": assessing.document(read_for(request), written).as_dict(),
        "writable": writable,
        "versions": DataAssessment.objects.visible_to(request.user).select_related("approval")[:20],
    }
    return render(request, "data/assessment.html", context)


@require_safe
@requires(Permission.DATA_PAPERS)
def assessment_pdf(request: SignedInRequest) -> HttpResponse:
    """A draft on paper, which says so."""
    said = assessing.document(read_for(request), AssessmentWords.objects.latest_of_each()).as_dict()
    return _paper(request, said, "Draft: nobody has agreed to it yet")


@require_http_methods(["GET", "POST"])
@requires(Permission.DATA_PAPERS)
def assessment_words(request: SignedInRequest, part: str) -> HttpResponse:
    """The words for one part, by whoever writes it, and what stood there before."""
    part = part_or_404(request.user, part)
    history = list(AssessmentWords.objects.filter(part=part).select_related("written_by")[:20])
    held = history[0] if history else None
    form = AssessmentWordsForm(
        sent(request), initial={"text": held.text if held else "", "seen": held.pk if held else 0}
    )
    context: dict[str, Any] = {"form": form, "part": AssessmentWords.Part(part), "history": history}
    if form.is_valid():
        try:
            write_words(part=part, text=form.cleaned_data["text"], seen=form.cleaned_data["seen"], by=request.user)
        except Changed:
            sent_again(form, seen=held.pk if held else 0)
            context["now"] = held.text if held else ""
        else:
            messages.success(request, "Saved. It stands in the assessment.")
            return redirect("data:assessment")
    status = CONFLICT if "now" in context else 400 if form.errors else 200
    return render(request, "data/assessment_words.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.ASSESSMENT_ADVISE)
def submission(request: SignedInRequest) -> HttpResponse:
    """Freeze it as it stands and put it before the headteacher."""
    says = _text_now(request)
    form = SubmissionForm(sent(request), initial={"seen": digest_of(says)})
    status = 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = submit_assessment(
                says=lambda: _text_now(request), seen=given["seen"], review_on=given["review_on"], by=request.user
            )
        except (Changed, NotNow) as fault:
            sent_again(form, seen=digest_of(says))
            form.add_error(None, CHANGED if isinstance(fault, Changed) else str(fault))
            status = CONFLICT
        else:
            messages.success(
                request, f"Version {made.number} is put before the headteacher. It cannot change any more."
            )
            return redirect(made)
    return render(
        request, "data/submission.html", {"form": form}, status=400 if form.errors and status == 200 else status
    )


@require_safe
@requires(Permission.DATA_PAPERS)
def version(request: SignedInRequest, number: int) -> HttpResponse:
    """One version, frozen."""
    one = _version_or_404(request, number)
    return _version_page(request, one, ApprovalForm(initial={"seen": one.digest}))


@require_safe
@requires(Permission.DATA_PAPERS)
def version_pdf(request: SignedInRequest, number: int) -> HttpResponse:
    """One version on paper, the same whenever it is printed."""
    one = _version_or_404(request, number)
    state = "waits for the headteacher"
    if one.is_approved:
        state = f"approved by {one.approval.approved_by} on {on_paper(timezone.localdate(one.approval.approved_at))}"
    over = f"Version {number}, {state}. Fingerprint {in_fours(one.digest)}"
    return _paper(request, assessing.with_decision(one), over, f"version {number}")


@require_POST
@requires(Permission.ASSESSMENT_APPROVE)
def approval(request: SignedInRequest, number: int) -> HttpResponse:
    """The headteacher agrees to the version that was on the page."""
    one, form = _version_or_404(request, number), ApprovalForm(request.POST)
    if not form.is_valid():
        return _version_page(request, one, form, 400)
    given = form.cleaned_data
    if given["seen"] != one.digest or one.submitted_by_id == request.user.pk:
        messages.error(request, "Nothing was changed. Read this version, then press the button on its page.")
        return redirect(one)
    try:
        approve_assessment(assessment=one, decision=given["decision"], by=request.user)
    except NotNow as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"Version {number} is approved. It holds from today on.")
    return redirect(one)


def _version_page(request: SignedInRequest, one: DataAssessment, form: ApprovalForm, status: int = 200) -> HttpResponse:
    """The page of a version; the form stands on it for whoever may agree to it now."""
    approves = request.user.has_perm(Permission.ASSESSMENT_APPROVE) and one.submitted_by_id != request.user.pk
    newest = DataAssessment.objects.values_list("number", flat=True).first() == one.number
    context = {
        "one": one,
        "document": assessing.with_decision(one),
        "fours": in_fours(one.digest),
        "form": form if approves and newest and not one.is_approved else None,
    }
    return render(request, "data/version.html", context, status=status)


def _version_or_404(request: SignedInRequest, number: int) -> DataAssessment:
    versions = DataAssessment.objects.visible_to(request.user).select_related("submitted_by", "approval__approved_by")
    return get_object_or_404(versions, number=number)


def _text_now(request: SignedInRequest) -> str:
    return assessing.text_of(read_for(request), AssessmentWords.objects.latest_of_each())


def _paper(request: SignedInRequest, said: dict[str, Any], over: str, more: str = "") -> HttpResponse:
    school, today = read_for(request)[Key.SCHOOL_NAME], timezone.localdate()
    return for_one(request, paper_of(said, school=school, day=today, over=over), file_name(said["title"], more or over))
