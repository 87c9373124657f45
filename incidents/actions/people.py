"""Who is in a case: linked, taken off, a reader whom it is about, whether parents were told."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CasePerson, TimelineEntry
from incidents.notifications import also_told, tell_owners
from incidents.relations import Act
from incidents.search import index_case
from incidents.sorts import Sort
from incidents.standing import can
from incidents.steps import add_proposed
from incidents.walls import Standing
from people.models import User

from .complaint_incidents import ask_the_chair_first
from .entries import add_entry
from .faults import CannotBeSo, NotAllowed
from .locking import locked, locked_open, touch
from .panel_parting import panel_follows
from .reading_after import Change, if_linked, if_taken_off, refuse_untold
from .reporting import Linked
from .routing import ROUTED, route, standing_of
from .verbs import verb_of

Kind = TimelineEntry.Kind


@transaction.atomic
def link_person(*, case: Case, linked: Linked, by: User, knowing: str | None = None) -> CasePerson:
    """Add somebody to a case, and route it again at once: who may not read it any more loses it with this request.
    Whoever stands in it in the same part already is not added again. About a parent or another adult the chair agrees
    first, as where they were named with the report (requirements 1.11). `knowing`: the key of the change of readers
    that `by` was shown; None where nobody is asked.

    Raises NotAllowed, WrongState, NobodyLeft; AskFirst where others would read it and `by` was not shown just that.
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
    person = CasePerson(case=held, **who, pupil=pupil, year_group=year_group, added_by=by)
    refuse_untold(if_linked(held, person), knowing)
    person.save()
    _route_again(held, by)
    if held.sort == Sort.INCIDENT:
        ask_the_chair_first(held, [person], by)
    record(verb_of(held, "person_linked"), target=held, by=by, part=str(linked.part), wall=held.wall)
    return person


@transaction.atomic
def unlink_person(*, person: CasePerson, reason: str, by: User, knowing: str | None = None) -> None:
    """Take somebody off a case, with a reason, and route it again. `knowing` as for `link_person`.

    Raises NotAllowed, WrongState, CannotBeSo, AskFirst.
    """
    held = locked_open(person.case, Act.CHANGE_STATE, by)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why they are taken off.")
    person = CasePerson.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if person.taken_off_at:
        return
    refuse_untold(if_taken_off(held, person), knowing)
    person.taken_off_at, person.taken_off_by, person.taken_off_reason = timezone.now(), by, reason.strip()[:300]
    person.save(update_fields=["taken_off_at", "taken_off_by", "taken_off_reason"])
    _route_again(held, by)
    record(verb_of(held, "person_unlinked"), target=held, by=by, part=person.part, wall=held.wall)


@transaction.atomic
def say_it_is_about_me(*, case: Case, by: User, knowing: str | None = None) -> Case:
    """A reader whom the text turns out to be about: the case leaves them in this request, and the handover is
    recorded (security 2.3, rule g). `knowing` as for `link_person`. Raises NotAllowed, AskFirst; NobodyLeft where
    nobody else could read it."""
    held = locked(case, Act.READ, by)
    refuse_untold(if_about(held, by), knowing)
    hand_over(held, by)
    return held


def hand_over(held: Case, by: User) -> None:
    """Enter somebody as the person whom a held case is about: it leaves them with this. Raises NobodyLeft."""
    as_subject(held, by).save()
    held.assignments.filter(user=by, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    _route_again(held, by, always=True)
    add_entry(held, Kind.EVENT, "A reader said that it is about them. It left them with this.", by=by)
    record(verb_of(held, "handed_over"), target=held, by=by, wall=held.wall)


def as_subject(case: Case, user: User) -> CasePerson:
    """Somebody as the person a case is about, not kept yet."""
    standing = standing_of(user, Standing.OTHER)
    return CasePerson(
        case=case, part=CasePerson.Part.SUBJECT, standing=standing, name=str(user), user=user, added_by=user
    )


def if_about(case: Case, user: User) -> Change:
    """Who reads a case once `user` has said that it is about them. Raises NobodyLeft."""
    return if_linked(case, as_subject(case, user))


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
    touch(case, *ROUTED)
    if is_moved and case.sort == Sort.INCIDENT:
        add_proposed(case)
    if is_moved or always:
        add_entry(case, Kind.EVENT, "Who may see this case was worked out again.", by=by)
        tell_owners(case, "routed", except_user=by, also=also_told(case))
    panel_follows(case, by, is_routed=True)
