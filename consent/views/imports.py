"""Loading a survey, the last two steps: look before saving, save. The loads so far, and taking one back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions import apply_survey, cancel_survey, undo_import
from consent.faults import ConsentFault, TooManyChanges
from consent.forms.preview import PreviewForm
from consent.held import held_mapping, held_read, held_table
from consent.models import ReviewEntry, StagedSurvey, SurveyImport
from consent.past import is_past
from consent.plans import SurveyPlan, plan_survey
from consent.previewing import Preview
from consent.sorting import brought_by
from consent.start_waiting import BEGUN
from consent.survey.mapping import MappingFault
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .matching import STEPS, fetch_load

PAGE_SIZE = 25
Status = SurveyImport.Status


@require_safe
@requires(Permission.CONSENT_IMPORT)
def import_list(request: SignedInRequest) -> HttpResponse:
    of_files = SurveyImport.objects.visible_to(request.user).exclude(kind=SurveyImport.Kind.PORTAL)
    begun = request.GET.get("state") == "begun"
    wanted = of_files.filter(status__in=BEGUN) if begun else of_files
    surveys = wanted.select_related("uploaded_by", "applied_by")
    page = Paginator(surveys.defer("repeats", "mapping"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "consent/import_list.html", {"page": page, "begun": begun})


@require_safe
@requires(Permission.CONSENT_IMPORT)
def import_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Where a load stands: its next step while it is open, what it brought once it is settled."""
    survey = fetch_load(request, public_id)
    if survey.status == Status.UPLOADED:
        return redirect("consent:mapping", survey.public_id)
    if survey.status == Status.PREVIEWED:
        return redirect("consent:preview", survey.public_id)
    if survey.status in (Status.OPENING, Status.READING, Status.FAILED):
        has_questions = StagedSurvey.objects.filter(survey=survey).exclude(table=None).exists()
        context = {"survey": survey, "steps": STEPS, "has_questions": has_questions}
        return render(request, "consent/import_progress.html", context)
    context = {
        "survey": survey,
        "is_past": is_past(survey.school_year),
        "questions": survey.questions.select_related("purpose"),
        "waiting": brought_by(survey, ReviewEntry.Kind.ENTRY),
        "comments": brought_by(survey, ReviewEntry.Kind.COMMENT),
    }
    return render(request, "consent/import_detail.html", context)


@require_safe
@requires(Permission.CONSENT_IMPORT)
def preview(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = fetch_load(request, public_id)
    if survey.status != Status.PREVIEWED:
        return redirect("consent:import", survey.public_id)
    plan = _plan(request, survey)
    if plan is None:
        return redirect("consent:mapping", survey.public_id)
    return _preview_page(request, survey, plan, PreviewForm(plan=plan))


def _plan(request: HttpRequest, survey: SurveyImport) -> SurveyPlan | None:
    try:
        return plan_survey(
            held_table(survey),
            held_mapping(survey),
            school_year=survey.school_year,
            survey=survey.pk,
            read=held_read(survey),
        )
    except (ConsentFault, MappingFault) as fault:
        messages.error(request, str(fault))
        return None


def _preview_page(
    request: HttpRequest, survey: SurveyImport, plan: SurveyPlan, form: PreviewForm, status: int = 200
) -> HttpResponse:
    shown = Preview(plan)
    comments = list(zip(shown.comments, form.shown(), strict=True))
    context = {"survey": survey, "preview": shown, "comments": comments, "form": form, "steps": STEPS}
    return render(request, "consent/preview.html", context, status=status)


@require_POST
@requires(Permission.CONSENT_IMPORT)
def confirmation_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Save what the preview showed. If the pupil list or the answers changed meanwhile, the preview comes again."""
    survey = fetch_load(request, public_id)
    if survey.status != Status.PREVIEWED:
        return redirect("consent:import", survey.public_id)
    plan = _plan(request, survey)
    if plan is None:
        return redirect("consent:mapping", survey.public_id)
    form = PreviewForm(request.POST, plan=plan)
    if not form.is_valid() or not _save(request, survey, plan, form):
        return _preview_page(request, survey, plan, form)
    return redirect("consent:import", survey.public_id)


def _save(request: SignedInRequest, survey: SurveyImport, plan: SurveyPlan, form: PreviewForm) -> bool:
    """Whether the person is done with the preview: it is saved, or cannot be any more, and a message says which.

    Where a number has to be written first, the form says so, and the preview comes again.
    """
    accepted = form.cleaned_data.get("accepted_changes")
    try:
        apply_survey(
            survey=survey, table=held_table(survey), plan=plan, by=request.user, accepted_changes=accepted,
            read_comments=form.read_comments(),
        )  # fmt: skip
    except TooManyChanges as fault:
        form.add_error(None, str(fault))
        return False
    except ConsentFault as fault:
        messages.error(request, str(fault))
        return True
    messages.success(request, f"Saved: {plan.difference.new_values['yes']:,} new yes for {survey}.")
    return True


@require_POST
@requires(Permission.CONSENT_IMPORT)
def cancellation_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = fetch_load(request, public_id)
    try:
        cancel_survey(survey=survey, by=request.user)
        messages.success(request, "Nothing was saved, and the file is no longer held.")
    except ConsentFault as fault:
        messages.error(request, str(fault))
    return redirect("consent:imports")


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_IMPORT)
def undoing_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = fetch_load(request, public_id)
    if request.method == "POST":
        try:
            undo_import(survey=survey, by=request.user)
            messages.success(request, f"{survey} is taken back. Nothing it brought counts any longer.")
        except ConsentFault as fault:
            messages.error(request, str(fault))
        return redirect("consent:import", survey.public_id)
    return render(request, "consent/undoing.html", {"survey": survey, "is_past": is_past(survey.school_year)})
