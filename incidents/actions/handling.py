"""Where a case stands between its report and its end: read for the first time, looked into, waiting."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, State, TimelineEntry
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .entries import add_entry
from .faults import WrongState
from .locking import locked, locked_open, touch

Kind = TimelineEntry.Kind
MOVES = {
    State.SEEN: (State.NEW,),
    State.WORKING: (State.NEW, State.SEEN, State.WAITING, State.REOPENED),
    State.WAITING: (State.SEEN, State.WORKING, State.REOPENED),
}


@transaction.atomic
def open_case(*, case: Case, by: User) -> Case:
    """Somebody reads a case. Each reading is recorded (requirements X4); the first by who owns it makes it *seen*,
    and the reporter reads so. Raises NotAllowed."""
    held = locked(case, Act.READ, by)
    if held.state == State.NEW and can(by, Act.CHANGE_STATE, held):
        held.state, held.seen_at, held.seen_by = State.SEEN, timezone.now(), by
        touch(held, "state", "seen_at", "seen_by")
        add_entry(held, Kind.EVENT, "Seen. Who reported it reads so.", by=by)
    elif held.passed_at and held.owner_role in by.roles:
        held.passed_at = None
        touch(held, "passed_at")
        add_entry(held, Kind.EVENT, "Opened after it came to another owner.", by=by)
    record(Verb.INCIDENT_OPENED, target=held, by=by)
    return held


@transaction.atomic
def change_state(*, case: Case, state: State, revision: int, by: User) -> Case:
    """Say that a case is being looked into, or waits for others. Raises NotAllowed, WrongState, Stale."""
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    before = State(held.state)
    if before not in MOVES.get(state, ()):
        raise WrongState(f"{held.reference} is now: {before.label.lower()}.")
    held.state = state
    if held.seen_at is None:
        held.seen_at, held.seen_by = timezone.now(), by
    touch(held, "state", "seen_at", "seen_by")
    add_entry(held, Kind.EVENT, f"State: {before.label.lower()} → {state.label.lower()}.", by=by)
    record(Verb.INCIDENT_STATE_CHANGED, target=held, by=by, before=str(before), after=str(state))
    return held
