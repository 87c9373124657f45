"""Recorded checks: one is made on the check page, then it has a page and a code, and a place in a list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions.checks import record_check
from consent.class_lists import class_lists
from consent.compared import Compared, compare
from consent.faults import ConsentFault
from consent.filters import CheckFilter
from consent.forms.checks import RecordForm
from consent.models import PostHanding, RecordedCheck
from people.http import SignedInRequest
from people.models import SchoolYear
from people.permissions import Permission, Zone, requires
from people.settings import read_for

from .check import asked_of
from .check_context import context_of

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def check_create(request: SignedInRequest) -> HttpResponse:
    """Record the answer that was shown. Where it is another by now, the check page comes back and says so."""
    if request.method != "POST":
        return redirect("consent:check")
    check = _recorded(request)
    if check is None:
        context = context_of(asked_of(request), read_for(request)) | {"not_recorded": True}
        return render(request, "consent/check.html", context, status=409)
    if check.verdict == RecordedCheck.Verdict.NOT_ALL:
        messages.warning(request, f"Recorded as {check}. Not all of these children have permission.")
    else:
        messages.success(request, f"Recorded as {check}.")
    return redirect(check)


def _recorded(request: SignedInRequest) -> RecordedCheck | None:
    """The record, or None where what was sent is no answer of now."""
    asked, form = asked_of(request), RecordForm(request.POST)
    if asked.use is None or asked.who.unknown or not form.is_valid():
        return None
    try:
        return record_check(pupils=asked.who.pupils, use=asked.use, by=request.user, **form.cleaned_data)
    except ConsentFault:
        return None


@require_safe
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def check_list(request: SignedInRequest) -> HttpResponse:
    """One's own checks; for office, head and safeguarding lead everybody's, with who recorded each."""
    checks = RecordedCheck.objects.visible_to(request.user).select_related("destination", "recorded_by").with_count()
    narrowed = CheckFilter(request.GET, queryset=checks)
    context = {
        "filter": narrowed,
        "page": Paginator(narrowed.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "in_full": request.user.has_perm(Permission.CONSENT_RECORD_VIEW),
    }
    return render(request, "consent/check_list.html", context, status=200 if narrowed.is_valid() else 400)


@require_safe
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def check_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One check as it was recorded, and beside it what holds now."""
    checks = RecordedCheck.objects.visible_to(request.user).select_related(
        "destination",
        "account",
        "recorded_by",
        "post",
        "rule_version__rule",
        "rule_version__version__policy",
        "account_rule_version__rule",
        "account_rule_version__version__policy",
    )
    check = get_object_or_404(checks, public_id=public_id)
    in_full = request.user.has_perm(Permission.CONSENT_RECORD_VIEW)
    day, today = timezone.localdate(check.recorded_at), timezone.localdate()
    compared = compare(check, day, today, in_full=in_full)
    context = {
        "check": check, "compared": compared, "in_full": in_full, "now": timezone.localtime(),
        "list_age": (day - check.list_updated_on).days if check.list_updated_on else None,
        "post": getattr(check, "post", None),
        "handing": PostHanding.objects.waiting().filter(check_record=check).select_related("holder").first(),
        **_asking_again(request, check, compared),
    }  # fmt: skip
    return render(request, "consent/check_detail.html", context)


def _asking_again(request: SignedInRequest, check: RecordedCheck, compared: Compared) -> dict[str, Any]:
    """The same question as an address of the check page, with those of the children who are on today's list."""
    today = timezone.localdate()
    lists = class_lists(request.user, today, SchoolYear.objects.year_on(today))
    wanted = {line.pupil.pk for line in compared.lines}
    return {"handles": [handle for handle, pupil in lists.handles().items() if pupil.pk in wanted]}
