"""Many incidents at once: the list, what is looked for in it, the list as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.exporting import record_export
from incidents.asked import MOST_CHARACTERS, keep_search, tidy
from incidents.exporting import TYPES, file_name, write
from incidents.filters import CaseFilter
from incidents.finding import SEARCH, Found, begins_list, find, nothing_asked
from incidents.models import State
from incidents.paging import MOST_COUNTED, Page, light, page_of, queue_and_page
from incidents.relations import Act
from incidents.rows import rows_of
from incidents.sorts import Sort
from people.calendar import school_calendar
from people.drawn import all_drawn
from people.http import SignedInRequest
from people.permissions import Permission, proved_again, requires
from people.settings import read_for

from .drawn_filter import fields_of

QUEUE = 10
ROW = "incidents/_row.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_list(request: SignedInRequest) -> HttpResponse:
    """The incidents that a person deals with, the new ones first; what is looked for is sent, never in an address."""
    if request.method == "POST":
        return redirect(_address(request))
    begins = begins_list(request.GET, CaseFilter)
    found = nothing_asked() if begins else find(request.GET, request.user, request.session)
    newer, older = request.GET.get("newer", ""), request.GET.get("older", "")
    if not (found.is_narrowed or newer or older):  # a search that is lost shows all, the new ones too
        queue, page = queue_and_page(Sort.INCIDENT, request.user, QUEUE)
    else:
        rest = found.cases if found.is_narrowed else found.cases.exclude(state=State.NEW)
        queue, page = [], page_of(rest, light, newer=newer, older=older, counted=not found.is_wide)
    context = {"most": MOST_COUNTED, "most_characters": MOST_CHARACTERS, **_shown(request, found, queue, page)}
    response = render(request, "incidents/incident_list.html", context, status=200 if found.filter.is_valid() else 400)
    if "HX-Request" in request.headers:  # the address in the browser names what was chosen, not every empty field
        response["HX-Push-Url"] = _narrowed_address(context["narrowed"])
    return response


def _narrowed_address(narrowed: str) -> str:
    return f"{reverse('incidents:incidents')}{'?' if narrowed else ''}{narrowed}"


def _address(request: SignedInRequest) -> str:
    """The list narrowed as it is, with the key of what was sent to look for."""
    narrowed = {name: value for name, value in request.GET.items() if name not in {SEARCH, "older", "newer"}}
    asked = tidy(request.POST.get("words", ""))
    if asked:
        narrowed[SEARCH] = keep_search(request.session, asked)
    return _narrowed_address(urlencode(narrowed))


def _shown(request: SignedInRequest, found: Found, queue: list[Any], page: Page) -> dict[str, Any]:
    today = timezone.localdate()
    rows = rows_of([*queue, *page.cases], school_calendar(today, read_for(request)), today)
    dropped = {"older", "newer", SEARCH} if found.is_lost else {"older", "newer"}
    address = {name: value for name, value in request.GET.items() if name not in dropped and value}
    return {
        "found": found,
        "filter": found.filter,
        "fields": fields_of(found.filter),
        "queue": all_drawn(ROW, rows[: len(queue)]),
        "queue_shown": len(queue),
        "queue_total": queue[0].total if queue else 0,
        "rows": all_drawn(ROW, rows[len(queue) :]),
        "page": page,
        "search_key": request.GET.get(SEARCH, "") if found.asked else "",
        "narrowed": urlencode(address),
    }


@require_POST
@proved_again
@requires(Permission.INCIDENT_LEAD)
def incidents_file(request: SignedInRequest) -> HttpResponse | FileResponse:
    """What the list shows now, as .csv or .xlsx, as far as this person may take it with them. Recorded, with how many
    there are, before it is sent. Where the list would say that it cannot be narrowed so, the list is shown."""
    form, now = "xlsx" if request.POST.get("form") == "xlsx" else "csv", timezone.localtime()
    found = find(request.GET, request.user, request.session, Act.EXPORT)
    if found.is_lost or not found.filter.is_valid():
        return redirect(f"{reverse('incidents:incidents')}?{request.GET.urlencode()}")
    written = write(found.cases, form, now, request.user)
    record_export(form=form, rows=written.rows, by=request.user)
    name = file_name(form, now, request.user)
    return FileResponse(written.file, as_attachment=True, filename=name, content_type=TYPES[form])
