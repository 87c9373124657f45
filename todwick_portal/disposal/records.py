"""The record of destruction: what remains, as a page and as a file."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.exporting import AT_ONCE, TYPES, Sheet, file_name, write_cells
from incidents.newest import newest
from people.actions.disposal import record_export
from people.http import SignedInRequest
from people.models import DestructionRecord
from people.permissions import Permission, proved_again, requires
from people.roles import Role

from .kinds import BY_SLUG

FILE = Sheet(
    "Record of destruction",
    (
        "reference", "kind", "what", "time_counted_from", "due_on", "kept_for_months", "source", "ground", "reason",
        "what_went", "asked_on", "asked_by", "asked_as", "destroyed_on", "confirmed_by", "confirmed_as",
    ),
)  # fmt: skip
ERASED = "somebody whose account is gone"


@require_safe
@requires(Permission.DISPOSAL_OPEN)
def record_list(request: SignedInRequest) -> HttpResponse:
    """What was destroyed, the newest first."""
    records = DestructionRecord.objects.visible_to(request.user).select_related("asked_by", "confirmed_by")
    found, older = newest(records, "confirmed_at", request.GET.get("older", ""))
    rows = [(one, _kind(one), Role(one.asked_as).label, Role(one.confirmed_as).label) for one in found]
    return render(request, "disposal/records.html", {"rows": rows, "older": older})


def _kind(one: DestructionRecord) -> str:
    return BY_SLUG[one.kind].noun if one.kind in BY_SLUG else one.kind


@require_POST
@proved_again
@requires(Permission.DISPOSAL_OPEN)
def record_file(request: SignedInRequest) -> HttpResponseBase:
    """All of it as a file that a spreadsheet opens."""
    records = DestructionRecord.objects.visible_to(request.user).select_related("asked_by", "confirmed_by")
    now = timezone.localtime()
    written = write_cells(_cells(records), FILE, "csv", now, request.user)
    record_export(rows=written.rows, by=request.user)
    name = file_name("csv", now, request.user, FILE)
    return FileResponse(written.file, as_attachment=True, filename=name, content_type=TYPES["csv"])


def _cells(records: QuerySet[DestructionRecord]) -> Iterator[tuple[str, ...]]:
    for one in records.iterator(chunk_size=AT_ONCE):
        yield (
            one.reference, _kind(one), one.described, _day(one.counted_from), _day(one.due_on), str(one.months or ""),
            one.source, one.get_ground_display(), one.reason, "; ".join(one.went),
            f"{timezone.localtime(one.asked_at):%Y-%m-%d %H:%M}", str(one.asked_by or ERASED),
            one.get_asked_as_display(), f"{timezone.localtime(one.confirmed_at):%Y-%m-%d %H:%M}",
            str(one.confirmed_by or ERASED), one.get_confirmed_as_display(),
        )  # fmt: skip


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
