"""What those who answer write to whoever complained, and what they type in for them."""

import uuid

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.models import Case, TimelineEntry
from incidents.relations import Act
from incidents.search import index_case
from people.models import User

from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import locked, locked_open, touch

Kind = TimelineEntry.Kind


@transaction.atomic
def write_to_complainant(*, case: Case, text: str, is_question: bool, form_key: uuid.UUID, by: User) -> TimelineEntry:
    """Words or a question to whoever complained, who reads them on the page of their complaint and is mailed that they
    are there. Sent twice with one form it is one. Raises NotAllowed, CannotBeSo."""
    held = locked(case, Act.REPLY, by)
    known = sent_before(held, form_key)
    if known:
        return known
    if not text.strip():
        raise CannotBeSo("text", "Write the words.")
    touch(held)
    what = "A question." if is_question else "Words."
    entry = add_entry(held, Kind.TO_AUTHOR, what, by=by, text=text.strip(), form_key=form_key)
    tell_complainant(held, "question" if is_question else "written")
    record(Verb.COMPLAINT_WRITTEN, target=held, by=by)
    return entry


@transaction.atomic
def type_letter(*, case: Case, words: str, wish: str, by: User) -> Case:
    """Type in the words of a letter that the office did not open, by whoever may read it. Raises NotAllowed,
    CannotBeSo; WrongState where its words are there."""
    held = locked_open(case, Act.CHANGE_STATE, by)
    complaint = held.complaint
    if not complaint.is_on_paper or complaint.words:
        raise WrongState("Its words are there already.")
    if not words.strip():
        raise CannotBeSo("words", "Type the words of the letter.")
    complaint.words, complaint.wish = words.strip(), wish.strip() or complaint.wish
    complaint.save(update_fields=["words", "wish"])
    index_case(held)
    touch(held)
    add_entry(held, Kind.EVENT, "The words of the letter were typed in.", by=by)
    record(Verb.COMPLAINT_ADDED, target=held, by=by)
    return held
