"""The pages of upkeep: how the portal is doing, its backups and drills, where a copy lies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.upkeep import CannotBeSo, note_copy
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import Key, read_for
from policies.papers.front import file_name
from policies.views.papers import for_one
from todwick_portal.trail.length import may_know_length

from .backups_page import backups_page
from .forms import CopyForm
from .paper import TITLE, paper_of_backups, result
from .state import FINE, WRONG, signs


@require_safe
@requires(Permission.UPKEEP_VIEW)
def state(request: SignedInRequest) -> HttpResponse:
    """Everything that is looked at, what is not in order first."""
    found = signs(timezone.now())
    context = {
        "signs": found,
        "wrong": [sign for sign in found if sign.state == WRONG],
        "to_see_to": [sign for sign in found if sign.state not in {WRONG, FINE}],
        "now": timezone.now(),
    }
    return render(request, "upkeep/state.html", context)


@require_safe
@requires(Permission.UPKEEP_VIEW)
def backups(request: SignedInRequest) -> HttpResponse:
    """The last backup, where the copies lie, and the last drills: to be shown to governors."""
    page, in_full = backups_page(timezone.now()), may_know_length(request.user)
    drills = [(drill, result(drill, in_full)) for drill in page.drills]
    return render(request, "upkeep/backups.html", {"page": page, "drills": drills, "in_full": in_full})


@require_safe
@requires(Permission.UPKEEP_VIEW)
def backups_pdf(request: SignedInRequest) -> HttpResponse:
    """The same as tagged PDF."""
    now = timezone.now()
    school = read_for(request)[Key.SCHOOL_NAME]
    paper = paper_of_backups(backups_page(now), school=school, in_full=may_know_length(request.user))
    return for_one(request, paper, file_name(TITLE, f"{timezone.localdate(now):%Y-%m-%d}"))


@require_http_methods(["GET", "POST"])
@requires(Permission.UPKEEP_NOTE)
def copy_create(request: SignedInRequest) -> HttpResponse:
    """I looked at a copy: which, where it is, of which day its newest archive is."""
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            note_copy(**form.cleaned_data, by=request.user)
            messages.success(request, "Noted: you looked at this copy today.")
            return redirect("upkeep:backups")
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "upkeep/copy_create.html", {"form": form})
