"""Who has read a policy and who has not; whom the school asks; signed sheets; the list as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, proved_again, requires
from policies.actions.acknowledging import record_signed_sheet
from policies.actions.exporting import record_export
from policies.actions.reading_faults import AlreadySaid, NothingToDo, NotInForce, TooSoon, WrongDate
from policies.actions.reminding import remind_readers, remindable_from, set_duties
from policies.forms.reading import DutiesForm, SignedSheetForm
from policies.models import Policy
from policies.readers import readers_of, sheets_of
from policies.reading_figures import figures_of
from policies.reading_register import as_csv, register_rows
from policies.words import Audience

from .fetching import standing_or_404


@require_safe
@requires(Permission.POLICY_ACKNOWLEDGED_FIGURES)
def acknowledgements(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who has not, by audience, for head and safeguarding lead; numbers alone for governors, under five hidden.

    As many queries for one person as for a hundred.
    """
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    standing, today = standing_or_404(policy), timezone.localdate()
    readers = readers_of(policy, today)
    context: dict[str, Any] = {"policy": policy, "version": standing.version, "figures": figures_of(readers)}
    if request.user.has_perm(Permission.POLICY_ACKNOWLEDGED_NAMES):
        left = [reader for reader in readers if reader.is_open]
        context |= {
            "left": sorted(left, key=lambda reader: reader.due_on),
            "late": {reader.user.pk for reader in left if reader.is_late_on(today)},
            "cannot": [reader for reader in readers if reader.cannot],
            "agreed": [reader for reader in readers if reader.agreed],
            "sheets": sheets_of(standing, today),
            "last": standing.version.reminders.select_related("by").first(),
            "again": remindable_from(standing.version, timezone.now()),
        }
    return render(request, "policies/acknowledgements.html", context)


@require_POST
@requires(Permission.POLICY_REMIND)
def reminder(request: SignedInRequest, slug: str) -> HttpResponse:
    """One mail to each who has not. At most once a week for a version."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    try:
        sent = remind_readers(version=standing_or_404(policy).version, by=request.user)
        people = "1 person" if sent.people == 1 else f"{sent.people} people"
        messages.success(request, f"A reminder is on its way to {people}.")
    except (TooSoon, NothingToDo) as fault:
        messages.info(request, str(fault))
    return redirect("policies:acknowledgements", slug)


@require_POST
@proved_again
@requires(Permission.POLICY_ACKNOWLEDGED_NAMES)
def register(request: SignedInRequest, slug: str) -> HttpResponse:
    """The list as .csv, its name saying who took it and when. Recorded before it is sent."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    standing, now = standing_or_404(policy), timezone.localtime()
    rows = list(register_rows(standing.version, readers_of(policy, now.date()), sheets_of(standing, now.date())))
    record_export(version=standing.version, form="csv", rows=len(rows), by=request.user)
    response = HttpResponse(as_csv(rows).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = slugify(f"{policy.slug} read by {now:%Y-%m-%d-%H%M} {request.user}")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.POLICY_REMIND)
def readers(request: SignedInRequest, slug: str) -> HttpResponse:
    """Whom the school asks to read it. Nobody is asked before the head has said so here."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    kept = {duty.audience: duty for duty in policy.duties.all()}
    form = DutiesForm(request.POST if request.method == "POST" else None, kept=kept)
    if form.is_valid():
        try:
            set_duties(policy=policy, wanted=form.wanted, by=request.user)
            messages.success(request, "Saved. Whoever is asked finds it on the start page.")
        except NothingToDo as fault:
            messages.info(request, str(fault))
        return redirect("policies:acknowledgements", slug)
    return render(request, "policies/readers.html", {"policy": policy, "form": form, "is_new": not kept})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.POLICY_SHEET_RECORD)
def signed_sheet(request: SignedInRequest, slug: str) -> HttpResponse:
    """A sheet signed by somebody without an account, such as a parent who helps."""
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    version = standing_or_404(policy).version
    form = SignedSheetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            kept = record_signed_sheet(
                version=version, person=data["person"], audience=Audience(data["audience"]),
                signed_on=data["signed_on"], by=request.user,
            )  # fmt: skip
            messages.success(request, f"The sheet signed by {kept.person} is recorded.")
            return redirect("policies:signed-sheet", slug)
        except WrongDate as fault:
            form.add_error("signed_on", str(fault))
        except (AlreadySaid, NotInForce) as fault:
            form.add_error("person", str(fault))
    return render(request, "policies/signed_sheet.html", {"policy": policy, "version": version, "form": form})
