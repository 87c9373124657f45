"""The parts of a bundle: gathered, looked through by those who may read each, released, checked by a second person."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.data_request_mails import tell_of_parts
from incidents.models import BundlePart, DataRequest, DataRequestEntry, RequestState
from incidents.rights.barred import barred_asker
from incidents.rights.files import shut_in, undecided
from incidents.rights.gathering import gather
from incidents.rights.leading import hands_in, may_check, may_prepare, reader_role, second_of_breach
from incidents.rights.pieces import AT_FIRST, Exempt, Open, names_found, places_of
from people.models import User
from people.roles import Role

from .data_request_rules import BARRED
from .data_requests import locked_request
from .faults import CannotBeSo, NotAllowed, WrongState

RELEASED = "This part is released. Whoever checks it can send it back to you."
AT_FIRST_WHY = "Write why it may go. Whoever checks the part reads it."


class PartMoved(WrongState):
    """Somebody changed the part since the page was opened."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this part while you were looking. See it as it stands now, then go on.")


class PartGone(WrongState):
    """Everything was gathered anew since the page was opened: this part is there no longer."""

    def __init__(self) -> None:
        super().__init__("The data were gathered anew while you were looking. Open the part again from this list.")


@transaction.atomic
def gather_parts(*, request: DataRequest, by: User) -> int:
    """Gather everything about the person, each part for those who may read it, and tell them by mail. Gathered again
    it is all new, and what was blacked out by hand is chosen anew. Returns how many parts, for nobody to be told.

    Raises NotAllowed; WrongState before it is known whose data it is, who asks, and that they may.
    """
    held = locked_request(request, by)
    if not by.roles & {Role.HEAD, Role.DPO, Role.CHAIR}:
        raise NotAllowed
    _may_be_gathered(held)
    held.parts.filter(bundle=None).delete()
    frozen = set(held.parts.values_list("case", "breach"))  # handed over apart already: nobody here learns of it
    parts = [
        BundlePart.objects.create(
            request=held, kind=one.kind, case=one.case, breach=one.breach, is_apart=one.is_apart, content=one.content
        )
        for one in gather(held)
        if (one.case and one.case.pk, one.breach and one.breach.pk) not in frozen
    ]
    held.state, held.revision = RequestState.WORKING, held.revision + 1
    held.save(update_fields=["state", "revision"])
    DataRequestEntry.objects.create(request=held, kind=DataRequestEntry.Kind.GATHERED, by=by)
    tell_of_parts(held, "to_prepare", parts)
    record(Verb.RIGHTS_GATHERED, target=held, by=by)
    return len(parts)


def _may_be_gathered(held: DataRequest) -> None:
    if not held.is_bundled or not held.is_open:
        raise WrongState("This request is not answered with a copy of data.")
    if held.bundles.filter(part=None).exists():
        raise WrongState("The bundle is put together already. Record a new request for what came since.")
    if not held.is_known:
        raise WrongState("Say first whose data it is.")
    if not held.identity:
        raise WrongState("Say first how you know who asks.")
    if held.may_ask is None and held.asks_for_another:
        raise WrongState("Say first whether they may ask this for that person.")
    if held.may_ask is False:
        raise WrongState("They may not ask this for that person, so nothing is gathered.")
    if barred_asker(held):
        raise WrongState(BARRED)


@contextmanager
def changing(part: BundlePart, by: User, revision: int | None) -> Iterator[BundlePart]:
    """A part that is held, not released, and as `by` saw it; saved at the end."""
    with transaction.atomic():
        held = locked_part(part, by)
        if not may_prepare(by, held):
            raise NotAllowed
        if held.released_at:
            raise WrongState(RELEASED)
        if revision is not None and revision != held.revision:
            raise PartMoved
        yield held
        held.revision += 1
        held.save(update_fields=["content", "opened", "revision"])


