"""What people asked about their data in the demo school: a mother who has her answer, a letter that is dealt with."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from incidents.actions.bundle_files import decide_file
from incidents.actions.bundle_parts import gather_parts, release_part
from incidents.actions.bundles import check_part, fetch_bundle, make_bundle
from incidents.actions.data_requests import Asked, add_to_request, ask_for_own, receive_request, say_whose
from incidents.models import BundlePart, DataBundle, DataRequest, DataRequestEntry, Right
from incidents.rights.leading import may_check, may_prepare
from incidents.rights.pieces import LeftOut
from people.models import Pupil, User

from .diary import Happening

Kind = DataRequestEntry.Kind
_FORMS = UUID("0f6f2f0e-6b8c-4f0a-9a53-61d4b1a2c7de")
MOTHER, LETTER = 24, 9  # days ago
CHILD = ("Kemi", "Bankole")


def happenings(people: dict[str, User], today: dt.date) -> Iterator[Happening]:
    """Each thing when its day has come."""
    asked, letter = (today - dt.timedelta(days=days) for days in (MOTHER, LETTER))
    yield Happening(asked, "20:10", partial(_a_mother_asks, people))
    yield Happening(asked + dt.timedelta(days=2), "19:20", partial(_looked_through, people))
    yield Happening(asked + dt.timedelta(days=5), "19:25", partial(_handed_over, people))
    yield Happening(letter, "19:30", partial(_a_letter, people))


def _say(request: DataRequest, kind: Kind, by: User, **said: Any) -> None:
    key = uuid5(_FORMS, f"{request.asker_name} {kind}")
    add_to_request(request=request, kind=kind, said=said, form_key=key, by=by)


def _mothers() -> DataRequest | None:
    return DataRequest.objects.filter(form_key=uuid5(_FORMS, "mother")).first()


def _a_mother_asks(people: dict[str, User]) -> None:
    """In the portal, for her child: who she is is known by that."""
    parent = people["parent"]
    contact = parent.contact_of.filter(has_parental_responsibility=True).order_by("pk").first()
    if contact:
        words = "We are moving in the new year and would like to have it all in one place."
        ask_for_own(right=Right.ACCESS, words=words, form_key=uuid5(_FORMS, "mother"), by=parent, pupil=contact.pupil)


def _looked_through(people: dict[str, User]) -> None:
    """The officer gathers; whoever may read a part releases it, and somebody else checks it."""
    request = _mothers()
    if request is None:
        return
    gather_parts(request=request, by=people["dpo"])
    looking = [people[key] for key in ("head", "dsl", "dpo", "chair", "vicechair", "clerk")]
    for part in request.parts.select_related("request", "case", "breach"):
        _released(part, looking)


def _released(part: BundlePart, looking: list[User]) -> None:
    mine = [one for one in looking if BundlePart.objects.readable_by(one).filter(pk=part.pk).exists()]
    first = next((one for one in mine if may_prepare(one, part)), None)
    if first is None:
        return
    for number, piece in enumerate(part.pieces):
        if "file" in piece and not piece.get("left"):
            why = "Other children are in it."
            decide_file(part=part, number=number, leave_out=LeftOut.SHOWS, reason=why, by=first)
    held = release_part(part=part, by=first)
    second = next((one for one in looking if may_check(one, held)), None)
    if second:
        check_part(part=held, by=second)


def _handed_over(people: dict[str, User]) -> None:
    """Put together, fetched by the mother, answered."""
    request = _mothers()
    if request is None or request.parts.filter(is_apart=False, checked_at=None).exists():
        return
    bundle: DataBundle = make_bundle(request=request, by=people["dpo"])
    fetch_bundle(bundle=bundle, by=people["parent"])
    on = timezone.localdate().isoformat()
    _say(request, Kind.HANDED, people["dpo"], on=on, how="In the portal", to="The mother, signed in")
    _say(request, Kind.ANSWERED, people["dpo"], on=on, text="The copy, and where the data came from.")


def _a_letter(people: dict[str, User]) -> None:
    """A mother without an account writes: known by a call, gathered, and looked through next."""
    pupil = Pupil.objects.filter(legal_forename=CHILD[0], legal_surname=CHILD[1]).first()
    contact = pupil.contacts.order_by("priority", "pk").first() if pupil else None
    if pupil is None or contact is None:
        return
    office, today = people["office"], timezone.localdate()
    asked = Asked(
        Right.ACCESS, DataRequest.Way.LETTER, today, "Everything that you hold about my daughter, please.",
        DataRequest.AskedAs.PARENT, contact.name, str(pupil), "By post, to the address you have",
    )  # fmt: skip
    request = receive_request(asked=asked, form_key=uuid5(_FORMS, "letter"), by=office)
    request = say_whose(request=request, by=office, pupil=pupil)
    _say(request, Kind.IDENTITY, office, how="call", on=today.isoformat())
    _say(request, Kind.MAY_ASK, office, may=True, reason="Parental responsibility on the contact list.", child="")
    gather_parts(request=request, by=people["dpo"])
