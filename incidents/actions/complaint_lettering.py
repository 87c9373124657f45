"""A letter to whoever complained is made, and kept as it was made. The school words its letters."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_letter_words import OURS
from incidents.complaint_letters import judging_words, open_marks, unknown_marks
from incidents.complaint_mails import tell_complainant
from incidents.complaints.letter_kinds import WORDED, ComplaintLetterKind
from incidents.models import Case, CaseLetterWording, ComplaintLetter, TimelineEntry
from incidents.relations import Act
from people.models import User

from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import locked, touch

Kind = TimelineEntry.Kind
NO_ANSWER = "There is no answer yet that this letter could tell of. Answer the complaint first."


class OthersWords(Exception):
    """Somebody else worded this letter since the page was opened. `wording` is what stands now, if anything does."""

    def __init__(self, wording: CaseLetterWording | None) -> None:
        self.wording = wording
        super().__init__("Somebody else changed this letter while you were writing.")


@transaction.atomic
def make_letter(
    *, case: Case, kind: ComplaintLetterKind, text: str, is_offered: bool, form_key: uuid.UUID, by: User
) -> ComplaintLetter:
    """Make a letter of these words, which nobody changes afterwards. `is_offered`: whoever complained may read it on
    the page of their complaint too, and gets the usual mail. Sent twice with one form it is one letter.

    Raises NotAllowed; WrongState for one that tells of an answer before there is one; CannotBeSo for what is still to
    be filled in, or for a request that would claim something against the law (policy C1).
    """
    held = locked(case, Act.REPLY, by)
    known = sent_before(held, form_key)
    if known:
        return known.letter
    if kind == ComplaintLetterKind.OUTCOME and not held.complaint.answers.exists():
        raise WrongState(NO_ANSWER)
    words = text.strip()
    if not words:
        raise CannotBeSo("text", "Write the letter.")
    faults = [*open_marks(words), *judging_words(kind, words)]
    if faults:
        raise CannotBeSo("text", " ".join(faults))
    touch(held)
    letter = put_letter(held, kind, words, is_offered=is_offered, form_key=form_key, by=by)
    record(Verb.COMPLAINT_WRITTEN, target=held, by=by, kind=kind.wording)
    return letter


def put_letter(
    held: Case, kind: ComplaintLetterKind, words: str, *, is_offered: bool, form_key: uuid.UUID, by: User
) -> ComplaintLetter:
    """Keep a letter about a held case, and tell whoever complained where they may read it on their page."""
    entry = add_entry(
        held, Kind.TO_AUTHOR if is_offered else Kind.OUT, f"Letter: {kind.label}.", by=by, form_key=form_key
    )
    letter = ComplaintLetter.objects.create(entry=entry, kind=kind, text=words)
    if is_offered:
        tell_complainant(held, "written")
    return letter


@transaction.atomic
def open_letter(*, letter: ComplaintLetter, by: User, form: str = "") -> ComplaintLetter:
    """Somebody reads a letter to print it, or takes it as `form`: recorded each time. Raises NotAllowed."""
    held = locked(letter.entry.case, Act.READ, by)
    kind = ComplaintLetterKind(letter.kind).wording
    if form:
        record(Verb.COMPLAINT_PRINTED, target=held, by=by, kind=kind, form=form)
    else:
        record(Verb.COMPLAINT_PRINTED, target=held, by=by, kind=kind)
    return letter


@transaction.atomic
def word_complaint_letter(
    *, kind: ComplaintLetterKind, text: str, seen: dt.datetime | None, by: User
) -> CaseLetterWording:
    """Put the school's words in the place of the portal's. Empty, the portal's stand there again. `seen`: since when
    the words on the page stood; None where they were the portal's.

    Raises CannotBeSo with the line of what the portal cannot fill in, or of what would judge a parent (policy C1);
    OthersWords where somebody was quicker.
    """
    if kind not in WORDED:
        raise CannotBeSo("text", "This letter has no words of the school’s own.")
    words = text.strip() or OURS[kind]
    faults = [*unknown_marks(words), *judging_words(kind, words)]
    if faults:
        raise CannotBeSo("text", " ".join(faults))
    held = CaseLetterWording.objects.select_for_update(of=("self",), no_key=True).filter(kind=kind.wording).first()
    if (held.changed_at if held else None) != seen:
        raise OthersWords(held)
    wording, _ = CaseLetterWording.objects.update_or_create(
        kind=kind.wording, defaults={"text": words, "changed_by": by, "changed_at": timezone.now()}
    )
    record(Verb.INCIDENT_LETTER_WORDED, target=wording, by=by, kind=kind.wording)
    return wording
