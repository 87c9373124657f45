"""Loading a survey: choose year and file, match the questions, look before saving, save."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions import apply_survey, begin_reading, cancel_survey, confirm_mapping, stage_survey, undo_import
from consent.faults import ConsentFault, TooManyChanges
from consent.forms.mapping import MappingForms
from consent.forms.preview import PreviewForm
from consent.forms.upload import SurveyUploadForm
from consent.held import held_mapping, held_read, held_table, is_long
from consent.hints import roll_hints
from consent.jobs import prepare_survey
from consent.loading import UnreadableFile, known_slugs, proposed, read_table, remembered
from consent.models import Purpose, SurveyImport
from consent.plans import SurveyPlan, plan_survey
from consent.previewing import Preview
from consent.samples import samples_of
from consent.survey.mapping import MappingFault
from people.http import SignedInRequest
from people.permissions import Permission, requires

PAGE_SIZE = 25
STEPS = ["Choose year and file", "Match the questions", "Look before saving", "Save"]
Status = SurveyImport.Status


@require_safe
@requires(Permission.CONSENT_IMPORT)
def import_list(request: SignedInRequest) -> HttpResponse:
    surveys = SurveyImport.objects.visible_to(request.user).select_related("uploaded_by", "applied_by")
    page = Paginator(surveys.defer("repeats", "mapping"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "consent/import_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_IMPORT)
def import_create(request: SignedInRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = SurveyUploadForm(
        request.POST if posted else None, request.FILES if posted else None, today=timezone.localdate()
    )
    if posted and form.is_valid():
        try:
            return redirect("consent:mapping", _stage(request, form).public_id)
        except (UnreadableFile, ConsentFault, MappingFault) as fault:
            form.add_error("file", str(fault))
    return render(request, "consent/import_create.html", {"form": form, "steps": STEPS})


def _stage(request: SignedInRequest, form: SurveyUploadForm) -> SurveyImport:
    file = form.cleaned_data["file"]
    content = file.read()
    year = form.cleaned_data["school_year"]
    table = read_table(content, file.name)
    if not table.lines:
        raise UnreadableFile("There is no row below the headings. Export the survey again once parents have answered.")
    hints = roll_hints(year)
    proposal = remembered(table, hints) or proposed(table, hints)
    return stage_survey(
        table=table,
        proposal=proposal,
        school_year=year,
        file_name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        by=request.user,
    )


def _fetch(request: SignedInRequest, public_id: UUID) -> SurveyImport:
    visible = SurveyImport.objects.visible_to(request.user).select_related("staged", "applied_by", "uploaded_by")
    return get_object_or_404(visible, public_id=public_id)


@require_safe
@requires(Permission.CONSENT_IMPORT)
def import_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Where a load stands: its next step while it is open, what it brought once it is settled."""
    survey = _fetch(request, public_id)
    if survey.status == Status.UPLOADED:
        return redirect("consent:mapping", survey.public_id)
    if survey.status == Status.PREVIEWED:
        return redirect("consent:preview", survey.public_id)
    if survey.status in (Status.READING, Status.FAILED):
        return render(request, "consent/import_progress.html", {"survey": survey, "steps": STEPS})
    waiting = survey.entries.filter(status="open")
    context = {
        "survey": survey,
        "questions": survey.questions.select_related("purpose"),
        "waiting": waiting.filter(kind="entry").count(),
        "comments": waiting.filter(kind="comment").count(),
    }
    return render(request, "consent/import_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_IMPORT)
def mapping_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = _fetch(request, public_id)
    if survey.status not in (Status.UPLOADED, Status.PREVIEWED, Status.FAILED):
        return redirect("consent:import", survey.public_id)
    table, proposal = held_table(survey), held_mapping(survey)
    purposes = list(Purpose.objects.active_on(timezone.localdate()))
    page = MappingForms(
        proposal, samples_of(table, proposal), purposes, request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and page.is_valid(known_slugs()) and page.mapping:
        try:
            survey = confirm_mapping(survey=survey, table=table, mapping=page.mapping, by=request.user)
            return _to_preview(survey)
        except (ConsentFault, MappingFault) as fault:
            page.fault = str(fault)
    context = {"survey": survey, "page": page, "steps": STEPS, "lines": len(table.lines), "table": table}
    return render(request, "consent/mapping_edit.html", context)


def _to_preview(survey: SurveyImport) -> HttpResponse:
    """On to the preview: at once, or, for a long file, by way of the worker."""
    if not is_long(survey):
        return redirect("consent:preview", survey.public_id)
    begin_reading(survey=survey)
    prepare_survey.enqueue(survey.pk)
    return redirect("consent:import", survey.public_id)


@require_safe
@requires(Permission.CONSENT_IMPORT)
def preview(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = _fetch(request, public_id)
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
    comments = list(zip(shown.comments, form.choices(), strict=True))
    context = {"survey": survey, "preview": shown, "comments": comments, "form": form, "steps": STEPS}
    return render(request, "consent/preview.html", context, status=status)


@require_POST
@requires(Permission.CONSENT_IMPORT)
def confirmation_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Save what the preview showed. If the pupil list or the answers changed meanwhile, the preview comes again."""
    survey = _fetch(request, public_id)
    if survey.status != Status.PREVIEWED:
        return redirect("consent:import", survey.public_id)
    plan = _plan(request, survey)
    if plan is None:
        return redirect("consent:mapping", survey.public_id)
    form = PreviewForm(request.POST, plan=plan)
    if not form.is_valid():
        return _preview_page(request, survey, plan, form)
    try:
        apply_survey(
            survey=survey,
            table=held_table(survey),
            plan=plan,
            by=request.user,
            accepted_changes=form.cleaned_data.get("accepted_changes"),
            read_comments=form.read_comments(),
        )
    except TooManyChanges as fault:
        form.add_error(None, str(fault))
        return _preview_page(request, survey, plan, form)
    except ConsentFault as fault:
        messages.error(request, str(fault))
        return redirect("consent:import", survey.public_id)
    messages.success(request, f"Saved: {plan.difference.new_values['yes']} new yes for {survey}.")
    return redirect("consent:import", survey.public_id)


@require_POST
@requires(Permission.CONSENT_IMPORT)
def cancellation_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = _fetch(request, public_id)
    try:
        cancel_survey(survey=survey, by=request.user)
        messages.success(request, "Nothing was saved, and the file is no longer held.")
    except ConsentFault as fault:
        messages.error(request, str(fault))
    return redirect("consent:imports")


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_IMPORT)
def undoing_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = _fetch(request, public_id)
    if request.method == "POST":
        try:
            undo_import(survey=survey, by=request.user)
            messages.success(request, f"{survey} is taken back. Nothing it brought counts any longer.")
        except ConsentFault as fault:
            messages.error(request, str(fault))
        return redirect("consent:import", survey.public_id)
    return render(request, "consent/undoing.html", {"survey": survey})
