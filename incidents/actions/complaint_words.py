"""What whoever complained says later: words, files, whether they were understood. One transaction each."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from incidents import evidence_store
from incidents.complaint_author import Author
from incidents.complaint_writable import last_day, may_write
from incidents.evidence.reading import SafeFile
from incidents.models import Case, EvidenceFile, TimelineEntry, Understanding
from incidents.relations import Act
from people.models import User

from .complaint_telling import tell_answering
from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import touch

Kind = TimelineEntry.Kind
MOST_WORDS = 4000
WROTE = "Message from whoever complained"
RIGHT = "Whoever complained: yes, that is right"
PUT_RIGHT = "Whoever complained put right what we understood"
OVER = (
    "It has been closed since {closed}, and could be added to until {last}. Ring the school office, or make a new one."
)
NEWER = "We wrote something new since you opened this page. Read it first, then answer."


def actor_of(user: User | None) -> Actor:
    """Who the record says it was: the account, or the public, who cannot be told apart."""
    return Actor.USER if user else Actor.PUBLIC


def refuse_if_over(case: Case) -> None:
    """Raises WrongState for one that has been closed for too long to be added to."""
    if not may_write(case):
        last, closed = last_day(case), timezone.localtime(case.closed_at).date()
        raise WrongState(OVER.format(closed=f"{closed:%-d %B %Y}", last=f"{last:%-d %B %Y}"))


@transaction.atomic
def write_to_school(*, author: Author, text: str, form_key: uuid.UUID) -> Case:
    """A message to those who answer, who are told by reference. Sent twice with one form it is one.

    In an entry nobody stands as its writer: who complained is kept in one place only, behind `Act.IDENTITY`.
    Raises NotAllowed, CannotBeSo without words or with too many, WrongState long after it was closed.
    """
    words = text.strip()
    if not words:
        raise CannotBeSo("text", "Write your message.")
    if len(words) > MOST_WORDS:
        raise CannotBeSo("text", f"Write at most {MOST_WORDS:,} signs. Send the rest as a second message.")
    held = author.held(Act.READ_OWN)
    if sent_before(held, form_key):
        return held
    refuse_if_over(held)
    add_entry(held, Kind.BY_AUTHOR, WROTE, by=None, text=words, form_key=form_key)
    touch(held)
    tell_answering(held, "added", author.user)
    record(Verb.COMPLAINT_ADDED, target=held, by=author.user, actor=actor_of(author.user))
    return held


def add_files(*, author: Author, files: Sequence[SafeFile], note: str, form_key: uuid.UUID) -> int:
    """Keep files that were made safe, and tell those who answer. Sent twice with one form they are kept once.

    The bytes are written first, their rows after them, both or neither. Returns how many. Raises NotAllowed,
    WrongState; NotKept where the disk has no room.
    """
    try:
        with evidence_store.written([file.content for file in files]) as names, transaction.atomic():
            held = author.held(Act.ATTACH)
            if sent_before(held, form_key):
                raise _SentBefore
            refuse_if_over(held)
            _keep(held, list(zip(files, names, strict=True)), note.strip()[:300])
            count = len(files)
            what = f"Whoever complained added {count} file{'s' * (count != 1)}"
            add_entry(held, Kind.BY_AUTHOR, what, by=None, text=note.strip(), form_key=form_key)
            touch(held)
            tell_answering(held, "added", author.user)
            record(Verb.COMPLAINT_ADDED, target=held, by=author.user, actor=actor_of(author.user), files=count)
    except _SentBefore:
        return 0
    return count


class _SentBefore(Exception):
    """The same form was sent before, perhaps a moment ago."""


def _keep(held: Case, files: list[tuple[SafeFile, str]], note: str) -> None:
    EvidenceFile.objects.bulk_create(
        EvidenceFile(
            case=held, name=file.name, note=note, kept_as=kept_as, content_type=file.content_type, added_by=None,
            size_bytes=len(file.content), sha256_received=file.sha256_received, sha256_kept=file.sha256_kept,
        )
        for file, kept_as in files
    )  # fmt: skip


@transaction.atomic
def answer_understanding(*, author: Author, shown: str, is_right: bool, correction: str = "") -> Understanding:
    """*Yes, that is right*, or what is wrong with what we understood. Said twice it is said once.

    `shown` is the sign of the one that stood on the page. Raises CannotBeSo for a correction without words, WrongState
    where a newer one was written meanwhile or it was answered otherwise, NotAllowed.
    """
    words = "" if is_right else correction.strip()
    if not is_right and not words:
        raise CannotBeSo("correction", "Write what we got wrong.")
    if len(words) > MOST_WORDS:
        raise CannotBeSo("correction", f"Write at most {MOST_WORDS:,} signs. Send the rest as a message.")
    held = author.held(Act.READ_OWN)
    latest = held.complaint.understandings.first()
    if latest is None or latest.sign != shown:
        raise WrongState(NEWER)
    if latest.answered_at:
        if (latest.is_right, latest.correction) == (is_right, words):
            return latest
        raise WrongState("You have answered this already. If there is more to say, write to us.")
    refuse_if_over(held)
    latest.is_right, latest.correction, latest.answered_at = is_right, words, timezone.now()
    latest.save(update_fields=["is_right", "correction", "answered_at"])
    add_entry(held, Kind.BY_AUTHOR, RIGHT if is_right else PUT_RIGHT, by=None, text=words)
    touch(held)
    tell_answering(held, "added", author.user)
    record(
        Verb.COMPLAINT_UNDERSTOOD, target=held, by=author.user, actor=actor_of(author.user), is_right=is_right
    )  # fmt: skip
    return latest
