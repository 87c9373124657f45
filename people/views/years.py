"""A new school year, step by step: its dates, where the classes go, who teaches them, a look before saving."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.years import (
    YearBegun,
    YearChanged,
    YearNotReady,
    YearStands,
    can_be_taken_back,
    keep_choices,
    start_year,
    take_year_back,
)
from people.forms import MovesForm, TeachersForm
from people.http import SignedInRequest
from people.models import NewYear
from people.new_year import (
    begins_on,
    dates_are_entered,
    groups_of,
    plan_year,
    possible_teachers,
    proposed_choices,
    teachers_now,
    year_to_prepare,
)
from people.permissions import Permission, requires
from people.school_year import label
from people.year_choices import Choices

from .calendar import dates_context, dates_form, save_form
from .year_preview import lines_of

STEPS = ["Dates", "Classes", "Class teachers", "Look before saving"]


@require_safe
@requires(Permission.CALENDAR_EDIT)
def years(request: SignedInRequest) -> HttpResponse:
    """The year that comes next, what it will bring, and those prepared before."""
    today = timezone.localdate()
    year = year_to_prepare(today)
    coming = NewYear.objects.filter(school_year=year).first()
    prepared = NewYear.objects.filter(status=NewYear.Status.PREPARED).select_related("by")
    context = {
        "year": year,
        "year_label": label(year),
        "before": label(year - 1),
        "starts_on": begins_on(year),
        "coming": coming,
        "can_take_back": coming is not None and can_be_taken_back(coming, today),
        "prepared": [(new, begins_on(new.school_year)) for new in prepared],
    }
    return render(request, "people/years.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
def year_dates(request: SignedInRequest, year: int) -> HttpResponse:
    """Step 1: the same page of dates as the calendar's."""
    _only_the_next(year)
    form = dates_form(request, year)
    if form.is_valid() and save_form(request, form):
        return redirect("people:year-classes", year)
    return render(request, "people/year_dates.html", {**dates_context(form, year), "steps": STEPS})


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
def year_classes(request: SignedInRequest, year: int) -> HttpResponse:
    """Step 2: where the children of each class go."""
    _only_the_next(year)
    groups = groups_of(year)
    chosen = Choices.of(NewYear.objects.filter(school_year=year).first())
    shown = chosen if chosen.moves else proposed_choices(year, groups)
    form = MovesForm(request.POST if request.method == "POST" else None, groups=groups, choices=shown)
    if form.is_valid() and _keep(request, year, form.chosen(chosen)):
        return redirect("people:year-teachers", year)
    context = {"form": form, "year": year, "year_label": label(year), "before": label(year - 1), "steps": STEPS}
    return render(request, "people/year_classes.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
def year_teachers(request: SignedInRequest, year: int) -> HttpResponse:
    """Step 3: who teaches which class, as far as it is known, and when the new answers are expected."""
    _only_the_next(year)
    new = NewYear.objects.filter(school_year=year).first()
    chosen = Choices.of(new)
    if not chosen.codes:
        return redirect("people:year-classes", year)
    proposed = {} if chosen.teachers else teachers_now(year, timezone.localdate())
    form = TeachersForm(
        request.POST if request.method == "POST" else None,
        choices=chosen,
        teachers=possible_teachers(begins_on(year)),
        proposed=proposed,
    )
    if form.is_valid() and _keep(request, year, form.chosen(chosen)):
        return redirect("people:year-preview", year)
    context = {"form": form, "year": year, "year_label": label(year), "steps": STEPS}
    return render(request, "people/year_teachers.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
def year_preview(request: SignedInRequest, year: int) -> HttpResponse:
    """Step 4: everything that would change, and the button that saves it."""
    new = NewYear.objects.filter(school_year=year).first()
    if request.method == "POST" and _start(request, year):
        return redirect("people:years")
    _only_the_next(year)
    plan = plan_year(year, Choices.of(new))
    context = {
        "plan": plan,
        "lines": lines_of(plan),
        "year": year,
        "year_label": label(year),
        "before": label(year - 1),
        "has_dates": dates_are_entered(year),
        "is_prepared": new is not None and new.is_prepared,
        "steps": STEPS,
    }
    return render(request, "people/year_preview.html", context)


@require_POST
@requires(Permission.CALENDAR_EDIT)
def year_taking_back(request: SignedInRequest, year: int) -> HttpResponse:
    new = get_object_or_404(NewYear, school_year=year)
    try:
        take_year_back(new=new, by=request.user)
        messages.success(request, f"{new} is taken back. The classes are as they were; what you chose is kept.")
    except (YearNotReady, YearBegun) as fault:
        messages.info(request, str(fault))
    return redirect("people:years")


def _only_the_next(year: int) -> None:
    if year != year_to_prepare(timezone.localdate()):
        raise Http404


def _keep(request: SignedInRequest, year: int, choices: Choices) -> bool:
    try:
        keep_choices(school_year=year, choices=choices, by=request.user)
    except (YearNotReady, YearStands) as fault:
        messages.info(request, str(fault))
        return False
    return True


def _start(request: SignedInRequest, year: int) -> bool:
    """True where the year stands afterwards, by this button or one pressed before."""
    try:
        plan = start_year(school_year=year, seen=request.POST.get("seen", ""), by=request.user)
    except YearStands as fault:
        messages.info(request, str(fault))
    except (YearNotReady, YearChanged) as fault:
        messages.error(request, str(fault))
        return False
    else:
        said = f"{label(year)} is prepared: {plan.moving} children move up, {len(plan.leaving)} leave."
        messages.success(request, said)
    return True
