"""The school's calendar: the dates of this year and the next, bank holidays, the times of lessons."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.calendar import DatesRefused, SameDates, YearIsPast, save_dates, set_lesson_times
from people.calendar import YEARS_AHEAD, YEARS_BACK, bank_holidays, calendar_gaps, entered_years, lesson_times
from people.calendar_years import dates_of, editable_years, proposed_dates
from people.forms import LessonTimesForm, YearDatesForm, as_initial
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.school_year import first_day, label, last_day

MOST_PAST = 5


@require_safe
@requires(Permission.CALENDAR_EDIT)
def calendar(request: SignedInRequest) -> HttpResponse:
    """This year and the two after it, what is missing, and the years that are over."""
    today = timezone.localdate()
    editable = editable_years(today)
    past = [year for year in entered_years() if year < editable[0]][:MOST_PAST]
    context = {
        "gaps": calendar_gaps(today),
        "years": [_shown(year) for year in editable],
        "past": [_shown(year) for year in past],
        "lessons": lesson_times(),
    }
    return render(request, "people/calendar.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
def calendar_year(request: SignedInRequest, year: int) -> HttpResponse:
    """The dates of one school year, to be changed; those of a year that is not entered as a proposal."""
    form = dates_form(request, year)
    if form.is_valid() and save_form(request, form):
        return redirect("people:calendar")
    return render(request, "people/calendar_year.html", dates_context(form, year))


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
def lesson_times_edit(request: SignedInRequest) -> HttpResponse:
    form = LessonTimesForm.of(lesson_times(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        if set_lesson_times(**form.cleaned_data, by=request.user):
            messages.success(request, "The times of lessons are saved.")
        return redirect("people:calendar")
    return render(request, "people/lesson_times.html", {"form": form})


def dates_form(request: SignedInRequest, year: int) -> YearDatesForm:
    """The form of a year that may be changed, as sent, else as saved or proposed. Raises Http404 for another year."""
    if year not in editable_years(timezone.localdate()):
        raise Http404
    if request.method == "POST":
        return YearDatesForm(request.POST, school_year=year)
    dates = dates_of(year) or proposed_dates(year)
    initial = as_initial(dates) if dates else {"starts_on": first_day(year)}
    return YearDatesForm(initial=initial, school_year=year)


def save_form(request: SignedInRequest, form: YearDatesForm) -> bool:
    """Save the dates. False where they cannot be so: then the form says why."""
    try:
        save_dates(dates=form.dates(), by=request.user)
    except DatesRefused as refused:
        form.show(refused.faults)
        return False
    except SameDates as same:
        messages.info(request, str(same))
    except YearIsPast as past:
        messages.error(request, str(past))
    else:
        messages.success(request, f"The dates of {label(form.school_year)} are saved.")
    return True


def dates_context(form: YearDatesForm, year: int) -> dict[str, object]:
    """What the page of a year's dates shows beside the form."""
    is_saved = year in entered_years()
    return {
        "form": form,
        "year": year,
        "year_label": label(year),
        "is_saved": is_saved,
        "is_proposed": not is_saved and proposed_dates(year) is not None,
        "before": label(year - 1),
        "holidays": _holidays(year),
    }


def _shown(year: int) -> dict[str, object]:
    return {"year": year, "label": label(year), "dates": dates_of(year)}


def _holidays(year: int) -> list[tuple[dt.date, str]]:
    """The bank holidays within a school year."""
    found = bank_holidays(year - YEARS_BACK, year + YEARS_AHEAD)
    return [(day, name) for day, name in found.items() if first_day(year) <= day <= last_day(year)]
