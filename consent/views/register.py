"""The register as a file, and the survey to write."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from consent.actions import record_export
from consent.exporting import HEADINGS, TYPES, Download, register_rows
from consent.nowhere import nowhere
from consent.questions import ABOUT_CHILD, ABOUT_PARENT, ANSWERS, survey_questions
from consent.register import register_on
from people.http import SignedInRequest
from people.models import SchoolYear
from people.permissions import Permission, proved_again, requires


def sent_as(request: SignedInRequest) -> str:
    """Which kind of file was asked for."""
    return "xlsx" if request.POST.get("form") == "xlsx" else "csv"


def file_of(download: Download, form: str) -> HttpResponse:
    """The download as the browser keeps it."""
    response = HttpResponse(download.content(form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{download.file_name(form)}"'
    return response


@require_POST
@proved_again
@requires(Permission.CONSENT_EXPORT)
def register_download(request: SignedInRequest) -> HttpResponse:
    """The permission register of this school year as of today, as .csv or .xlsx, marked with who took it and when.

    Recorded before it is sent.
    """
    form, now = sent_as(request), timezone.localtime()
    year = SchoolYear.objects.year_on(now.date())
    rows = list(register_rows(year, now.date()))
    record_export(school_year=year, form=form, rows=len(rows), by=request.user)
    name = f"photo-permission-{year}"
    return file_of(Download(f"Permissions {year}", HEADINGS, rows, name, request.user, now), form)


@require_safe
@requires(Permission.CONSENT_IMPORT)
def questions(request: SignedInRequest) -> HttpResponse:
    """The survey to write. Nobody is asked about a place where nothing goes out; the page says which and why."""
    register = register_on([], timezone.localdate())
    purposes = [purpose for purpose in register.purposes if register.goes_out(purpose)]
    context = {
        "left_out": nowhere(register, register.purposes),
        "about_parent": ABOUT_PARENT,
        "about_child": ABOUT_CHILD,
        "questions": survey_questions(purposes),
        "answers": ANSWERS,
    }
    return render(request, "consent/questions.html", context)
