"""Paper answers: thirty children in three minutes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions import record_paper_answers
from consent.actions.paper import PaperAnswers
from consent.faults import AlreadySaved, ConsentFault
from consent.forms.paper import PaperForm, PaperRowForm
from consent.models import Purpose
from people.http import SignedInRequest
from people.models import Pupil, SchoolClass, SchoolYear
from people.permissions import Permission, requires


@require_safe
@requires(Permission.CONSENT_CORRECT)
def paper_classes(request: SignedInRequest) -> HttpResponse:
    year = SchoolYear.objects.year_on(timezone.localdate())
    return render(request, "consent/paper_classes.html", {"classes": SchoolClass.objects.filter(school_year=year)})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def paper_create(request: SignedInRequest, code: str) -> HttpResponse:
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
    form = PaperForm(posted)
    rows = [PaperRowForm(posted, prefix=pupil.public_id.hex, pupil=pupil, purposes=purposes) for pupil in pupils]
    checked = [form.is_valid(), *(row.is_valid() for row in rows)]  # all of them: every fault at once
    valid = posted is not None and all(checked)
    if valid and _record(request, form, rows, purposes, year):
        return redirect("consent:class", school_class.code)
    context = {"school_class": school_class, "form": form, "rows": rows, "purposes": purposes}
    return render(request, "consent/paper_create.html", context)


def _record(
    request: SignedInRequest, form: PaperForm, rows: list[PaperRowForm], purposes: list[Purpose], year: int
) -> bool:
    answered = [
        PaperAnswers(row.pupil, row.contacts[row.cleaned_data["contact"]], answers)
        for row in rows
        if (answers := row.answers(row.cleaned_data))
    ]
    asked = {slug for row in answered for slug in row.answers}
    try:
        record_paper_answers(
            rows=answered,
            school_year=year,
            answered_on=form.cleaned_data["answered_on"],
            source=form.cleaned_data["source"],
            asked=[purpose for purpose in purposes if purpose.slug in asked],
            by=request.user,
            token=form.cleaned_data["token"],
        )
    except AlreadySaved as fault:
        form.add_error(None, str(fault))
        form.take_new_token()
        return False
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, f"Saved: answers for {len(answered)} children.")
    return True
