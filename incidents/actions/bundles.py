"""A bundle is put together, frozen, fetched and let go."""

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import acting_as, record
from incidents import evidence_store
from incidents.data_request_mails import tell_asker
from incidents.models import BundlePart, DataBundle, DataRequest, DataRequestEntry
from incidents.rights.barred import barred_asker
from incidents.rights.leading import leads, may_check, may_fetch, may_fetch_own
from incidents.rights.writing import Written, write_beside, write_bundle
from people.models import User
from people.settings import Key, number, read_all

from .bundle_ends import end_bundle
from .bundle_parts import PartMoved, locked_part
from .data_request_rules import BARRED, take_over
from .data_requests import locked_request
from .faults import NotAllowed, WrongState

GONE = "The file is there no longer."
NOT_CHECKED = "Not every part is checked yet. Those for whom one waits can be reminded."


def make_bundle(*, request: DataRequest, by: User) -> DataBundle:
    """Put the checked parts together and freeze them: what goes to the person from here on does not change. The file is
    written first, its row after it. Raises NotAllowed, WrongState; NoPaper, NotKept where it could not be written."""
    if not leads(by, request):
        raise NotAllowed
    parts = _checked(request)
    own = read_all()
    made = write_bundle(request, parts, own[Key.SCHOOL_NAME])
    with evidence_store.written([made.content]) as names, transaction.atomic():
        held = locked_request(request, by)
        if not leads(by, held):
            raise NotAllowed
        if [(one.pk, one.revision) for one in _checked(held)] != [(one.pk, one.revision) for one in parts]:
            raise WrongState("A part changed meanwhile. Press the button again.")
        bundle = _kept(held, made, names[0], by, number(own, Key.BUNDLE_DAYS))
        entry = DataRequestEntry.Kind.READY
        DataRequestEntry.objects.create(request=held, kind=entry, by=by, said={"sha256": bundle.sha256})
        take_over(held, entry, {})
        held.revision += 1
        held.save()
        tell_asker(held, "ready")
        record(Verb.RIGHTS_BUNDLE_MADE, target=held, by=by, sha256=bundle.sha256)
    return bundle


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
    handed over apart is frozen with that. Raises NotAllowed, WrongState, PartMoved; NoPaper, NotKept."""
    if not part.is_apart:
        with transaction.atomic():
            return _check(part, by, revision)
    own = read_all()
    made = write_bundle(part.request, [part], own[Key.SCHOOL_NAME])
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
    for bundle in held:
        _parts_of(bundle).update(content={}, opened={})
        with acting_as(Actor.WORKER):
            end_bundle(bundle, now, None)
    return len(held)


def _parts_of(bundle: DataBundle) -> QuerySet[BundlePart]:
    if bundle.part_id:
        return BundlePart.objects.filter(pk=bundle.part_id)
    return bundle.request.parts.filter(is_apart=False)
