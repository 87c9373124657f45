"""The files of the export: as they were uploaded, and a list that says what each is called and where it belongs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from incidents.models import DataBundle, DraftFile, EvidenceFile
from policies.models import RelatedDocument
from todwick_portal.backups import files
from todwick_portal.backups.packing import FILES

LISTED = "files.csv"
HEADINGS = ["file", "called", "kind", "sha256", "table", "id"]


def present(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file but sealed evidence and what was never sent, with its name in the archive."""
    drafts = {FILES + name for name in DraftFile.objects.values_list("kept_as", flat=True)}
    yield from ((name, path) for name, path in files.present(folder) if name not in drafts)


def listed() -> list[list[Any]]:
    """A line for each file that a row names, under the headings."""
    kept = EvidenceFile.objects.filter(sealed_at=None).order_by("pk")
    evidence = kept.values_list("kept_as", "name", "content_type", "sha256_kept", "pk")
    documents = RelatedDocument.objects.exclude(file="").order_by("pk").values_list("file", "file_name", "sha256", "pk")
    bundles = (
        DataBundle.objects.filter(gone_at=None)
        .order_by("pk")
        .values_list("kept_as", "request__reference", "sha256", "pk")
    )
    of_people, zipped = DataBundle._meta.db_table, "application/zip"
    of_cases, of_policies = EvidenceFile._meta.db_table, RelatedDocument._meta.db_table
    return [
        HEADINGS,
        *([FILES + name, called, kind, digest, of_cases, key] for name, called, kind, digest, key in evidence),
        *([FILES + name, called, "", digest, of_policies, key] for name, called, digest, key in documents),
        *([FILES + name, f"{of}.zip", zipped, digest, of_people, key] for name, of, digest, key in bundles),
    ]
