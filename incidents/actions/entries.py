"""Writing into the timeline of a case."""

import uuid

from incidents.models import Case, EntryText, TimelineEntry
from people.models import User

from .faults import WrongState


def sent_before(case: Case, form_key: uuid.UUID) -> TimelineEntry | None:
    """What was kept when this form was sent the first time. Raises WrongState where that was in another case."""
    known = TimelineEntry.objects.filter(form_key=form_key).first()
    if known and known.case_id != case.pk:
        raise WrongState("This form was sent already, for another one. Open the page again.")
    return known


def add_entry(
    case: Case,
    kind: TimelineEntry.Kind,
    what: str,
    *,
    by: User | None,
    text: str = "",
    to: str = "",
    form_key: uuid.UUID | None = None,
) -> TimelineEntry:
    """Put one entry into the timeline of a held case. `what` is in the portal's own words; `text` is what was typed."""
    entry = TimelineEntry.objects.create(
        case=case, kind=kind, what=what, by=by, to=to, form_key=form_key or uuid.uuid4()
    )
    if text:
        EntryText.objects.create(entry=entry, text=text)
    return entry
