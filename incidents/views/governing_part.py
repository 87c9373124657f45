"""The confidential part of a report: the clerk adds it, and the chair what is about the clerk too; governors read it,
nobody who leads or works in the school."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.governing import Named, add_part
from incidents.forms.governing import PartForm
from incidents.governing.confidential import LINE, complaints_about_head
from incidents.governing.sealing import in_fours
from incidents.governing.shown import Shown
from incidents.models import ConfidentialPart, GovernorsReport
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.roles import Role

from .fetching import sent


@require_safe
@requires(Permission.REPORT_CONFIDENTIAL)
def part_detail(request: SignedInRequest, key: str) -> HttpResponse:
    """What was added about the headteacher, for the governors alone."""
    report = _released_or_404(request, key)
    parts = get_list_or_404(ConfidentialPart.objects.visible_to(request.user), report=report)
    told = [(part, in_fours(part.digest)) for part in parts]
    context = {"report": report, "told": told, "shown": Shown(report.said)}
    return render(request, "incidents/governing/part.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_CONFIDENTIAL_ADD)
def part_create(request: SignedInRequest, key: str) -> HttpResponse:
    """It is added, once for each report by each who may. For anybody else of those who might there is no such page."""
    report = _released_or_404(request, key)
    if not GovernorsReport.objects.open_to_part(request.user).filter(pk=report.pk).exists():
        parts = ConfidentialPart.objects.visible_to(request.user)
        get_list_or_404(parts, report=report, is_beside_clerk=Role.CLERK not in request.user.roles)
        return redirect("incidents:confidential-part", report.key)
    form = PartForm(sent(request))
    if form.is_valid():
        try:
            add_part(report=report, words=form.cleaned_data["words"], by=request.user)
        except NotAllowed:
            raise Http404 from None
        except Named as fault:
            for leak in fault.leaks:
                form.add_error("words", leak.said)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
        except WrongState:
            return redirect("incidents:confidential-part", report.key)
        else:
            messages.success(request, "Added. The governors can read it; the headteacher cannot.")
            return redirect("incidents:confidential-part", report.key)
    is_clerk = Role.CLERK in request.user.roles
    line = (LINE, complaints_about_head(report, request.user)) if is_clerk else None
    context = {"form": form, "report": report, "shown": Shown(report.said), "line": line}
    return render(request, "incidents/governing/part_new.html", context, status=400 if form.errors else 200)


def _released_or_404(request: SignedInRequest, key: str) -> GovernorsReport:
    return get_object_or_404(GovernorsReport.objects.visible_to(request.user).known_as(key))
