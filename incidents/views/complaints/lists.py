"""Many complaints at once: the list, the register as a file, totals for governors."""

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.actions.exporting import record_register_export
from incidents.asked import MOST_CHARACTERS, keep_search, tidy
from incidents.complaint_figures import confidential_totals, totals
from incidents.complaint_filters import ComplaintFilter
from incidents.complaint_finding import FoundComplaints, find_complaints, nothing_asked_of_complaints
from incidents.complaint_register import REGISTER, write_register
from incidents.complaint_rows import complaint_rows, listed
from incidents.exporting import TYPES, file_name
from incidents.finding import SEARCH, begins_list
from incidents.models import State
from incidents.paging import MOST_COUNTED, Page, page_of, queue_and_page, with_complaint
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.views.drawn_filter import fields_of
from people.calendar import school_calendar
from people.drawn import all_drawn
from people.http import SignedInRequest
from people.models import SchoolYear
from people.permissions import Permission, proved_again, requires
from people.roles import Role
from people.school_year import first_day, label, last_day
from people.settings import read_for

QUEUE = 10
ROW = "incidents/complaints/_row.html"
CHIPS = (
    ("Open", {"progress": "open"}),
    ("Overdue", {"due": "overdue"}),
    ("Due in 2 school days", {"due": "soon"}),
    ("Given to me", {"mine": "me"}),
    ("Stage 1", {"stage": "one"}),
    ("Stage 2", {"stage": "two"}),
    ("Answered", {"progress": "answered"}),
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.COMPLAINT_READ)
def complaint_list(request: SignedInRequest) -> HttpResponse:
    """The complaints that a person deals with, the new ones first; what is looked for is sent, never in an address."""
    if request.method == "POST":
        return redirect(_address(request))
    begins = begins_list(request.GET, ComplaintFilter)
    found = nothing_asked_of_complaints() if begins else find_complaints(request.GET, request.user, request.session)
    newer, older = request.GET.get("newer", ""), request.GET.get("older", "")
    if not (found.is_narrowed or newer or older):  # a search that is lost shows all, the new ones too
        queue, page = queue_and_page(Sort.COMPLAINT, request.user, QUEUE)
    else:
        rest = found.cases if found.is_narrowed else found.cases.exclude(state=State.NEW)
        queue, page = [], page_of(rest, with_complaint, newer=newer, older=older, counted=not found.is_wide)
    context = {"most": MOST_COUNTED, "most_characters": MOST_CHARACTERS, **_shown(request, found, queue, page)}
    status = 200 if found.filter.is_valid() else 400
    return render(request, "incidents/complaints/list.html", context, status=status)


def _address(request: SignedInRequest) -> str:
    """The list narrowed as it is, with the key of what was sent to look for."""
    narrowed = {name: value for name, value in request.GET.items() if name not in {SEARCH, "older", "newer"}}
    asked = tidy(request.POST.get("words", ""))
    if asked:
        narrowed[SEARCH] = keep_search(request.session, asked)
    return f"{reverse('incidents:complaints')}{'?' if narrowed else ''}{urlencode(narrowed)}"


def _shown(request: SignedInRequest, found: FoundComplaints, queue: list[Any], page: Page) -> dict[str, Any]:
    today = timezone.localdate()
    rows = listed(complaint_rows([*queue, *page.cases], school_calendar(today, read_for(request)), today))
    dropped = {"older", "newer", SEARCH} if found.is_lost else {"older", "newer"}
    address = {name: value for name, value in request.GET.items() if name not in dropped and value}
    return {
        "found": found,
        "filter": found.filter,
        "fields": fields_of(found.filter),
        "chips": [(words, urlencode(chosen), found.filter.chosen == chosen) for words, chosen in CHIPS],
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
@requires(Permission.COMPLAINT_LEAD)
def complaints_file(request: SignedInRequest) -> HttpResponse | FileResponse:
    """The register of what the list shows now, as .csv or .xlsx: for the head those with the head, for the clerk those
    about the head and the board's. Recorded before it is sent. Whoever may list one may take its line along."""
    form, now = "xlsx" if request.POST.get("form") == "xlsx" else "csv", timezone.localtime()
    found = find_complaints(request.GET, request.user, request.session, Act.LIST)
    if found.is_lost or not found.filter.is_valid():
        return redirect(f"{reverse('incidents:complaints')}?{request.GET.urlencode()}")
    written = write_register(found.cases, form, now, request.user)
    record_register_export(form=form, rows=written.rows, by=request.user)
    name = file_name(form, now, request.user, REGISTER)
    return FileResponse(written.file, as_attachment=True, filename=name, content_type=TYPES[form])


@require_safe
@requires(Permission.COMPLAINT_FIGURES)
def complaint_figures(request: SignedInRequest) -> HttpResponse:
    """Totals of this school year and the last: for the headteacher what they answer, for the clerk what they keep.
    Governors get theirs in the reports, where no small number is found by subtraction."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    spans = [(label(one), first_day(one), last_day(one)) for one in (year, year - 1)]
    is_head = Role.HEAD in request.user.roles
    years = [
        (name, totals(first, last) if is_head else None, confidential_totals(request.user, first, last))
        for name, first, last in spans
    ]
    return render(request, "incidents/complaints/figures.html", {"years": years})
