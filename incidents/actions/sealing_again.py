"""After a restore from a backup made before: what was sealed or destroyed since is so again."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, EvidenceFile, TimelineEntry
from incidents.sealed_list import Listed, Sealed

from .bundle_ends import end_bundles_with
from .entries import add_entry
from .locking import touch

AGAIN = "A backup was put back in which a sealed file was still open: it is sealed again, and its bytes are gone."
GONE = "A backup was put back in which a destroyed file was still there: it is destroyed again."


@transaction.atomic
def seal_again(listed: Listed) -> int:
    """Mark every file of the list that the rows do not know as sealed or destroyed yet. Its bytes were not put back, so
    a copy of somebody's data in which it was enclosed goes with it.

    By the command, each recorded in its case. Returns how many.
    """
    files = EvidenceFile.objects.filter(kept_as__in=listed).order_by("pk")
    return sum(_sealed_again(file, listed[file.kept_as]) for file in files)


def _sealed_again(file: EvidenceFile, as_listed: Sealed) -> bool:
    is_destroyed = bool(as_listed.destroyed_at and not file.destroyed_at)
    if file.sealed_at and not is_destroyed:
        return False
    held = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=file.case_id)
    file.sealed_at = file.sealed_at or as_listed.sealed_at
    file.destroyed_at = file.destroyed_at or as_listed.destroyed_at
    file.save(update_fields=["sealed_at", "destroyed_at"])
    end_bundles_with(file)
    touch(held)
    add_entry(held, TimelineEntry.Kind.EVIDENCE, GONE if is_destroyed else AGAIN, by=None)
    record(Verb.EVIDENCE_DESTROYED if is_destroyed else Verb.EVIDENCE_SEALED, target=held, by=None)
    return True
