"""Files of a draft that is sent: they become evidence of the complaint, under the same names on the disk."""

from incidents.models import Case, ComplaintDraft, EvidenceFile, TimelineEntry
from people.models import User

from .entries import add_entry


def take_files(case: Case, draft: ComplaintDraft, by: User | None) -> None:
    """In the transaction that keeps the complaint: rows of evidence in place of those of the draft, which goes."""
    files = list(draft.files.all())
    EvidenceFile.objects.bulk_create(
        EvidenceFile(
            case=case, name=file.name, kept_as=file.kept_as, content_type=file.content_type, added_by=by,
            size_bytes=file.size_bytes, sha256_received=file.sha256_received, sha256_kept=file.sha256_kept,
        )
        for file in files
    )  # fmt: skip
    if files:
        count = len(files)
        add_entry(case, TimelineEntry.Kind.EVIDENCE, f"Came with {count} file{'s' * (count != 1)}.", by=None)
    draft.delete()
