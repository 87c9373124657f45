"""The list of data breaches, and as a file."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.actions.exporting import record_breach_export
from incidents.breach_list import REGISTER, BreachFilter, page_of_breaches, write_breaches
from incidents.exporting import TYPES, file_name
from incidents.models import DataBreach
from people.http import SignedInRequest
from people.permissions import Permission, proved_again, requires
from people.roles import Role


@require_safe
@requires(Permission.DATA_BREACH)
def breach_list(request: SignedInRequest) -> HttpResponse:
    """Every data breach that this person may read, newest first."""
    narrowed = BreachFilter(request.GET, queryset=DataBreach.objects.visible_to(request.user))
    page = page_of_breaches(narrowed.qs, request.GET.get("older", ""), timezone.now())
    context = {"filter": narrowed, "page": page, "narrowed": urlencode(narrowed.chosen)}
    context["is_chairs"] = not request.user.roles & {Role.HEAD, Role.DPO}
    status = 200 if narrowed.is_valid() else 400
    return render(request, "incidents/breaches/list.html", context, status=status)


@require_POST
@proved_again
@requires(Permission.DATA_BREACH)
def breaches_file(request: SignedInRequest) -> HttpResponse | FileResponse:
    """What the list shows now, as .csv or .xlsx. Recorded, with how many there are, before it is sent."""
    form, now = "xlsx" if request.POST.get("form") == "xlsx" else "csv", timezone.localtime()
    narrowed = BreachFilter(request.GET, queryset=DataBreach.objects.visible_to(request.user))
    if not narrowed.is_valid():
        return redirect(f"{reverse('incidents:breaches')}?{request.GET.urlencode()}")
    written = write_breaches(narrowed.qs, form, now, request.user)
    record_breach_export(form=form, rows=written.rows, by=request.user)
    name = file_name(form, now, request.user, REGISTER)
    return FileResponse(written.file, as_attachment=True, filename=name, content_type=TYPES[form])