def locked_part(part: BundlePart, by: User) -> BundlePart:
    """The part as it stands now, held with its request until the end of the transaction. Raises NotAllowed; WrongState
    where the request is over; PartGone where everything was gathered anew."""
    request = DataRequest.objects.select_for_update(no_key=True).get(pk=part.request_id)
    rows = BundlePart.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("request", "case", "breach").filter(pk=part.pk).first()
    if held is None:
        raise PartGone
    if not BundlePart.objects.readable_by(by).filter(pk=held.pk).exists():
        raise NotAllowed
    if not request.is_open:
        raise WrongState(f"{request.reference} is over. Nothing of it changes any more.")
    return held


def open_name(*, part: BundlePart, key: str, why: Open, reason: str, by: User, revision: int | None = None) -> None:
    """Let a name stand in this part, with the reason (Data Protection Act 2018, schedule 2, paragraphs 16 and 17).
    Raises NotAllowed, WrongState, CannotBeSo."""
    if not reason.strip():
        raise CannotBeSo("reason", "Write why. Whoever checks the part reads it.")
    with changing(part, by, revision) as held:
        _is_there(held, key)
        at = timezone.now().isoformat()
        held.opened[key] = {"why": str(why), "reason": reason.strip()[:300], "by": by.pk, "at": at}
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="opened")


def close_name(*, part: BundlePart, key: str, by: User, revision: int | None = None) -> None:
    """Black a name out again. Raises NotAllowed, WrongState."""
    with changing(part, by, revision) as held:
        _is_there(held, key)
        held.opened.pop(key, None)
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="closed")


def _is_there(held: BundlePart, key: str) -> None:
    if key not in {found for found, _, _ in names_found(held.pieces)}:
        raise WrongState("This name does not stand in the part any more.")


def black_out_more(
    *, part: BundlePart, number: int, phrases: Iterable[str], by: User, revision: int | None = None
) -> int:
    """Black out words of one piece beside the names; none given, all of those stand again. Returns how many places.
    Raises NotAllowed, WrongState; CannotBeSo for words that do not stand there."""
    wanted = [phrase.strip() for phrase in phrases if phrase.strip()]
    with changing(part, by, revision) as held:
        piece = piece_of(held, number)
        places = places_of(piece, wanted)
        for phrase in wanted:
            if not places_of(piece, [phrase]):
                raise CannotBeSo("phrases", f"“{phrase}” does not stand in this text. Copy it as it is written there.")
        piece["more"] = places
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="more")
    return len(places)


def withhold(*, part: BundlePart, number: int, why: Exempt, reason: str, by: User, revision: int | None = None) -> None:
    """Withhold one piece whole, with the ground and the reason. The person learns how many were, and on which ground.
    Raises NotAllowed, WrongState, CannotBeSo."""
    if not reason.strip():
        raise CannotBeSo("reason", "Write why. Whoever checks the part reads it, and the ICO may ask.")
    with changing(part, by, revision) as held:
        piece = piece_of(held, number)
        piece["withheld"] = {"why": str(why), "reason": reason.strip()[:300], "by": by.pk}
        piece.pop("given", None)
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="withheld", ground=str(why))


def give(*, part: BundlePart, number: int, by: User, reason: str = "", revision: int | None = None) -> None:
    """Give a piece that was withheld; with the reason where the portal withheld it, for whoever checks the part.
    Raises NotAllowed, WrongState, CannotBeSo."""
    why = reason.strip()
    with changing(part, by, revision) as held:
        piece = piece_of(held, number)
        kept = piece.pop("withheld", None)
        if kept and kept["reason"] == AT_FIRST and why in ("", AT_FIRST):
            raise CannotBeSo("reason", AT_FIRST_WHY)
        if kept:
            piece["given"] = {"reason": why[:300], "by": by.pk}
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="given")


def withhold_part(*, part: BundlePart, why: Exempt, reason: str, by: User, revision: int | None = None) -> None:
    """Withhold the whole part, such as a case: the person learns how many facts were, and on which ground, but not what
    it is of. Raises NotAllowed, WrongState, CannotBeSo."""
    if not reason.strip():
        raise CannotBeSo("reason", "Write why. Whoever checks the part reads it, and the ICO may ask.")
    with changing(part, by, revision) as held:
        held.content["withheld"] = {"why": str(why), "reason": reason.strip()[:300], "by": by.pk}
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="withheld", ground=str(why))


