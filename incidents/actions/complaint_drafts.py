"""The draft of a complaint: kept page by page for one browser, for 24 hours; let go with its files."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from incidents import evidence_store
from incidents.evidence.reading import SafeFile
from incidents.models import ComplaintDraft, DraftFile


def kept_draft(key: UUID) -> ComplaintDraft | None:
    """The draft of this browser, unless it ran out, was let go or was sent."""
    return ComplaintDraft.objects.kept(timezone.now()).filter(key=key).first()


def save_pages(*, key: UUID | None, pages: dict[str, dict[str, list[str]]]) -> ComplaintDraft:
    """Keep what was typed on some pages, before anybody looks at it. A draft that is gone is begun anew.

    Not recorded: nothing has happened yet. Raises NotKept where there is no room.
    """
    with evidence_store.written([]), transaction.atomic():
        kept = ComplaintDraft.objects.kept(timezone.now()).select_for_update(no_key=True)
        draft = (kept.filter(key=key).first() if key else None) or ComplaintDraft()
        before = draft.typed if isinstance(draft.typed, dict) else {}
        draft.typed, draft.saved_at = {**before, **pages}, timezone.now()
        draft.save()
    return draft


def touch_draft(*, draft: ComplaintDraft) -> None:
    """Keep it for another 24 hours: somebody is about to send it. Raises NotKept where there is no room."""
    with evidence_store.written([]):
        ComplaintDraft.objects.filter(pk=draft.pk).update(saved_at=timezone.now())


def add_files(*, draft: ComplaintDraft, files: Sequence[SafeFile]) -> None:
    """Keep files that were made safe with the draft: bytes first, then their rows. Raises NotKept."""
    with evidence_store.written([file.content for file in files]) as names, transaction.atomic():
        DraftFile.objects.bulk_create(
            DraftFile(
                draft=draft, name=file.name, kept_as=kept_as, content_type=file.content_type,
                size_bytes=len(file.content), sha256_received=file.sha256_received, sha256_kept=file.sha256_kept,
            )
            for file, kept_as in zip(files, names, strict=True)
        )  # fmt: skip


@transaction.atomic
def remove_file(*, draft: ComplaintDraft, public_id: UUID) -> bool:
    """Take a file off again. Returns whether it was there."""
    return _drop(list(draft.files.filter(public_id=public_id))) > 0


@transaction.atomic
def drop_draft(*, draft: ComplaintDraft) -> None:
    """Let a draft go with its files, by its writer."""
    _drop(list(draft.files.all()))
    draft.delete()


@transaction.atomic
def sweep_drafts(now: dt.datetime) -> int:
    """Let go of every draft that nobody has touched for 24 hours, with its files. By the worker. Returns how many."""
    gone = list(ComplaintDraft.objects.run_out(now).select_for_update(no_key=True).values_list("pk", flat=True))
    _drop(list(DraftFile.objects.filter(draft__in=gone)))
    ComplaintDraft.objects.filter(pk__in=gone).delete()
    return len(gone)


def _drop(files: list[DraftFile]) -> int:
    """Rows at once, bytes when that is certain. What a crash leaves of them the worker takes away."""
    for file in files:
        file.delete()
        transaction.on_commit(partial(evidence_store.take_away, file.kept_as))
    return len(files)
