"""Names of somebody destroyed go from the cases that remain: at once, or when a case does not need them any more."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from audit.erasing import belonging, erase, rewrite
from audit.models import Verb
from audit.recorder import record
from incidents import evidence_store
from incidents.case_periods import needs_names
from incidents.models import BreachPupil, Case, CasePerson, EvidenceFile, TimelineEntry, WaitingBlackout
from incidents.search import index_case, settle
from people.actions.erasing import accounts_going
from people.disposal import Erased
from people.models import Pupil, User
from people.sealing import seal, unseal
from people.sweeping import black_out, columns_of, rows_of
from people.tracing import Finder, Traces, among, forms

from .entries import add_entry
from .locking import touch
from .verbs import verb_of

SAID = "Names of somebody whose records were destroyed were blacked out. Look through the pictures and PDFs."
# A record of a data breach is no part of the case that it came out of; nor is what somebody asked about their data.
APART = ("incidents.DataBreach.incident", "incidents.DataRequest.about_case", "incidents.BundlePart.case")
OF_A_CASE: tuple[tuple[type[Model], str], ...] = ((Case, "pk"), *belonging(Case, APART))


def tables_of_cases() -> Iterator[tuple[type[Model], str]]:
    """Every table with words of a case, and the way to it."""
    return ((model, way) for model, way in OF_A_CASE if columns_of(model))


def black_out_person(erased: Erased) -> None:
    """Black out what leads to them in every case of which they were a part, or that names them. It is recorded in each,
    which is found by those names no more. The link to the row that goes is cut."""
    person = _person(erased.record)
    linked = set(CasePerson.objects.filter(person).values_list("case", flat=True))
    whole = Finder(erased.traces.whole)
    named = {_case_of(row, way) for model, way in tables_of_cases() for row in rows_of(model, whole)}
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    for case in held.filter(pk__in=linked | named).order_by("pk"):
        if needs_names(case, until_due=erased.keeps_names):
            WaitingBlackout.objects.create(
                case=case, sealed=seal(erased.traces.as_text()), is_linked=case.pk in linked,
                until_due=erased.keeps_names,
            )  # fmt: skip
        else:
            black_out_case(case, erased.traces, is_linked=case.pk in linked, by=erased.by)
    if isinstance(erased.record, Pupil):
        CasePerson.objects.filter(pupil=erased.record).update(pupil=None)
        erase(BreachPupil.objects.filter(pupil=erased.record))
    settle()


def _person(someone: Pupil | User) -> Q:
    """Where they are linked: a child, and the parents whose accounts go with it; or an account."""
    if isinstance(someone, User):
        return Q(user=someone)
    return Q(pupil=someone) | Q(user__in=list(accounts_going(someone)))


def _case_of(row: Model, way: str) -> int:
    found: int = type(row)._base_manager.filter(pk=row.pk).values_list(way, flat=True)[0]
    return found


def black_out_case(case: Case, traces: Traces, *, is_linked: bool, by: User | None) -> None:
    """Write blocks over them in every text of a held case. Where they are a part of it, over single names too,
    as far as nobody else in it has them."""
    phrases = among(traces, _others(case, traces)) if is_linked else traces.whole
    finder = Finder(phrases)
    rows = 0
    for model, way in tables_of_cases():
        for row in rows_of(model, finder, among=Q(**{way: case.pk})):
            rows += black_out(row, finder)
    rows += _end_files(case, finder, by)
    if not rows:
        return
    held = Case.objects.get(pk=case.pk)
    touch(held)
    index_case(held)
    add_entry(held, TimelineEntry.Kind.EVENT, SAID, by=by)
    record(verb_of(held, "blacked_out"), target=held, by=by, places=rows)


def _others(case: Case, traces: Traces) -> list[str]:
    """The names in a case that are of somebody else: of those who are in it, deal with it, or wrote in it."""
    finder = Finder(traces.whole | {form for one in traces.parts if " " in one for form in forms(one)})
    people = [one.name for one in case.people.all()]
    users = {entry.by for entry in case.timeline.select_related("by") if entry.by}
    users |= {one.user for one in case.assignments.select_related("user")}
    return [name for name in (*people, *map(str, users)) if not finder.stands_in(name)]


def _end_files(case: Case, finder: Finder, by: User | None) -> int:
    """Files in which it can be read: their bytes go, the row stays and says so. Pictures cannot be read."""
    ended = 0
    for file in EvidenceFile.objects.filter(case=case, destroyed_at=None):
        if not finder.stands_in(_text_of(file)):
            continue
        now = timezone.now()
        rewrite(file, sealed_at=file.sealed_at or now, destroyed_at=now)
        transaction.on_commit(partial(evidence_store.take_away, file.kept_as), robust=True)
        record(Verb.EVIDENCE_DESTROYED, target=case, by=by)
        ended += 1
    return ended


def _text_of(file: EvidenceFile) -> str:
    if not file.content_type.startswith(("text/", "application/pdf")):
        return ""
    try:
        return evidence_store.read(file.kept_as).decode("utf-8", "replace")
    except OSError:  # it is gone already
        return ""


@transaction.atomic
def black_out_waiting() -> int:
    """Black out what waited, in cases that do not need it any more. By the worker. Returns in how many cases."""
    ended = 0
    for row in WaitingBlackout.objects.select_related("case").order_by("pk"):
        if needs_names(row.case, until_due=row.until_due):
            continue
        case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=row.case_id)
        black_out_case(case, Traces.from_text(unseal(bytes(row.sealed))), is_linked=row.is_linked, by=None)
        erase(WaitingBlackout.objects.filter(pk=row.pk))
        ended += 1
    if ended:
        settle()
        record(Verb.NAMES_GONE, target=None, by=None, cases_done=ended)
    return ended
