"""Paper answers: thirty children in three minutes."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions import record_paper_answers
from consent.actions.paper import PaperAnswers
from consent.court_orders import barred_among
from consent.faults import AlreadySaved, ConsentFault
from consent.forms.paper import PaperForm, PaperRowForm
from consent.models import Purpose
from consent.turning import TurnsToYes
from people.http import SignedInRequest
from people.models import Pupil, SchoolClass, SchoolYear
from people.permissions import Permission, requires

ChoiceWidgets = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@require_safe
@requires(Permission.CONSENT_CORRECT)
def paper_classes(request: SignedInRequest) -> HttpResponse:
    """The classes of this school year, to choose whose paper answers are entered (requirements 1.3)."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    classes = sorted(SchoolClass.objects.filter(school_year=year), key=lambda one: one.school_order)
    return render(request, "consent/paper_classes.html", {"classes": classes})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def paper_create(request: SignedInRequest, code: str) -> HttpResponse:
    """A class down, what the paper asked across; what becomes a yes is looked at first (requirements 1.3)."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    school_class = SchoolClass.objects.filter(school_year=year, code=code).first()
    if school_class is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    purposes = list(Purpose.objects.active_on(today))
    pupils = (
        Pupil.objects.visible_to(request.user).on_roll_on(today).in_class(school_class, today)
        .prefetch_related("contacts").order_by("legal_forename", "legal_surname")
    )  # fmt: skip
    form = PaperForm(posted, purposes=purposes)
    rows = _rows(posted, pupils, purposes)
    valid = posted is not None and _are_valid(form, rows)
    if valid and _record(request, form, rows, purposes, year):
        return redirect("consent:class", school_class.code)
    context = {"school_class": school_class, "form": form, "rows": rows, "faults": _faults(form, rows)}
    return render(request, "consent/paper_create.html", context)


def _rows(posted: QueryDict | None, pupils: Iterable[Pupil], purposes: list[Purpose]) -> list[PaperRowForm]:
    """A line for each child. Beside a contact under a court order stands whom to ask before a yes."""
    barred = {contact.pk for contact in barred_among(one for pupil in pupils for one in pupil.contacts.all())}
    return [
        PaperRowForm(posted, prefix=pupil.public_id.hex, pupil=pupil, purposes=purposes, barred=barred)
        for pupil in pupils
    ]


def _are_valid(form: PaperForm, rows: list[PaperRowForm]) -> bool:
    checked = [form.is_valid(), *(row.is_valid() for row in rows)]  # all of them: every fault at once
    used = any(row.is_valid() and row.cleaned_data["every"] for row in rows)
    if used and not form.cleaned_data.get("asked") and "asked" not in form.errors:
        form.add_error("asked", "Tick what the paper asks about: “Yes to all” and “No to all” mean these places.")
    return all(checked) and form.is_valid()


def _faults(form: PaperForm, rows: list[PaperRowForm]) -> list[tuple[str, str]]:
    """(id of the field, message) of everything that is missing, in the order of the page."""
    found = []
    for one in (form, *rows):
        for name, said in one.errors.items():
            grouped = name in one.fields and isinstance(one.fields[name].widget, ChoiceWidgets)
            target = one[name].auto_id if name in one.fields and not one.fields[name].widget.is_hidden else ""
            found += [(f"{target}_0" if grouped else target, str(message)) for message in said]
    return found


def _record(
    request: SignedInRequest, form: PaperForm, rows: list[PaperRowForm], purposes: list[Purpose], year: int
) -> bool:
    """Keep the page. False where it is to be looked at again: it says why, and everything typed stands there."""
    answered = _answered(form, rows)
    try:
        _keep(request, form, answered, purposes, year)
    except TurnsToYes as fault:
        form.ask_about(fault)
        return False
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        if isinstance(fault, AlreadySaved):
            form.take_new_token()
        return False
    saved = "one child" if len(answered) == 1 else f"{len(answered)} children"
    messages.success(request, f"Saved: answers for {saved}.")
    return True


def _answered(form: PaperForm, rows: list[PaperRowForm]) -> list[PaperAnswers]:
    """The lines on which something is chosen."""
    said = [(row, row.answers(row.cleaned_data, form.cleaned_data["asked"])) for row in rows]
    return [
        PaperAnswers(row.pupil, row.contacts[row.cleaned_data["contact"]], answers) for row, answers in said if answers
    ]


def _keep(
    request: SignedInRequest, form: PaperForm, answered: list[PaperAnswers], purposes: list[Purpose], year: int
) -> None:
    asked = {slug for row in answered for slug in row.answers}
    record_paper_answers(
        rows=answered, school_year=year, answered_on=form.cleaned_data["answered_on"],
        source=form.cleaned_data["source"], asked=[purpose for purpose in purposes if purpose.slug in asked],
        by=request.user, token=form.cleaned_data["token"], accepted=form.cleaned_data["accepted"],
    )  # fmt: skip
