"""The papers of a panel: put together by whoever owns the complaint, without names, sent ahead, then unchanging."""

import uuid

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.blacking import names_in
from incidents.models import Case, Hearing, TimelineEntry
from incidents.notifications import tell_owners
from incidents.panel_bundle import names_of
from incidents.panel_mails import tell_arrangers, tell_members
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .complaint_days import set_next_date
from .entries import add_entry, sent_before
from .faults import CannotBeSo, NotAllowed, WrongState
from .locking import locked, locked_open, touch
from .panel_holding import NO_PANEL, current_hearing, day_of, hearing_of, held_for_panel, last_day_for_papers

OUT = "The papers are with the panel already. They do not change any more."


@transaction.atomic
def send_papers(*, case: Case, text: str, why_late: str, form_key: uuid.UUID, by: User) -> Hearing:
    """Send the papers to the panel, without a name in them. From then on they do not change. Later than the school's
    number of days before the meeting needs a reason, which stays in school. Sent twice with one form it is once.

    Raises NotAllowed, CannotBeSo; WrongState where no panel deals with it or the papers are out.
    """
    held = locked_open(case, Act.CHANGE_STATE, by)
    hearing = current_hearing(held.complaint)
    if hearing and sent_before(held, form_key):
        return hearing
    if not held.at_panel:
        raise WrongState(NO_PANEL)
    if hearing and hearing.bundle_at:
        raise WrongState(OUT)
    if not text.strip():
        raise CannotBeSo("text", "Write what the panel needs to know, without names.")
    if named := names_in(text, names_of(held)):
        raise CannotBeSo("text", f"Take out the names: {', '.join(named)}. Write what part they have instead.")
    if hearing and hearing.meets_at and not why_late.strip():
        last = last_day_for_papers(day_of(hearing.meets_at))
        if timezone.localdate() > last:
            raise CannotBeSo("why_late", f"The papers were to be out by {last:%-d %B %Y}. Write why they are late.")
    hearing = hearing or hearing_of(held, by)
    hearing.bundle, hearing.bundle_at, hearing.bundle_by = text.strip(), timezone.now(), by
    hearing.save(update_fields=["bundle", "bundle_at", "bundle_by"])
    set_next_date(held, held.complaint)
    touch(held, "due_on")
    said = "The papers went to the panel."
    add_entry(held, TimelineEntry.Kind.EVENT, said, by=by, text=why_late.strip(), form_key=form_key)
    tell_members(held, "papers", except_user=by)
    tell_arrangers(held, "papers", except_user=by)
    record(Verb.COMPLAINT_BUNDLE_MADE, target=held, by=by)
    return hearing


@transaction.atomic
def meet_without_papers(*, case: Case, reason: str, form_key: uuid.UUID, by: User) -> Hearing:
    """Have the panel meet without papers, where the school sent none by the last day for them: nobody keeps a complaint
    from its panel by sending nothing. The reason stays in school; whoever arranges it reads no more of it by this.

    Raises NotAllowed, CannotBeSo; WrongState before that day is over, or where the papers are there.
    """
    held = held_for_panel(case, Act.APPOINT_PANEL, by)
    hearing = current_hearing(held.complaint)
    if hearing and sent_before(held, form_key):
        return hearing
    if hearing is None or hearing.meets_at is None:
        raise WrongState("Fix the day of the panel first.")
    if hearing.bundle_at or hearing.without_papers_at:
        raise WrongState(OUT if hearing.bundle_at else "That the panel meets without papers is kept already.")
    last = last_day_for_papers(day_of(hearing.meets_at))
    if timezone.localdate() <= last:
        raise WrongState(f"The papers may still come until {last:%-d %B %Y}.")
    if not reason.strip():
        raise CannotBeSo("reason", "Write why the panel meets without papers.")
    hearing.without_papers_at = timezone.now()
    hearing.save(update_fields=["without_papers_at"])
    set_next_date(held, held.complaint)
    touch(held, "due_on")
    said = "The school sent no papers in time. The panel meets without them."
    add_entry(held, TimelineEntry.Kind.EVENT, said, by=by, text=reason.strip()[:300], form_key=form_key)
    tell_members(held, "no papers", except_user=by)
    tell_owners(held, "no_papers", except_user=by)
    record(Verb.COMPLAINT_HEARING, target=held, by=by)
    return hearing


@transaction.atomic
def open_papers(*, case: Case, by: User) -> Hearing:
    """Somebody on the panel, the clerk, or whoever owns it reads the papers. Each reading is recorded. Raises
    NotAllowed; WrongState where there are none yet."""
    held = locked(case, Act.KNOW, by)
    if not (can(by, Act.READ_BUNDLE, held) or can(by, Act.READ, held)) or held.reported_by_id == by.pk:
        raise NotAllowed
    hearing = current_hearing(held.complaint) if held.at_panel else None
    if hearing is None or hearing.bundle_at is None:
        raise WrongState("The papers are not there yet.")
    record(Verb.COMPLAINT_BUNDLE_OPENED, target=held, by=by)
    return hearing
