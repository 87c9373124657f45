"""What happens to the documents that a policy leans on: linked, given a file, looked at (A11; requirements 21, 28, 32).

The record keeps which fields were changed and a file's digest, never a title, an address or a name.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from people.stores import uploads
from policies.files import Checked
from policies.models import RelatedDocument

from .faults import CannotBeSo, NothingChanged

FOLDER = "documents/"
NOT_KEPT = (
    "Not saved: the portal cannot keep a file just now. Keep it, tell whoever runs the portal, and try again later."
)
TAKEN = "Another document has this title. Change that one, or write a title that tells them apart."


@dataclass(frozen=True)
class DocumentEntry:
    """What stands about a document. A new `file` takes the place of a link and of the file before."""

    title: str
    url: str = ""
    dated: str = ""
    file: Checked | None = None
    without_file: bool = False


def add_document(*, entry: DocumentEntry, by: User) -> RelatedDocument:
    """Enter a document that rules can cite. Raises CannotBeSo for a title that is taken, or where no file can be kept
    just now."""
    with _file_kept(entry, "") as name, transaction.atomic():
        document = RelatedDocument()
        _fill(document, entry, by, name)
        _save(document)
        record(Verb.DOCUMENT_CHANGED, target=document, by=by, created=True, **_digest(entry))
        return document


def change_document(*, document: RelatedDocument, entry: DocumentEntry, by: User) -> RelatedDocument:
    """Change its title, link, file or date. Where the link or file is new, it counts as looked at today.

    The file before stays on the disk, and no page leads there any more. Raises NothingChanged, CannotBeSo.
    """
    before = RelatedDocument.objects.values_list("sha256", flat=True).get(pk=document.pk)
    with _file_kept(entry, before) as name, transaction.atomic():
        document = RelatedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
        changed = _fill(document, entry, by, name)
        if not changed:
            raise NothingChanged("Nothing was changed.")
        _save(document)
        record(Verb.DOCUMENT_CHANGED, target=document, by=by, fields=changed, **_digest(entry))
        return document


@contextmanager
def _file_kept(entry: DocumentEntry, before: str) -> Iterator[str]:
    """Write the file of an entry under a name by chance and give that name; empty where there is none, or it has the
    digest `before` already. No row is held meanwhile: the storage may be slow. Where what follows fails it is taken
    away again. Raises CannotBeSo where it cannot be written."""
    if not entry.file or entry.file.sha256 == before:
        yield ""
        return
    store = uploads()
    try:
        name = store.save(f"{FOLDER}{uuid.uuid4().hex}.{entry.file.ending}", ContentFile(entry.file.content))
    except OSError as fault:
        raise CannotBeSo("file", NOT_KEPT) from fault
    try:
        yield name
    except BaseException:
        with suppress(OSError):
            store.delete(name)
        raise


@transaction.atomic
def look_at_document(*, document: RelatedDocument, by: User) -> RelatedDocument:
    """Somebody looked today whether the link still leads there, or whether the file still holds.

    Raises NothingChanged where there is nothing to look at, or it was looked at today.
    """
    document = RelatedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    if not document.is_linked:
        raise NothingChanged("It has no link and no file yet, so there is nothing to look at.")
    if document.checked_on == timezone.localdate():
        raise NothingChanged("It was looked at today already.")
    document.checked_on, document.checked_by = timezone.localdate(), by
    document.save(update_fields=["checked_on", "checked_by"])
    record(Verb.DOCUMENT_CHECKED, target=document, by=by)
    return document


def _digest(entry: DocumentEntry) -> dict[str, Any]:
    return {"sha256": entry.file.sha256} if entry.file else {}


def _fill(document: RelatedDocument, entry: DocumentEntry, by: User, name: str) -> list[str]:
    """Put the entry into the row, unsaved; its new file was kept as `name`. Returns the names of what differs."""
    changed = [name for name in ("title", "url", "dated") if getattr(document, name) != getattr(entry, name)]
    document.title, document.url, document.dated = entry.title, entry.url, entry.dated
    if entry.file and name:
        document.file = name
        document.file_name, document.sha256 = entry.file.name, entry.file.sha256
        changed.append("file")
    elif not entry.file and document.file and (entry.without_file or entry.url):
        document.file, document.file_name, document.sha256 = "", "", ""
        changed.append("file")
    if {"url", "file"} & set(changed):
        looked = document.is_linked
        document.checked_on, document.checked_by = (timezone.localdate(), by) if looked else (None, None)
    return sorted(changed)


def _save(document: RelatedDocument) -> None:
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as fault:
        raise CannotBeSo("title", TAKEN) from fault
