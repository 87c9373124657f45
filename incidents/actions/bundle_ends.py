"""The file of a bundle ends: its days are over, or nobody is to get it any more."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents import evidence_store
from incidents.models import DataBundle, DataRequest
from people.models import User


def end_bundle(bundle: DataBundle, now: dt.datetime, by: User | None) -> None:
    """Take the file of a held bundle away, once the transaction is through; the row stays."""
    bundle.gone_at = now
    bundle.save(update_fields=["gone_at"])
    record(Verb.RIGHTS_BUNDLE_LET_GO, target=bundle.part or bundle.request, by=by)
    transaction.on_commit(partial(evidence_store.store().delete, bundle.kept_as))


def end_bundles_of(request: DataRequest, by: User) -> None:
    """Those of a held request that is refused or taken back: nobody fetches them from here on."""
    held = request.bundles.filter(gone_at=None).select_for_update(of=("self",), no_key=True)
    for bundle in held.select_related("request", "part").order_by("pk"):
        end_bundle(bundle, timezone.now(), by)
