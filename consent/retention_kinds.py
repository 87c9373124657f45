"""The kinds of record of photo permission, beside what hangs on a pupil."""

from django.db.models import QuerySet

from people.disposal import NO_FIGURE, Kind, Went
from people.models import KeepOrder, Pupil
from people.retention_kinds import by_uuid, nobody, of_two
from people.tracing import Finder, Traces, of_one_name

from .actions.erasing import erase_photo_request, erase_record, requests_going
from .models import PhotoRequest, RemovalList, SurveyImport

OVER = (
    SurveyImport.Status.APPLIED, SurveyImport.Status.UNDONE, SurveyImport.Status.CANCELLED, SurveyImport.Status.FAILED,
)  # fmt: skip


def loads_without_answers() -> QuerySet[SurveyImport]:
    """Loads on which no child's answer rests any more: taken back, never saved, or their children are gone."""
    return SurveyImport.objects.filter(responses=None, status__in=OVER)


def still_to_do(pupil: Pupil, traces: Traces) -> list[str]:
    """What keeps a child's record from being destroyed: the proof is needed until the pictures are out of use."""
    found = []
    if PhotoRequest.objects.filter(holds__pupil=pupil, handled_at=None).exists():
        found.append("A request about pictures of the child is open. Answer it first.")
    if RemovalList.objects.open().filter(pupil=pupil).exists():
        found.append("Pictures of the child are still to be removed.")
    going = requests_going(pupil, Finder(traces.whole))
    if KeepOrder.objects.in_force().filter(kind="photo-request", record__in=going).exists():
        found.append("A request about pictures that would go too is to be kept.")
    return found


def _of_load(load: SurveyImport) -> list[Went]:
    entries = load.entries.count()
    return [Went(entries, "row that somebody sorted out", "rows that somebody sorted out")] if entries else []


def _of_request(request: PhotoRequest) -> Traces:
    """Whoever asked, at the address they gave: no reason says it."""
    return of_one_name("", addresses=[request.reach_by] if "@" in request.reach_by else [])


LOADS: Kind = of_two(
    "survey", nobody, label="Survey files and loads without answers", noun="Load of a survey", model=SurveyImport,
    rows=loads_without_answers, counts_from="uploaded_at", is_moment=True, counted="the day it was loaded", months=24,
    is_known=False, source=f"{NO_FIGURE} The file goes when it is saved, after 14 days at the latest; a load with "
    "answers is kept as long as the children.",
    key=by_uuid, reference=lambda load: f"S-{load.public_id.hex[:8].upper()}",
    described=lambda load: f"{load.get_kind_display()}, {load.year_label}", goes=_of_load,
    in_list=lambda load: f"{load.get_kind_display()}, {load.year_label}",
    stays=("How its questions were understood, for the next file with the same headings.",), parts=(erase_record,),
)  # fmt: skip
REQUESTS: Kind = of_two(
    "photo-request", nobody, label="Requests about pictures", noun="Request about a picture", model=PhotoRequest,
    rows=lambda: PhotoRequest.objects.exclude(handled_at=None), counts_from="handled_at", is_moment=True,
    counted="the day it was answered", months=24, is_known=False,
    source=f"{NO_FIGURE} Two years let the school show that it took a picture down when it was asked.",
    key=by_uuid, reference=lambda request: request.reference, described=lambda request: request.get_kind_display(),
    in_list=lambda request: request.get_kind_display(), goes=lambda request: (),
    stays=("What the answer to it changed about permission: it hangs on the child.",),
    parts=(erase_photo_request,), traces=_of_request, names=lambda request: (request.child_name, request.asked_by),
)  # fmt: skip
KINDS = (LOADS, REQUESTS)
