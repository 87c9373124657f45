"""What is written into a case: notes that stay in school, words that left it."""

import datetime as dt
import uuid

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CaseStep, TimelineEntry
from incidents.relations import Act
from people.models import User

from .entries import add_entry, sent_before
from .faults import CannotBeSo
from .locking import locked, touch
from .verbs import verb_of

Kind = TimelineEntry.Kind
LOOK_AGAIN = "Look whether it was done, what was asked for"


@transaction.atomic
def add_note(*, case: Case, text: str, form_key: uuid.UUID, by: User) -> TimelineEntry:
    """Write a private note. Sent twice with one form it is one note. Raises NotAllowed, CannotBeSo."""
    held = locked(case, Act.COMMENT, by)
    known = sent_before(held, form_key)
    if known:
        return known
    if not text.strip():
        raise CannotBeSo("text", "Write your note.")
    touch(held)
    entry = add_entry(held, Kind.NOTE, "Private note.", by=by, text=text.strip(), form_key=form_key)
    record(verb_of(held, "noted"), target=held, by=by)
    return entry


@transaction.atomic
def record_words_out(
    *, case: Case, to: str, text: str, form_key: uuid.UUID, by: User, look_again_on: dt.date | None = None
) -> TimelineEntry:
    """Keep the words that left the school: to whom, and what they say. Whoever sends them has looked them over on a
    page of its own. `look_again_on`: a step of that day to see what came of them. Raises NotAllowed, CannotBeSo."""
    held = locked(case, Act.COMMENT, by)
    known = sent_before(held, form_key)
    if known:
        return known
    if not to.strip():
        raise CannotBeSo("to", "Write to whom it goes, and how.")
    if not text.strip():
        raise CannotBeSo("text", "Write the words.")
    touch(held)
    entry = add_entry(held, Kind.OUT, "Left the school.", by=by, text=text.strip(), to=to.strip(), form_key=form_key)
    if look_again_on:
        CaseStep.objects.create(case=held, text=LOOK_AGAIN, owner=by, due_on=look_again_on, added_by=by)
    record(Verb.INCIDENT_ANSWERED, target=held, by=by)
    return entry
