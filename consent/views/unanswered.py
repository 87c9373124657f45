"""Who has not answered, and the list as a file for the next survey mail."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from consent.actions.exports import record_non_answers
from consent.class_lists import class_lists
from consent.exporting import NON_ANSWER_HEADINGS, Download, non_answer_rows
from consent.filters import ClassFilter
from consent.unanswered import NonAnswers, non_answers_on
from people.http import SignedInRequest
from people.models import Pupil, SchoolYear
from people.permissions import Permission, proved_again, requires

from .register import file_of, sent_as


@require_safe
@requires(Permission.CONSENT_RECORD_VIEW)
def non_answers(request: SignedInRequest) -> HttpResponse:
    """By class, each child whose family has left something unanswered, with the parents who could answer."""
    found, chosen = _found(request, request.GET)
    year = SchoolYear(starts_in=found.school_year)
    return render(request, "consent/non_answers.html", {"found": found, "filter": chosen, "year": year})


@require_POST
@proved_again
@requires(Permission.CONSENT_EXPORT)
def non_answers_download(request: SignedInRequest) -> HttpResponse:
    """The same children as .csv or .xlsx, a row for each parent. Recorded before it is sent."""
    found, chosen = _found(request, request.POST)
    form, rows = sent_as(request), list(non_answer_rows(found.families))
    record_non_answers(school_year=found.school_year, form=form, children=found.chased, rows=len(rows), by=request.user)
    name = f"not-answered {chosen.chosen}"
    download = Download("Not answered", NON_ANSWER_HEADINGS, rows, name, request.user, timezone.localtime())
    return file_of(download, form)


def _found(request: SignedInRequest, sent: QueryDict) -> tuple[NonAnswers, ClassFilter]:
    """The list narrowed as asked. Raises Http404 for a class that today does not have."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    lists = class_lists(request.user, today, year)
    chosen = ClassFilter(sent, queryset=Pupil.objects.visible_to(request.user).on_roll_on(today), lists=lists)
    if not chosen.form.is_valid():
        raise Http404("no such class")
    return non_answers_on(lists, today, year, chosen.qs, chosen.chosen), chosen
