"""Loading a survey, the first two steps: choose year and file, match the questions."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from consent.actions import begin_reading, confirm_mapping, hold_file_again, receive_survey, stage_survey
from consent.faults import ConsentFault
from consent.forms.mapping import MappingForms
from consent.forms.upload import SameFileForm, SurveyUploadForm
from consent.held import LONG_BYTES, held_mapping, held_table, is_long
from consent.jobs import open_survey, prepare_survey
from consent.loading import UnreadableFile, known_slugs, read_table
from consent.models import Purpose, SurveyImport
from consent.opening import open_table
from consent.samples import samples_of
from consent.survey.mapping import MappingFault
from people.http import SignedInRequest
from people.permissions import Permission, requires

STEPS = ["Choose year and file", "Match the questions", "Look before saving", "Save"]
BLOBS = ("staged__content", "staged__table", "staged__judged")
Status = SurveyImport.Status


def fetch_load(request: SignedInRequest, public_id: UUID) -> SurveyImport:
    """The load, if the person may see it. What it holds is fetched only where it is looked at."""
    visible = SurveyImport.objects.visible_to(request.user).select_related("staged", "applied_by", "uploaded_by")
    return get_object_or_404(visible.defer(*BLOBS), public_id=public_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_IMPORT)
def import_create(request: SignedInRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = SurveyUploadForm(
        request.POST if posted else None, request.FILES if posted else None, today=timezone.localdate()
    )
    if posted and form.is_valid():
        try:
            return redirect(_take(request, form.cleaned_data["file"], form.cleaned_data["school_year"]))
        except (UnreadableFile, ConsentFault, MappingFault) as fault:
            form.add_error("file", str(fault))
    return render(request, "consent/import_create.html", {"form": form, "steps": STEPS})


def _take(request: SignedInRequest, file: UploadedFile, year: int) -> SurveyImport:
    """Open a short file at once; leave a long one to the worker, so that nobody waits on a blank page."""
    content, name = file.read(), file.name or ""
    sha256 = hashlib.sha256(content).hexdigest()
    if len(content) > LONG_BYTES:
        survey = receive_survey(content=content, school_year=year, file_name=name, sha256=sha256, by=request.user)
        open_survey.enqueue(survey.pk)
        return survey
    table, proposal = open_table(content, name, year)
    return stage_survey(
        table=table, proposal=proposal, school_year=year, file_name=name, sha256=sha256, by=request.user
    )


@require_POST
@requires(Permission.CONSENT_IMPORT)
def file_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The same file once more, for columns that were left out of it."""
    survey = fetch_load(request, public_id)
    form = SameFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["file"])))
        return redirect("consent:mapping", survey.public_id)
    content = form.cleaned_data["file"].read()
    try:
        table = read_table(content, survey.file_name)
        hold_file_again(survey=survey, table=table, sha256=hashlib.sha256(content).hexdigest(), by=request.user)
        messages.success(request, "The whole file is held again. Say what is in the columns you want back.")
    except (UnreadableFile, ConsentFault) as fault:
        messages.error(request, str(fault))
    return redirect("consent:mapping", survey.public_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_IMPORT)
def mapping_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    survey = fetch_load(request, public_id)
    if survey.status not in (Status.UPLOADED, Status.PREVIEWED, Status.FAILED):
        return redirect("consent:import", survey.public_id)
    if survey.staged.table is None:  # a long file that could not be opened
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
    context["again"] = SameFileForm()
    return render(request, "consent/mapping_edit.html", context)


def _to_preview(survey: SurveyImport) -> HttpResponse:
    """On to the preview: at once, or, for a long file, by way of the worker."""
    if not is_long(survey):
        return redirect("consent:preview", survey.public_id)
    begin_reading(survey=survey)
    prepare_survey.enqueue(survey.pk)
    return redirect("consent:import", survey.public_id)
