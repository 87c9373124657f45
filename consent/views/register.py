"""The register as a file, and the survey to write."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from consent.actions import record_export
from consent.exporting import as_csv, as_xlsx, default_day, register_rows
from consent.nowhere import nowhere
from consent.questions import ABOUT_CHILD, ABOUT_PARENT, ANSWERS, survey_questions
from consent.register import register_on
from people.http import SignedInRequest
from people.models import SchoolYear
from people.permissions import Permission, proved_again, requires

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_POST
@proved_again
@requires(Permission.CONSENT_EXPORT)
def register_download(request: SignedInRequest) -> HttpResponse:
    """The permission register of this school year as of today, as .csv or .xlsx. Recorded before it is sent."""
    form = "xlsx" if request.POST.get("form") == "xlsx" else "csv"
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    rows = list(register_rows(year, default_day(year, today)))
    content = as_xlsx(iter(rows), f"Permissions {year}") if form == "xlsx" else as_csv(iter(rows)).encode("utf-8-sig")
    record_export(school_year=year, form=form, rows=len(rows), by=request.user)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="photo-permission-{year}-{today:%Y-%m-%d}.{form}"'
    return response


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
