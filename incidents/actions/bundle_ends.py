"""The file of a bundle ends: its days are over, nobody is to get it any more, or a file in it was sealed."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import acting_as, record
from incidents import evidence_store
from incidents.data_request_mails import tell_of_parts, tell_of_request
from incidents.models import BundlePart, DataBundle, DataRequest, EvidenceFile
from incidents.rights.files import enclosed_of
from incidents.rights.leading import keepers_of, leads
from people.models import User


def end_bundles(bundles: Sequence[DataBundle], now: dt.datetime, by: User | None) -> None:
    """Take the files of held bundles away, once the transaction is through, with the parts they were made of; the rows
    stay."""
    for bundle in bundles:
        bundle.gone_at = now
        bundle.save(update_fields=["gone_at"])
        parts_of(bundle).update(content={}, opened={})
    for bundle in bundles:
        record(Verb.RIGHTS_BUNDLE_LET_GO, target=bundle.part or bundle.request, by=by)
        transaction.on_commit(partial(evidence_store.store().delete, bundle.kept_as))


def end_bundles_of(request: DataRequest, by: User) -> None:
    """Those of a held request that is refused or taken back: nobody fetches them from here on, and nothing that was
    gathered is kept. Bundles are locked before their parts, here as everywhere."""
    bundles = _held(Q(request=request))
    request.parts.update(content={}, opened={})
    end_bundles(bundles, timezone.now(), by)


def end_bundles_with(file: EvidenceFile) -> None:
    """Those that hold a file which is sealed at this moment: it goes to nobody, and into no backup made later. Whoever
    hands such a bundle over is told that it is gone, and not why. The record names nobody: those who keep requests do
    not learn who sealed a file of a case. For whoever holds the case and the file; locks the bundles after them."""
    parts = BundlePart.objects.filter(case=file.case_id).select_related("case")
    having = [part for part in parts if any(piece["file"] == file.public_id.hex for piece in enclosed_of(part))]
    together = [part.request_id for part in having if not part.is_apart]
    bundles = _held(Q(part__in=having) | Q(part=None, request__in=together))
    with acting_as(Actor.WORKER):
        end_bundles(bundles, timezone.now(), None)
    for bundle in bundles:
        if bundle.part:
            tell_of_parts(bundle.request, "gone", [bundle.part])
        else:
            leaders = [one for one in keepers_of(bundle.request) if leads(one, bundle.request)]
            tell_of_request(bundle.request, "gone", leaders)


def parts_of(bundle: DataBundle) -> QuerySet[BundlePart]:
    """The parts that a bundle was made of."""
    if bundle.part_id:
        return BundlePart.objects.filter(pk=bundle.part_id)
    return bundle.request.parts.filter(is_apart=False)


def _held(which: Q) -> list[DataBundle]:
    """Those whose file is still there, held until the end of the transaction."""
    rows = DataBundle.objects.filter(which, gone_at=None).select_for_update(of=("self",), no_key=True)
    return list(rows.select_related("request", "part__case").order_by("pk"))
