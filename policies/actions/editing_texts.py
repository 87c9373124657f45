"""What a draft says around its areas: its introduction, who looks after it, when it is looked at again."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass

from django.db import transaction

from people.models import User
from policies.models import PolicyVersion

from .editing import filled, keep, open_draft
from .faults import Stale

TEXTS = ("lead", "in_short", "introduction", "looked_after_by", "responsibilities", "review_due_on", "is_minor")


@dataclass(frozen=True)
class TextsEntry:
    """What somebody writes around the areas. Empty fields are shown as not settled yet, never filled in."""

    lead: str = ""
    in_short: str = ""
    introduction: str = ""
    looked_after_by: str = ""
    responsibilities: str = ""
    review_due_on: dt.date | None = None
    is_minor: bool = False


def mark_of(version: PolicyVersion) -> str:
    """A short sign of these texts as they stand. The version's own revision grows with every rule, too often for
    telling whether somebody wrote these."""
    said = json.dumps([str(getattr(version, name)) for name in TEXTS])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def edit_texts(*, version: PolicyVersion, seen: str, entry: TextsEntry, by: User) -> bool:
    """Change the texts. True if anything was changed. Raises Stale where they were since, WrongStatus."""
    version = open_draft(version)
    if mark_of(version) != seen:
        raise Stale
    changed = filled(version, asdict(entry))
    if changed:
        version.save(update_fields=changed)
        keep(version, "texts_changed", by=by)
    return bool(changed)
