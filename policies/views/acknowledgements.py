"""Who has read a policy and who has not; whom the school asks; signed sheets; the list as a file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.http import SignedInRequest
from people.permissions import Permission, proved_again, requires
from policies.actions.acknowledging import record_signed_sheet
from policies.actions.exporting import record_export
from policies.actions.reading_faults import AlreadySaid, NothingToDo, NotInForce, TooSoon, WrongDate
from policies.actions.reminding import remind_readers, set_duties
from policies.forms.reading import DutiesForm, SignedSheetForm
from policies.models import Policy, PolicyVersion
from policies.models.states import PUBLIC
from policies.readers import readers_of
from policies.reading_figures import figures_of
from policies.reading_notices import remindable
from policies.reading_register import as_csv, register_rows
from policies.said import also_said, said_of, sheets_of
from policies.words import Audience

from .fetching import standing_or_404


@require_safe
@requires(Permission.POLICY_ACKNOWLEDGED_FIGURES)
def acknowledgements(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who has not, by audience, for head and safeguarding lead; numbers alone for governors, under five hidden.

    With `?version=1` everything that was said to one version, for those who may read the names.
    As many queries for one person as for a hundred.
    """
    if "version" in request.GET:
        return _of_one_version(request, slug)
    policy = get_object_or_404(Policy.objects.published(), slug=slug)
    standing, today = standing_or_404(policy), timezone.localdate()
    readers = readers_of(policy, today)
    context: dict[str, Any] = {"policy": policy, "version": standing.version, "figures": figures_of(readers, today)}
    if request.user.has_perm(Permission.POLICY_ACKNOWLEDGED_NAMES):
        left = sorted((reader for reader in readers if reader.is_open), key=lambda reader: reader.due_on)
        found = remindable(policy, left, today)
        context |= {
            "left": [(reader, found.told.get(reader.user.pk), reader.is_late_on(today)) for reader in left],
            "cannot": [reader for reader in readers if reader.cannot],
            "agreed": [reader for reader in readers if reader.agreed],
            "sheets": sheets_of(standing, today),
            "others": also_said(standing, readers),
            "earlier": policy.versions.filter(acknowledgements__isnull=False)
            .exclude(pk=standing.version.pk)
            .distinct(),
            "last": found.last,
            "remindable": found,
        }
    return render(request, "policies/acknowledgements.html", context)


@require_POST
@requires(Permission.POLICY_REMIND)
def reminder(request: SignedInRequest, slug: str) -> HttpResponse:
    """One mail to each who has not and had none this week. At most once a week for a version."""
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
    """The list as .csv, its name saying who took it and when; of an earlier version where one is named. Recorded
    before it is sent."""
    now = timezone.localtime()
    if "version" in request.POST:
        version = _stood(slug, request.POST["version"])
        rows = list(register_rows(version, (), said_of(version)))
    else:
        policy = get_object_or_404(Policy.objects.published(), slug=slug)
        standing, readers = standing_or_404(policy), readers_of(policy, now.date())
        others = [*also_said(standing, readers), *sheets_of(standing, now.date())]
        version = standing.version
        rows = list(register_rows(version, readers, others))
    record_export(version=version, form="csv", rows=len(rows), by=request.user)
    response = HttpResponse(as_csv(rows).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    which = f" version {version.number}" if "version" in request.POST else ""
    name = slugify(f"{slug}{which} read by {now:%Y-%m-%d-%H%M} {request.user}")
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
    context = {"policy": policy, "version": version, "form": form, "site_url": settings.SITE_URL}
    return render(request, "policies/signed_sheet.html", context)


def _of_one_version(request: SignedInRequest, slug: str) -> HttpResponse:
    """The register of a version, whatever became of it since: the evidence of what was agreed to then (A7)."""
    if not request.user.has_perm(Permission.POLICY_ACKNOWLEDGED_NAMES):
        raise Http404
    version = _stood(slug, request.GET["version"])
    context = {"policy": version.policy, "version": version, "said": said_of(version)}
    return render(request, "policies/acknowledgements_version.html", context)


def _stood(slug: str, number: str) -> PolicyVersion:
    """A version that was published once, by its number as it was typed."""
    versions = PolicyVersion.objects.filter(status__in=PUBLIC, policy__slug=slug).select_related("policy")
    found = next((version for version in versions if str(version.number) == number), None)
    if found is None:
        raise Http404
    return found
