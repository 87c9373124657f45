"""Words of a case blacked out, wherever somebody typed them. Never taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from audit.recorder import record
from incidents.blacking import pieces_of, sign_of, with_blocks
from incidents.models import Case, EntryText, TimelineEntry
from incidents.relations import Act
from incidents.search import index_case
from incidents.shown_words import TypedText, key_of, shown, texts_of
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked, touch
from .verbs import verb_of

BEGINNING = 60  # signs by which a text is known again in another one


@dataclass(frozen=True)
class Place:
    """One text of a case: its row, and what it says to whoever blacks out words."""

    typed: TypedText
    row: Model
    words: str

    @property
    def key(self) -> str:
        return key_of(self.row, self.typed.column)

    @property
    def sign(self) -> str:
        """By which a page names it."""
        return sign_of(self.key)

    def is_copied_in(self, other: "Place") -> bool:
        """Whether the other one says the same, whole or in its beginning: what was typed once may stand twice."""
        is_label = not self.typed.stays_in(self.row)
        if self.key == other.key or is_label:  # a label is no copy, and what is written over is gone
            return self.key == other.key
        return self.words[:BEGINNING] in other.words or other.words[:BEGINNING] in self.words


def places_of(case: Case, user: User) -> Iterator[Place]:
    """Every text of a case as `user` reads it. A query for each field."""
    for typed in texts_of(case):
        for row in typed.rows(case):
            yield Place(typed, row, shown(row, typed.column, user))


@transaction.atomic
def black_out(*, case: Case, phrases: Sequence[str], reason: str, by: User, where: str = "") -> int:
    """Black out words for everybody but who wrote them; the shape of the text stays. Everywhere in the case, or in the
    one text that `where` names (`Place.sign`) and wherever that text stands again. The case is found by these words no
    more. Returns in how many places they stood.

    Raises NotAllowed, CannotBeSo: who does not read a word that was blacked out before is told that it is not there.
    """
    held = locked(case, Act.CHANGE_STATE, by)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why.")
    if pieces_of(reason, phrases):
        raise CannotBeSo("reason", "Write why without the words themselves.")
    places = list(places_of(held, by))
    chosen = [place for place in places if place.sign == where]
    if where and not chosen:
        raise CannotBeSo("where", "Choose where: that text is not there any more.")
    if chosen:
        places = [place for place in places if place.is_copied_in(chosen[0])]
    missing = [phrase for phrase in phrases if not any(pieces_of(place.words, [phrase]) for place in places)]
    if missing or not phrases:
        raise CannotBeSo("phrases", f"Not found there: {', '.join(missing)}." if missing else "Write the words.")
    count = sum(_blacked_out(held, place, phrases, reason.strip()[:300], by) for place in places)
    touch(held, "title", "blacked_out")
    index_case(held)
    said = f"Words blacked out in {count} {'place' if count == 1 else 'places'}."
    add_entry(held, TimelineEntry.Kind.EVENT, said, by=by, text=reason.strip())
    record(verb_of(held, "blacked_out"), target=held, by=by, places=count)
    return count


def _blacked_out(case: Case, place: Place, phrases: Sequence[str], reason: str, by: User) -> int:
    """In how many places of a text the phrases stood; they do not any more."""
    pieces = pieces_of(place.words, phrases)
    if not pieces:
        return 0
    row, name = place.row, place.typed.column
    if place.typed.stays_in(row):
        known = {tuple(piece) for piece in case.blacked_out.get(place.key, [])}
        case.blacked_out[place.key] = sorted(known | set(pieces))
    else:
        row = case if isinstance(row, Case) else row
        setattr(row, name, with_blocks(place.words, pieces))
        if row is not case:
            row.save(update_fields=[name])
    if isinstance(row, EntryText) and name == "text":  # the reason before this one goes, and its blocks with it
        case.blacked_out.pop(key_of(row, "blacked_out_reason"), None)
        row.blacked_out_by, row.blacked_out_at, row.blacked_out_reason = by, timezone.now(), reason
        row.save(update_fields=["blacked_out_by", "blacked_out_at", "blacked_out_reason"])
    return len(pieces)
