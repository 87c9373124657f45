"""Naming the panel of a complaint: three people without an earlier part in it; taking one off."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaints.panels import SEATS, Seat, count_fault, seats_fault
from incidents.complaints.stages import Progress
from incidents.models import Case, PanelMember, TimelineEntry
from incidents.panel_mails import tell_members
from incidents.panel_seating import bars_of, is_academy, name_fault, seat_of, sitting
from incidents.relations import Act
from people.models import User
from people.names import fold

from .complaint_days import set_next_date
from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import touch
from .panel_holding import current_hearing, day_of, fresh_hearing, held_for_panel, is_too_near
from .panel_parting import account_of, end_seat

Kind = TimelineEntry.Kind
FULL = "Three people are named already. Take somebody off first."

DAY_OFF = "The day of the panel was taken back: somebody new sits on it, and it was too near for them."


@dataclass(frozen=True)
class Outside:
    """A governor of another school, as typed. `is_independent`: has no part in managing or running this school."""

    name: str
    school: str
    is_independent: bool = False


@transaction.atomic
def name_panel(
    *, case: Case, governors: Sequence[User], outside: Sequence[Outside], form_key: uuid.UUID, by: User
) -> list[PanelMember]:
    """Fill every free seat of the panel: three, or those that came free. Whoever had a part before is refused by name
    with the reason, and nothing changes (D11). In an academy one of the three is independent (2014 Regulations, Part
    7). Sent twice with one form it is done once.

    Raises NotAllowed, CannotBeSo; WrongState where no seat is free.
    """
    held = held_for_panel(case, Act.APPOINT_PANEL, by)
    if sent_before(held, form_key):
        return sitting(held)
    members = sitting(held)
    missing = SEATS - len(members)
    if missing <= 0:
        raise WrongState(FULL)
    _refuse_barred(held, governors)
    _refuse_outside(held, members, outside)
    if fault := count_fault(missing, len(governors) + len(outside)):
        raise CannotBeSo("governors", fault)
    seats = [
        *map(seat_of, members), *(Seat() for _ in governors), *(Seat(True, one.is_independent) for one in outside),
    ]  # fmt: skip
    if fault := seats_fault(seats, is_academy=is_academy()):
        raise CannotBeSo("", fault)
    made = _named(held, governors, outside, by)
    complaint = held.complaint
    if complaint.progress == Progress.NEXT_ASKED:
        complaint.progress = Progress.PANEL
        complaint.save(update_fields=["progress"])
    touch(held)
    add_entry(held, Kind.EVENT, "The panel has three people.", by=by, form_key=form_key)
    tell_members(held, "named", governors)
    _tell_of_the_day(held, members, governors, by)
    for member in made:
        record(Verb.COMPLAINT_PANEL_NAMED, target=held, by=by, **account_of(member))
    return made


def _tell_of_the_day(held: Case, before: Sequence[PanelMember], named: Sequence[User], by: User) -> None:
    """Whoever is named once a day is fixed hears of day and papers. One that is too near for them to read the papers,
    or over, is taken back, and another is offered: until then that day is what was promised."""
    hearing = current_hearing(held.complaint)
    if hearing is None or hearing.meets_at is None:
        return
    meeting = day_of(hearing.meets_at)
    if not is_too_near(meeting):
        tell_members(held, "day", named)
        if hearing.bundle_at:
            tell_members(held, "papers", named)
        return
    fresh_hearing(held, hearing, by)
    complaint = held.complaint
    complaint.answer_by = meeting
    complaint.save(update_fields=["answer_by"])
    set_next_date(held, complaint)
    touch(held, "due_on")
    add_entry(held, Kind.EVENT, DAY_OFF, by=by)
    tell_complainant(held, "panel")
    tell_members(held, "day off", [member.user for member in before if member.user])


def _refuse_barred(held: Case, governors: Sequence[User]) -> None:
    """Raises CannotBeSo with the name and the reason of the first who may not sit."""
    bars = bars_of(held, governors)
    for user in governors:
        if user.pk in bars:
            raise CannotBeSo("governors", f"{user} {bars[user.pk]}. Choose somebody else.")


def _refuse_outside(held: Case, members: Sequence[PanelMember], outside: Sequence[Outside]) -> None:
    known = [fold(member.name) for member in members if member.name]
    for number, one in enumerate(outside, start=1):
        if not one.name.strip() or not one.school.strip():
            raise CannotBeSo(f"name_{number}", "Write both the name and the school.")
        if fault := name_fault(held, one.name.strip(), one.school.strip()):
            raise CannotBeSo(f"name_{number}", fault)
        if fold(one.name) in known:
            raise CannotBeSo(f"name_{number}", f"{one.name.strip()} is named twice.")
        known.append(fold(one.name))


def _named(held: Case, governors: Sequence[User], outside: Sequence[Outside], by: User) -> list[PanelMember]:
    made = [PanelMember.objects.create(case=held, user=user, named_by=by) for user in governors]
    for user in governors:
        add_entry(held, Kind.EVENT, f"Named for the panel: {user.get_short_name()}.", by=by)
    for one in outside:
        made.append(
            PanelMember.objects.create(
                case=held, name=one.name.strip()[:160], school=one.school.strip()[:160],
                is_independent=one.is_independent, named_by=by,
            )
        )  # fmt: skip
        who = f"{one.name.strip()}, {one.school.strip()}"
        add_entry(held, Kind.EVENT, "Named for the panel: a governor of another school.", by=by, text=who)
    return made


@transaction.atomic
def take_off_panel(*, member: PanelMember, reason: str, by: User) -> None:
    """Take somebody off the panel with a reason, until it has decided. They read nothing of it from their next request
    on, and somebody else is named. Raises NotAllowed, WrongState, CannotBeSo without a reason."""
    held = held_for_panel(member.case, Act.APPOINT_PANEL, by)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why they are taken off the panel.")
    end_seat(held, member, f"Taken off the panel: {_who(member)}.", reason, by)
    if member.user:
        tell_members(held, "off", [member.user])


def _who(member: PanelMember) -> str:
    return member.user.get_short_name() if member.user else "a governor of another school"
