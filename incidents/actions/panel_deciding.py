"""What a panel decided: final in school. With it the complaint is closed, and the panel reads no more (domain 1.1)."""

import uuid

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaints.panels import seats_fault
from incidents.complaints.stages import Finding, Progress, Stage
from incidents.models import Case, Hearing, StageAnswer, State, TimelineEntry
from incidents.notifications import tell_owners
from incidents.panel_seating import barred_members, is_academy, seat_of, sitting
from incidents.relations import Act
from people.models import User

from .complaint_answering import Answer
from .complaint_days import set_next_date
from .entries import add_entry
from .faults import CannotBeSo, WrongState
from .locking import touch
from .panel_holding import current_hearing, day_of, held_for_panel, letter_by

Kind = TimelineEntry.Kind
# A panel dismisses a complaint or upholds it, in whole or in part; a talk settles nothing here.
OF_A_PANEL = (Finding.UPHELD, Finding.PARTLY, Finding.NOT_UPHELD)

# Whoever decides had no part in it; whom that leaves out is known by then, and somebody else hears both sides.
MEND = "Take them off, name somebody else, and offer another day on which all three meet."


def was_recorded(public_id: uuid.UUID, form_key: uuid.UUID, by: User) -> bool:
    """Whether this very form was sent before by this person: it left them with that."""
    sent = TimelineEntry.objects.filter(form_key=form_key, by=by, kind=Kind.DECISION)
    return sent.filter(case__public_id=public_id).exists()


@transaction.atomic
def record_decision(*, case: Case, answer: Answer, form_key: uuid.UUID, by: User) -> StageAnswer:
    """Record what the panel decided, by the clerk or somebody on it. Whoever complained reads finding, reason and what
    the school does; whoever owns the complaint acts on it. It is closed and not opened again: the panel is the last
    stage in school. The panel's access ends.

    Raises NotAllowed, CannotBeSo; WrongState before three people met, with papers, on a day that was fixed.
    """
    held = held_for_panel(case, Act.RECORD_PANEL, by)
    complaint = held.complaint
    hearing = _met(held)
    if answer.finding not in OF_A_PANEL:
        raise CannotBeSo("finding", "Choose what the panel decided.")
    if not answer.reason.strip():
        raise CannotBeSo("reason", "Write why the panel decided so, for whoever complained.")
    made = StageAnswer.objects.create(
        complaint=complaint, stage=Stage.TWO, finding=answer.finding, reason=answer.reason.strip(),
        actions=answer.actions.strip(), private=answer.private.strip(), learning=answer.learning.strip(), decided_by=by,
    )  # fmt: skip
    complaint.stage, complaint.progress, complaint.answered_at = Stage.TWO, Progress.CLOSED, made.decided_at
    complaint.next_stage_by = None
    if hearing.meets_at:
        complaint.answer_by = letter_by(day_of(hearing.meets_at))  # what was promised is the panel's letter
    complaint.save(update_fields=["stage", "progress", "answered_at", "next_stage_by", "answer_by"])
    _end(held, hearing)
    add_entry(
        held, Kind.DECISION, f"The panel decided: {made.get_finding_display().lower()}.", by=by, form_key=form_key
    )
    tell_complainant(held, "answered")
    tell_owners(held, "panel_decided", except_user=by)
    record(Verb.COMPLAINT_ANSWERED, target=held, by=by, stage=made.stage, finding=made.finding)
    record(Verb.COMPLAINT_CLOSED, target=held, by=by)
    return made


def _met(held: Case) -> Hearing:
    """The meeting that was held. Raises WrongState where there was none, or not of a whole panel."""
    hearing = current_hearing(held.complaint)
    if hearing is None or hearing.meets_at is None:
        raise WrongState("No day is fixed yet. The panel meets first.")
    if hearing.meets_at > timezone.now():
        day = f"{timezone.localtime(hearing.meets_at):%-d %B %Y}"
        raise WrongState(f"The panel meets on {day}. What it decides is recorded after that.")
    if hearing.bundle_at is None and hearing.without_papers_at is None:
        raise WrongState("The panel has no papers yet.")
    if not hearing.has_papers:
        raise WrongState("The papers came after the day on which the panel was to meet. Offer another day.")
    if fault := seats_fault([seat_of(member) for member in sitting(held)], is_academy=is_academy()):
        raise WrongState(f"The panel is not whole. {fault}")
    for member in sitting(held):
        if member.named_at >= hearing.meets_at:
            raise WrongState(f"{member.called} was named after the panel was to meet. Offer another day.")
    for member, bar in barred_members(held):
        raise WrongState(f"{member.called} {bar}. {MEND}")
    return hearing


def _end(held: Case, hearing: Hearing) -> None:
    now = timezone.now()
    hearing.ended_at = now
    hearing.save(update_fields=["ended_at"])
    held.panel.filter(ended_at=None).update(ended_at=now)
    held.state, held.closed_at, held.at_panel = State.CLOSED, now, False
    set_next_date(held, held.complaint)
    touch(held, "state", "closed_at", "at_panel", "due_on")
