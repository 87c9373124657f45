"""Is anything damaged? The worker's nightly look at database and files (security 2.5).

The list of hashes is kept in the rows: every file has the SHA-256 of what was written, and of the tables whose rows
never change the sums of one night are compared with those of the next.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from audit.models import AuditEvent, Verb
from audit.triggers import PROTECTED_TABLES
from incidents import evidence_store
from incidents.models import DataBundle, DraftFile, EvidenceFile
from people.models import UpkeepCheck
from people.stores import uploads
from policies.models import RelatedDocument
from todwick_portal.backups import manifest
from todwick_portal.backups.databases import of

from .finding import Finding

# The record is read whole every day already, seal by seal (`audit/checking.py`).
OTHERWISE = "audit_auditevent"
# What takes rows away that otherwise never change, or words out of them. After one of these the sums begin anew.
REWRITING = (Verb.BACKUP_RESTORED, Verb.DESTROYED, Verb.DESTROYED_AGAIN, Verb.NAMES_GONE)
CHANGED = "Rows of {} that never change are other than on {:%-d %B %Y}, or are gone."
PIECE = 1024 * 1024


# --- the database ------------------------------------------------------------------------------------------


def look_at_database() -> Finding:
    """Every page or row once, then the rows that never change. A query at a time, without holding anything."""
    seen, fault = of(connection.vendor).flaw()
    before = UpkeepCheck.objects.filter(kind=UpkeepCheck.Kind.DATABASE).first()
    if fault:
        return Finding(seen, fault, before.kept if before else {})
    changed = _changed(before) if before else ""
    return Finding(seen, changed, before.kept if changed and before else _sums())


def _changed(before: UpkeepCheck) -> str:
    """Which table no longer holds what it held at the look before."""
    held: dict[str, list[Any]] = before.kept.get("tables", {})
    is_other = before.kept.get("migrations") != _schema()
    if is_other or AuditEvent.objects.filter(verb__in=REWRITING, at__gte=before.at).exists():
        return ""
    now = of(connection.vendor).sums({name: last for name, (last, _, _) in held.items()})
    wrong = [name for name, (_, rows, digest) in held.items() if [now[name].rows, now[name].digest] != [rows, digest]]
    return CHANGED.format(wrong[0], timezone.localtime(before.at)) if wrong else ""


def _schema() -> list[Any]:
    """What the tables are made by: after an update the sums begin anew."""
    applied = manifest.applied()
    return [*applied[-1:], len(applied)]


def _sums() -> dict[str, Any]:
    last = {
        model._meta.db_table: model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        for model in apps.get_models()
        if model._meta.db_table in PROTECTED_TABLES and model._meta.db_table != OTHERWISE
    }
    found = of(connection.vendor).sums(last)
    tables = {name: [last[name], table.rows, table.digest] for name, table in found.items()}
    return {"migrations": _schema(), "tables": tables}


# --- the files ---------------------------------------------------------------------------------------------


def look_at_files() -> Finding:
    """Every file that a row names, compared with the digest that the row keeps. Sealed ones too: nobody sees them by
    that. Raises OSError where the storage does not answer: then nothing is known, and the next round asks again."""
    wrong, seen = [], 0
    for store, name, digest in _listed():
        seen += 1
        state = _state(store, name, digest)
        if state:
            wrong.append(f"{name} {state}")
    if not wrong:
        return Finding(seen)
    return Finding(seen, f"{len(wrong)} of {seen} files damaged: {wrong[0]}{' and others' if len(wrong) > 1 else ''}.")


def _listed() -> list[tuple[Storage, str, str]]:
    """Where each file lies, its name by chance, and the SHA-256 of what was written."""
    evidence = evidence_store.store()
    kept = EvidenceFile.objects.filter(destroyed_at=None).order_by("pk").values_list("kept_as", "sha256_kept")
    drafts = DraftFile.objects.order_by("pk").values_list("kept_as", "sha256_kept")
    documents = RelatedDocument.objects.exclude(file="").order_by("pk").values_list("file", "sha256")
    bundles = DataBundle.objects.filter(gone_at=None).order_by("pk").values_list("kept_as", "sha256")
    found = [(evidence, name, digest) for name, digest in [*kept, *drafts, *bundles]]
    return [*found, *((uploads(), name, digest) for name, digest in documents)]


def _state(store: Storage, name: str, digest: str) -> str:
    found = hashlib.sha256()
    try:
        with store.open(name, "rb") as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except FileNotFoundError:
        return "" if _is_gone_meanwhile(name) else "is missing"
    return "" if found.hexdigest() == digest else "is changed"


def _is_gone_meanwhile(name: str) -> bool:
    """Whether the row went, or says so, while the files were read."""
    evidence = EvidenceFile.objects.filter(kept_as=name, destroyed_at=None).exists()
    bundle = DataBundle.objects.filter(kept_as=name, gone_at=None).exists()
    draft = DraftFile.objects.filter(kept_as=name).exists()
    return not (evidence or bundle or draft or RelatedDocument.objects.filter(file=name).exists())
