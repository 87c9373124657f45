"""A bundle is put together, frozen, fetched and let go."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import acting_as, record
from incidents import evidence_store
from incidents.data_request_mails import tell_asker, tell_of_parts
from incidents.models import BundlePart, DataBundle, DataRequest, DataRequestEntry
from incidents.rights.barred import barred_asker
from incidents.rights.files import shut_in
from incidents.rights.leading import leads, may_check, may_fetch, may_fetch_own
from incidents.rights.part_page import may_say_handed
from incidents.rights.writing import Written, write_beside, write_bundle
from people.models import User
from people.settings import Key, number, read_all

from .bundle_ends import end_bundles
from .bundle_files import FilesShut, enclosed_in, hold_enclosed
from .bundle_parts import PartMoved, locked_part
from .data_request_rules import BARRED, refuse, take_over
from .data_requests import locked_request
from .faults import NotAllowed, WrongState

GONE = "The file is there no longer."
WENT_BACK = (
    "Not put together: a file that was to go along was sealed, destroyed or damaged since its part was checked. The "
    "part went back to those who look through it, and they read which file it is. Press the button again once it is "
    "checked."
)
NOT_CHECKED = "Not every part is checked yet. Those for whom one waits can be reminded."


def make_bundle(*, request: DataRequest, by: User) -> DataBundle:
    """Put the checked parts together and freeze them: what goes to the person from here on does not change. The file is
    written first, its row after it. A part with a file that cannot go any more goes back to those who prepare it.
    Raises NotAllowed, WrongState; NoPaper, NotKept where it could not be written."""
    if not leads(by, request):
        raise NotAllowed
    parts = _checked(request)
    try:
        files = enclosed_in(parts)
    except FilesShut as fault:
        _back_to_preparers(request, fault.said, by)
        raise WrongState(WENT_BACK) from None
    own = read_all()
    made = write_bundle(request, parts, own[Key.SCHOOL_NAME], files)
    with evidence_store.written([made.content]) as names, transaction.atomic():
        held = locked_request(request, by)
        if not leads(by, held):
            raise NotAllowed
        if [(one.pk, one.revision) for one in _checked(held)] != [(one.pk, one.revision) for one in parts]:
            raise WrongState("A part changed meanwhile. Press the button again.")
        hold_enclosed(parts)
        bundle = _kept(held, made, names[0], by, number(own, Key.BUNDLE_DAYS))
        entry = DataRequestEntry.Kind.READY
        DataRequestEntry.objects.create(request=held, kind=entry, by=by, said={"sha256": bundle.sha256})
        take_over(held, entry, {})
        held.revision += 1
        held.save()
        tell_asker(held, "ready")
        record(Verb.RIGHTS_BUNDLE_MADE, target=held, by=by, sha256=bundle.sha256)
    return bundle


@transaction.atomic
def _back_to_preparers(request: DataRequest, said: dict[int, str], by: User) -> None:
    """A checked part is nobody's to change: those with a file that was sealed since are looked through again. Which
    file it is stands on the part, for those who may read it and not for whoever leads the request."""
    held = locked_request(request, by)
    _checked(held)
    rows = BundlePart.objects.select_for_update(of=("self",), no_key=True).select_related("request", "case", "breach")
    parts = list(rows.filter(request=held, pk__in=said).order_by("pk"))
    for part in parts:
        part.released_by = part.released_at = part.checked_by = part.checked_at = None
        part.second_role = ""
        part.sent_back_why = f"{said[part.pk]} since this part was checked. Leave it out, then release the part."[:300]
        part.revision += 1
        part.save()
        record(Verb.RIGHTS_PART_SENT_BACK, target=part, by=by)
    tell_of_parts(held, "sent_back", parts)


def _may_go(request: DataRequest) -> None:
    """Raise WrongState where whoever asks gets nothing (any more), whatever was gathered before."""
    if not request.is_open:
        raise WrongState(f"{request.reference} is over. Nothing goes out any more.")
    if barred_asker(request):
        raise WrongState(BARRED)


def _checked(request: DataRequest) -> list[BundlePart]:
    """The parts that go together, all checked. Raises WrongState."""
    _may_go(request)
    if request.bundles.filter(part=None).exists():
        raise WrongState("The bundle is put together already.")
    parts = list(request.parts.filter(is_apart=False).select_related("case", "breach", "request").order_by("pk"))
    if not parts:
        raise WrongState("Nothing is gathered yet.")
    if any(part.checked_at is None for part in parts):
        raise WrongState(NOT_CHECKED)
    return parts


def _kept(
    held: DataRequest, made: Written, name: str, by: User, days: int, part: BundlePart | None = None
) -> DataBundle:
    return DataBundle.objects.create(
        request=held, part=part, kept_as=name, size_bytes=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(), facts=made.facts, made_by=by,
        goes_at=timezone.now() + dt.timedelta(days=days),
    )  # fmt: skip


def check_part(*, part: BundlePart, by: User, revision: int | None = None) -> BundlePart:
    """The second person has seen the final text, and it may go: as it stood at `revision` on their page. A part that is
    handed over apart is frozen with that. Raises NotAllowed, WrongState, PartMoved, FilesShut; NoPaper, NotKept."""
    if not part.is_apart:
        with transaction.atomic():
            return _check(part, by, revision)
    own = read_all()
    made = write_bundle(part.request, [part], own[Key.SCHOOL_NAME], enclosed_in([part]))
    with evidence_store.written([made.content]) as names, transaction.atomic():
        held = _check(part, by, revision)
        _kept(held.request, made, names[0], by, number(own, Key.BUNDLE_DAYS), held)
    return held


def _check(part: BundlePart, by: User, revision: int | None) -> BundlePart:
    held = locked_part(part, by)
    if not may_check(by, held):
        raise NotAllowed
    _may_go(held.request)
    if held.revision != part.revision or (revision is not None and revision != held.revision):
        raise PartMoved
    said = shut_in([held], hold=True)
    if said:
        raise FilesShut(said)
    held.checked_by, held.checked_at = by, timezone.now()
    held.revision += 1
    held.save()
    record(Verb.RIGHTS_PART_CHECKED, target=held, by=by)
    return held


@transaction.atomic
def fetch_bundle(*, bundle: DataBundle, by: User) -> bytes:
    """The file, for whoever asked or whoever hands it over. Each time is recorded. Raises NotAllowed, WrongState."""
    rows = DataBundle.objects.select_for_update(of=("self",), no_key=True).select_related("request", "part__case")
    held = rows.get(pk=bundle.pk)
    is_own = may_fetch_own(by, held.request)
    if not is_own and not may_fetch(by, held):
        raise NotAllowed
    if not held.is_there:
        raise WrongState(GONE)
    try:
        content = evidence_store.read(held.kept_as)
    except FileNotFoundError:
        raise WrongState(GONE) from None
    if is_own and held.fetched_at is None:
        held.fetched_at = timezone.now()
        held.save(update_fields=["fetched_at"])
    record(Verb.RIGHTS_BUNDLE_FETCHED, target=held.part or held.request, by=by, own=is_own)
    return content


@transaction.atomic
def say_handed_apart(*, part: BundlePart, said: Mapping[str, Any], form_key: UUID, by: User) -> DataRequestEntry:
    """Say on which day, how and to whom a part went that is handed over apart; also once the request is over. Whoever
    leads the request learns nothing of it: only those who may look through the part read it, the request counts no
    change, and it is recorded with the part. Sent twice with one form it is said once. Raises NotAllowed, WrongState,
    CannotBeSo."""
    request = DataRequest.objects.select_for_update(no_key=True).get(pk=part.request_id)
    held = BundlePart.objects.readable_by(by).select_related("request", "case", "breach").filter(pk=part.pk).first()
    if held is None or not may_say_handed(by, held):
        raise NotAllowed
    kind = DataRequestEntry.Kind.HANDED_APART
    known = DataRequestEntry.objects.filter(form_key=form_key).first()
    if known:
        if known.part_id != held.pk:
            raise WrongState("This form was sent already, for something else. Open the page again.")
        return known
    refuse(request, kind, said)
    kept = {name: said[name] for name in ("on", "how", "to")}
    entry = DataRequestEntry.objects.create(request=request, part=held, kind=kind, said=kept, by=by, form_key=form_key)
    record(Verb.RIGHTS_ADDED, target=held, by=by, part=str(kind))
    return entry


@transaction.atomic
def fetch_beside(*, bundle: DataBundle, by: User) -> bytes:
    """What goes beside the bundle, as it stands now: mails about cases and deeds in cases. Only for whoever asked about
    themselves, signed in: who leads the request may be in such a case. Recorded. Raises NotAllowed, WrongState,
    NoPaper."""
    request = bundle.request
    if bundle.part_id or request.about_user_id != by.pk or not may_fetch_own(by, request):
        raise NotAllowed
    if not bundle.is_there:
        raise WrongState(GONE)
    record(Verb.RIGHTS_BUNDLE_FETCHED, target=request, by=by, own=True)
    return write_beside(request, read_all()[Key.SCHOOL_NAME])


@transaction.atomic
def let_bundles_go(now: dt.datetime) -> int:
    """Take away the files whose days are over, with the parts they were made of. Returns how many. By the worker."""
    due = DataBundle.objects.filter(gone_at=None, goes_at__lte=now)
    held = list(due.select_for_update(of=("self",), no_key=True).select_related("request", "part").order_by("pk"))
    with acting_as(Actor.WORKER):
        end_bundles(held, now, None)
    return len(held)
