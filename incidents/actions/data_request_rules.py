"""When what is said of a request about data cannot be so, and what it changes."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from incidents.models import DataRequest, DataRequestEntry, RequestState, Right
from incidents.request_clock import RECORD_SCHOOL_DAYS, last_day, last_day_to_extend, stood_still
from incidents.rights.barred import barred_asker
from incidents.rights.words import AfterRestriction
from people.calendar import school_calendar
from people.models import DataRestriction
from people.settings import Key, read_all

from .faults import CannotBeSo, WrongState

Kind = DataRequestEntry.Kind
BARRED = "The contact list marks somebody of this name: court order, no information. Refuse it."
Said = Mapping[str, Any]
AFTERWARDS = (Kind.NOTE, Kind.LIFTED, Kind.HANDED_APART)  # what may be said of one that is over
_HANDED = {"to": "Write to whom it was handed.", "how": "Write how."}
NEEDED = {
    Kind.MAY_ASK: {"reason": "Write how you know."},
    Kind.SCOPE_ASKED: {"what": "Write what you asked."},
    Kind.SCOPE: {"what": "Write what they want."},
    Kind.EXTENDED: {"reason": "Write why it takes longer. They must hear it."},
    Kind.RESTRICTED: {"scope": "Write of which data."},
    Kind.LIFTED: {"reason": "Write why the restriction ends, and that they were told before."},
    Kind.MENDED: {"reason": "Write what was put right, or why not."},
    Kind.HANDED: _HANDED,
    Kind.HANDED_APART: {"on": "Give the day on which it was."} | _HANDED,
    Kind.ANSWERED: {"text": "Write what they were told."},
    Kind.REFUSED: {"reason": "Write why. They must hear it."},
    Kind.WITHDRAWN: {"reason": "Write how you know."},
    Kind.NOTE: {"text": "Write your note."},
}


def refuse(request: DataRequest, kind: Kind, said: Said) -> None:
    """Raise CannotBeSo for an answer that cannot be so, WrongState where it is not the time for it."""
    if not request.is_open and kind not in AFTERWARDS:
        raise WrongState(f"{request.reference} is over. Write a note, or record a new request.")
    for name, fault in NEEDED.get(kind, {}).items():
        if not str(said.get(name, "")).strip():
            raise CannotBeSo(name, fault)
    for name in ("on", "told_on"):
        if said.get(name):
            _is_a_day_of(request, name, said[name])
    if kind in RULES:
        RULES[kind](request, said)


def _is_a_day_of(request: DataRequest, name: str, text: str) -> None:
    day = dt.date.fromisoformat(text)
    if day > timezone.localdate():
        raise CannotBeSo(name, "Give the day on which it was. That day is still to come.")
    if day < request.received_on:
        raise CannotBeSo(name, f"The request came on {request.received_on:%-d %B %Y}. Check the day.")


def _identity_asked(request: DataRequest, said: Said) -> None:
    if request.identity:
        raise WrongState("Who they are is known already.")
    if request.begins_on is None:
        raise WrongState("They were asked already, and have not shown it yet.")


def _may_ask(request: DataRequest, said: Said) -> None:
    """A parent under a court order gets nothing, whoever says otherwise."""
    if said["may"] and barred_asker(request):
        raise CannotBeSo("may", BARRED)


def _scope_asked(request: DataRequest, said: Said) -> None:
    if request.paused_on:
        raise WrongState("They were asked already, and have not answered yet.")
    if request.right == Right.RECORD:
        raise WrongState("The 15 school days of an educational record do not stand still.")
    if request.begins_on is None:
        raise WrongState("The month has not begun: wait until they have shown who they are.")


def _scope(request: DataRequest, said: Said) -> None:
    if request.paused_on is None:
        raise WrongState("Nobody has asked them what is meant.")
    if said["on"] < request.paused_on.isoformat():
        raise CannotBeSo("on", f"They were asked on {request.paused_on:%-d %B %Y}. Check the day.")


def _extended(request: DataRequest, said: Said) -> None:
    if request.right == Right.RECORD:
        raise WrongState("The 15 school days of an educational record cannot be put off.")
    if request.is_extended:
        raise WrongState("It was put off already. The law lets you do so once.")
    last = last_day_to_extend(request.running, school_calendar().bank_holidays)
    if last is None or request.paused_on:
        raise WrongState("The month does not run now, so nothing is put off.")
    if dt.date.fromisoformat(said["told_on"]) > last:
        raise CannotBeSo("told_on", f"They had to hear it by {last:%-d %B %Y}, within the first month. Answer it now.")


def _restricted(request: DataRequest, said: Said) -> None:
    """A restriction stands beside a child or an account: somebody on a contact list alone has neither."""
    if request.about_contact_id:
        raise WrongState(
            "They stand on a contact list and have no account, so there is no place of their own for it. Record a "
            "request about the child, or write in a note what is used no more and who sees to it."
        )
    if not (request.about_pupil_id or request.about_user_id):
        raise WrongState("Say first whose data it is: a child on the pupil list, or an account.")


def _lifted(request: DataRequest, said: Said) -> None:
    """Of a child a person decides what then holds for its pictures: no answer counts again by itself."""
    running = DataRestriction.objects.running().filter(reference=request.reference)
    if running.exclude(pupil=None).exists() and said.get("pictures") not in AfterRestriction.values:
        raise CannotBeSo("pictures", "Choose what holds for pictures of the child from now on.")


def _handed(request: DataRequest, said: Said) -> None:
    if barred_asker(request):
        raise WrongState(BARRED)
    if not request.bundles.filter(part=None).exists():
        raise WrongState("There is no bundle yet. It is put together once every part is checked.")


def _handed_apart(request: DataRequest, said: Said) -> None:
    """The request may be over: nobody waited for this part."""
    if barred_asker(request):
        raise WrongState(BARRED)
    if request.state in (RequestState.REFUSED, RequestState.WITHDRAWN):
        raise WrongState(f"{request.reference} was refused or taken back. Nothing goes out any more.")


def _answered(request: DataRequest, said: Said) -> None:
    is_out = request.entries.filter(kind=Kind.HANDED).exists() or request.bundles.filter(fetched_at__isnull=False)
    if request.parts.exists() and not is_out:
        raise WrongState("The data were gathered but not handed over. Record first when and how they were.")


def _refused(request: DataRequest, said: Said) -> None:
    if not said.get("told_rights"):
        raise CannotBeSo(
            "told_rights", "Tell them that they may complain to the school and the ICO, and may go to court; then tick."
        )


RULES: dict[str, Callable[[DataRequest, Said], None]] = {
    Kind.IDENTITY_ASKED: _identity_asked,
    Kind.MAY_ASK: _may_ask,
    Kind.SCOPE_ASKED: _scope_asked,
    Kind.SCOPE: _scope,
    Kind.EXTENDED: _extended,
    Kind.RESTRICTED: _restricted,
    Kind.LIFTED: _lifted,
    Kind.HANDED: _handed,
    Kind.HANDED_APART: _handed_apart,
    Kind.ANSWERED: _answered,
    Kind.REFUSED: _refused,
}


def take_over(request: DataRequest, kind: Kind, said: Said) -> None:
    """Put what was said into the columns of a held request, and work out its last day anew."""
    on = dt.date.fromisoformat(said["on"]) if said.get("on") else timezone.localdate()
    match kind:
        case Kind.IDENTITY_ASKED:
            request.begins_on, request.state = None, RequestState.ASKED
        case Kind.IDENTITY:
            request.identity, request.begins_on = said["how"], request.begins_on or on
        case Kind.MAY_ASK:
            request.may_ask = said["may"]
        case Kind.SCOPE_ASKED:
            request.paused_on, request.state = on, RequestState.ASKED
        case Kind.SCOPE:
            request.paused_days += stood_still(request.paused_on or on, on)
            request.paused_on = None
        case Kind.EXTENDED:
            request.is_extended = True
        case Kind.READY:
            request.state = RequestState.READY
        case Kind.ANSWERED | Kind.REFUSED | Kind.WITHDRAWN:
            states = {Kind.ANSWERED: RequestState.ANSWERED, Kind.REFUSED: RequestState.REFUSED}
            request.state = states.get(kind, RequestState.WITHDRAWN)
            request.answered_on = dt.date.fromisoformat(said["told_on"]) if said.get("told_on") else on
    if request.state == RequestState.NEW and kind not in (Kind.NOTE, Kind.RECEIVED):
        request.state = RequestState.WORKING
    if request.state == RequestState.ASKED and kind in (Kind.IDENTITY, Kind.SCOPE):
        request.state = RequestState.WORKING
    request.due_on = due_on(request)


def has_record() -> bool:
    """Whether a parent may ask this school for the educational record: a maintained school, no academy (Education
    (Pupil Information) (England) Regulations 2005, regulation 5)."""
    return not read_all()[Key.IS_ACADEMY]


def refuse_record(right: Right) -> None:
    """Raise CannotBeSo for the educational record where nobody may ask for it. What was asked before goes on."""
    if right == Right.RECORD and not has_record():
        raise CannotBeSo("right", "That right is for maintained schools. In an academy ask for a copy of the data.")


def due_on(request: DataRequest) -> dt.date | None:
    """The last day to answer; None while the clock does not run."""
    calendar = school_calendar()
    if request.right == Right.RECORD:
        return calendar.add_school_days(request.received_on, RECORD_SCHOOL_DAYS) if request.begins_on else None
    return last_day(request.running, calendar.bank_holidays)
