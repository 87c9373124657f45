"""What is done with a case between its report and its end: seen, given, noted, answered, its steps, its people."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CaseAssignment, CasePerson, CaseStep, State, TimelineEntry
from incidents.notifications import tell_handler, tell_owners
from incidents.relations import Act
from incidents.search import index_case
from incidents.standing import can
from incidents.steps import steps_that_follow
from incidents.walls import Standing
from people.models import User

from .entries import add_entry, sent_before
from .faults import CannotBeSo, NotAllowed, WrongState
from .locking import locked, locked_open, touch
from .reporting import Linked
from .routing import route, standing_of

Kind = TimelineEntry.Kind
MOVES = {
    State.SEEN: (State.NEW,),
    State.WORKING: (State.NEW, State.SEEN, State.WAITING, State.REOPENED),
    State.WAITING: (State.SEEN, State.WORKING, State.REOPENED),
}
LOOK_AGAIN = "Look whether it was done, what was asked for"


@transaction.atomic
def open_case(*, case: Case, by: User) -> Case:
    """Somebody reads a case. Each reading is recorded (requirements X4); the first by who owns it makes it *seen*,
    and the reporter reads so. Raises NotAllowed."""
    held = locked(case, Act.READ, by)
    if held.state == State.NEW and can(by, Act.CHANGE_STATE, held):
        held.state, held.seen_at, held.seen_by = State.SEEN, timezone.now(), by
        touch(held, "state", "seen_at", "seen_by")
        add_entry(held, Kind.EVENT, "Seen. Who reported it reads so.", by=by)
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


@transaction.atomic
def assign_case(*, case: Case, user: User, by: User) -> CaseAssignment:
    """Give a case to somebody to deal with. Never to somebody it is about, nor about the headteacher or a governor to
    anybody: there the owner deals with it, or a panel. Raises NotAllowed, WrongState, CannotBeSo."""
    held = locked_open(case, Act.ASSIGN, by)
    if held.people.subjects().filter(user=user).exists():
        raise CannotBeSo("user", "Choose somebody else: it is about this person.")
    if not user.is_active:
        raise CannotBeSo("user", "Choose somebody whose account works.")
    assignment, is_new = CaseAssignment.objects.get_or_create(
        case=held, user=user, ended_at=None, defaults={"given_by": by}
    )
    if not can(user, Act.READ, held):
        raise CannotBeSo("user", "Nobody else may read a case about the headteacher or a governor.")
    if is_new:
        touch(held)
        add_entry(held, Kind.EVENT, f"Given to {user.get_short_name()}.", by=by)
        tell_handler(held, user)
        record(Verb.INCIDENT_ASSIGNED, target=held, by=by, user=user.pk)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: CaseAssignment, by: User) -> None:
    """Take a case back from somebody. They do not see it from the next request on. Raises NotAllowed."""
    held = locked(assignment.case, Act.ASSIGN, by)
    assignment = CaseAssignment.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment.pk)
    if assignment.ended_at:
        return
    assignment.ended_at, assignment.ended_by = timezone.now(), by
    assignment.save(update_fields=["ended_at", "ended_by"])
    touch(held)
    add_entry(held, Kind.EVENT, f"Taken back from {assignment.user.get_short_name()}.", by=by)
    record(Verb.INCIDENT_UNASSIGNED, target=held, by=by, user=assignment.user_id)


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
    record(Verb.INCIDENT_NOTED, target=held, by=by)
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


@transaction.atomic
def add_step(*, case: Case, text: str, owner: User | None, due_on: dt.date | None, by: User) -> CaseStep:
    """Add something to be done, unless the very same is to be done already. Its owner must be somebody who may read
    the case. Raises NotAllowed, CannotBeSo."""
    held = locked_open(case, Act.COMMENT, by)
    if not text.strip():
        raise CannotBeSo("text", "Write what is to be done.")
    if owner and not can(owner, Act.READ, held):
        raise CannotBeSo("owner", "Choose somebody who may read this case. Give it to them first.")
    what = {"text": text.strip()[:200], "owner": owner, "due_on": due_on}
    known = held.steps.filter(**what, done_at=None).first()
    if known:
        return known
    touch(held)
    step = CaseStep.objects.create(case=held, **what, added_by=by)
    record(Verb.INCIDENT_STEP_ADDED, target=held, by=by)
    return step


@transaction.atomic
def tick_step(*, step: CaseStep, is_done: bool, by: User) -> CaseStep:
    """Say that a step was taken, or that it was not after all. Raises NotAllowed, WrongState."""
    held = locked_open(step.case, Act.COMMENT, by)
    step = CaseStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step.pk)
    if bool(step.done_at) == is_done:
        return step
    step.done_at, step.done_by = (timezone.now(), by) if is_done else (None, None)
    step.save(update_fields=["done_at", "done_by"])
    touch(held)
    said = "Done" if is_done else "Not done after all"
    add_entry(held, Kind.STEP, f"{said}: {step.text}"[:200], by=by)
    record(Verb.INCIDENT_STEP_TICKED, target=held, by=by, done=is_done)
    return step


@transaction.atomic
def link_person(*, case: Case, linked: Linked, by: User) -> CasePerson:
    """Add somebody to a case, and route it again at once: who may not read it any more loses it with this request.
    Whoever stands in it in the same part already is not added again.

    Raises NotAllowed, WrongState, NobodyLeft.
    """
    held = locked_open(case, Act.COMMENT, by)
    if not can(by, Act.CHANGE_STATE, held):
        raise NotAllowed
    pupil = linked.pupil
    who = {"part": linked.part, "standing": linked.standing, "name": linked.name[:160], "user": linked.user}
    known = held.people.present().filter(**who, pupil=pupil).first()
    if known:
        return known
    year_group = pupil.year_group if pupil else ""
    person = CasePerson.objects.create(case=held, **who, pupil=pupil, year_group=year_group, added_by=by)
    _route_again(held, by)
    record(Verb.INCIDENT_PERSON_LINKED, target=held, by=by, part=str(linked.part), wall=held.wall)
    return person


@transaction.atomic
def unlink_person(*, person: CasePerson, reason: str, by: User) -> None:
    """Take somebody off a case, with a reason, and route it again. Raises NotAllowed, WrongState, CannotBeSo."""
    held = locked_open(person.case, Act.CHANGE_STATE, by)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why they are taken off.")
    person = CasePerson.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if person.taken_off_at:
        return
    person.taken_off_at, person.taken_off_by, person.taken_off_reason = timezone.now(), by, reason.strip()[:300]
    person.save(update_fields=["taken_off_at", "taken_off_by", "taken_off_reason"])
    _route_again(held, by)
    record(Verb.INCIDENT_PERSON_UNLINKED, target=held, by=by, part=person.part, wall=held.wall)


@transaction.atomic
def say_it_is_about_me(*, case: Case, by: User) -> Case:
    """A reader whom the text turns out to be about: the case leaves them in this request, and the handover is
    recorded (security 2.3, rule g). Raises NotAllowed; NobodyLeft where nobody else could read it."""
    held = locked(case, Act.READ, by)
    standing = standing_of(by, Standing.OTHER)
    CasePerson.objects.create(
        case=held, part=CasePerson.Part.SUBJECT, standing=standing, name=str(by), user=by, added_by=by
    )
    held.assignments.filter(user=by, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    _route_again(held, by, always=True)
    add_entry(held, Kind.EVENT, "A reader said that it is about them. It left them with this.", by=by)
    record(Verb.INCIDENT_HANDED_OVER, target=held, by=by, wall=held.wall)
    return held


@transaction.atomic
def say_parents_told(
    *, person: CasePerson, told: CasePerson.Told, on: dt.date | None, note: str, by: User, revision: int | None = None
) -> CasePerson:
    """Whether the parents of a child in the case were told: yes and when, not yet and by when, no and why (C26).

    Raises NotAllowed, WrongState, Stale, CannotBeSo.
    """
    held = locked_open(person.case, Act.COMMENT, by, revision)
    person = CasePerson.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if told == CasePerson.Told.NO and not note.strip():
        raise CannotBeSo("note", "Write why they are not told.")
    if told in {CasePerson.Told.YES, CasePerson.Told.NOT_YET} and on is None:
        raise CannotBeSo("on", "Give the day.")
    person.parents_told, person.told_note = told, note.strip()[:300]
    person.told_on = None if told == CasePerson.Told.NO else on
    person.save(update_fields=["parents_told", "told_on", "told_note"])
    touch(held)
    add_entry(held, Kind.EVENT, f"Parents of a child: {told.label.lower()}.", by=by)
    record(Verb.INCIDENT_PARENTS_TOLD, target=held, by=by, told=str(told))
    return person


def _route_again(case: Case, by: User, *, always: bool = False) -> None:
    """Re-route a held case whose people changed, by whose names it is found; its new owners are told its reference."""
    index_case(case)
    is_moved = route(case)
    touch(case, "wall", "owner_role")
    if is_moved:
        cited = case.incident.cited.filter(taken_off_at=None).select_related("rule")
        steps_that_follow(case, case.incident, [one.rule for one in cited])
    if is_moved or always:
        add_entry(case, Kind.EVENT, "Who may see this case was worked out again.", by=by)
        tell_owners(case, "routed", except_user=by)