def give_part(*, part: BundlePart, by: User, revision: int | None = None) -> None:
    """Give a part that was withheld whole, but for what is shut in it. Raises NotAllowed, WrongState."""
    with changing(part, by, revision) as held:
        held.content.pop("withheld", None)
        record(Verb.RIGHTS_PART_CHANGED, target=held, by=by, change="given")


@transaction.atomic
def change_piece(
    *, part: BundlePart, number: int, phrases: Iterable[str], why: Exempt | None, reason: str, by: User,
    revision: int | None = None,
) -> None:  # fmt: skip
    """What one form says of a piece, all or nothing: words to black out, and that it is withheld (`why`) or goes.
    Raises NotAllowed, WrongState, CannotBeSo."""
    black_out_more(part=part, number=number, phrases=phrases, by=by, revision=revision)
    if why:
        withhold(part=part, number=number, why=why, reason=reason, by=by)
    else:
        give(part=part, number=number, reason=reason, by=by)


def piece_of(part: BundlePart, number: int) -> dict[str, Any]:
    """One piece of a part, typed or in the portal's words. Raises WrongState where there is none."""
    pieces = part.pieces
    if not 0 <= number < len(pieces):
        raise WrongState("This text is not in the part any more.")
    return pieces[number]


@transaction.atomic
def release_part(*, part: BundlePart, by: User, revision: int | None = None) -> BundlePart:
    """Say that it may go to the person as it stands, once a second person has checked it; those who can are told.
    Raises NotAllowed, WrongState; CannotBeSo where nobody could check it, or a file is undecided or was sealed."""
    held = locked_part(part, by)
    if not may_prepare(by, held):
        raise NotAllowed
    if held.released_at:
        raise WrongState(RELEASED)
    if revision is not None and revision != held.revision:
        raise PartMoved
    _files_are_decided(held)
    if held.case:
        held.second_role = reader_role(held.case, {*hands_in(held), by.pk})
    elif held.breach:
        held.second_role = second_of_breach(held.breach, {*hands_in(held), by.pk})
    held.released_by, held.released_at, held.sent_back_why = by, timezone.now(), ""
    held.revision += 1
    held.save()
    if not tell_of_parts(held.request, "to_check", [held]):
        raise CannotBeSo("", "Nobody else could check it: have somebody named who stands in, then release it.")
    record(Verb.RIGHTS_PART_RELEASED, target=held, by=by)
    return held


def _files_are_decided(held: BundlePart) -> None:
    waiting = ", ".join(f"File {number}" for number in undecided(held).values())
    if waiting:
        raise CannotBeSo("", f"Say first of each file whether it is enclosed. Nobody has looked at: {waiting}.")
    for said in shut_in([held], hold=True).values():
        raise CannotBeSo("", f"{said} since it was enclosed. Leave it out, then release the part.")


@transaction.atomic
def send_back(*, part: BundlePart, reason: str, by: User, revision: int | None = None) -> BundlePart:
    """The second person finds that it may not go so. Raises NotAllowed, WrongState, CannotBeSo."""
    held = locked_part(part, by)
    if not may_check(by, held):
        raise NotAllowed
    if revision is not None and revision != held.revision:
        raise PartMoved
    if not reason.strip():
        raise CannotBeSo("reason", "Write what is to be changed.")
    held.released_by = held.released_at = None
    held.second_role, held.sent_back_why = "", reason.strip()[:300]
    held.revision += 1
    held.save()
    tell_of_parts(held.request, "sent_back", [held], by)
    record(Verb.RIGHTS_PART_SENT_BACK, target=held, by=by)
    return held


@transaction.atomic
def record_part_reading(*, part: BundlePart, by: User) -> None:
    """Keep that somebody opened a part. Raises NotAllowed."""
    if not BundlePart.objects.readable_by(by).filter(pk=part.pk).exists():
        raise NotAllowed
    record(Verb.RIGHTS_PART_READ, target=part, by=by)
