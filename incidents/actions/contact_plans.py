"""A plan for contact is made after one full procedure, looked at again, ended; the person is told each time."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.complaints.letter_kinds import ComplaintLetterKind
from incidents.contact_plans import (
    AGAIN,
    ENDED,
    MOST_MONTHS,
    REVIEW_MONTHS,
    TOLD,
    last_day_of,
    latest_review,
    told_of,
    why_no_plan,
)
from incidents.models import Case, ContactPlan, TimelineEntry
from incidents.relations import Act
from people.models import User

from .complaint_lettering import put_letter
from .entries import add_entry, sent_before
from .faults import CannotBeSo, WrongState
from .locking import locked, touch

Kind = TimelineEntry.Kind
PLAN = ComplaintLetterKind.PLAN
OVER = "This plan is over. Make a new one if there is reason to."


@dataclass(frozen=True)
class Planned:
    """What a plan says, as typed."""

    contact: str
    frequency: str
    reason: str
    review_on: dt.date


@transaction.atomic
def make_plan(*, case: Case, planned: Planned, form_key: uuid.UUID, by: User) -> ContactPlan:
    """Say whom somebody writes to, how often they are answered, why, and when that is looked at again: by six months
    ahead, and twelve in all. They are told by a letter that they read on the page of their complaint too. Sent twice
    with one form it is one plan.

    Raises NotAllowed; WrongState before one full procedure, or while there is a plan; CannotBeSo.
    """
    held = locked(case, Act.CHANGE_STATE, by)
    if sent_before(held, form_key):
        return held.complaint.plans.all()[0]
    plans, today = list(held.complaint.plans.all()), timezone.localdate()
    fault = why_no_plan(held, plans, today)
    if fault:
        raise WrongState(fault)
    for field, text in (("contact", planned.contact), ("frequency", planned.frequency), ("reason", planned.reason)):
        if not text.strip():
            raise CannotBeSo(field, MISSING[field])
    _refuse_day(planned.review_on, plans, today)
    plan = ContactPlan.objects.create(
        complaint=held.complaint, contact=planned.contact.strip()[:160], frequency=planned.frequency.strip()[:160],
        reason=planned.reason.strip(), review_on=planned.review_on, made_by=by,
    )  # fmt: skip
    touch(held)
    _tell(held, plan, TOLD, last_day_of([*plans, plan], today), form_key, by)
    record(Verb.COMPLAINT_PLAN_MADE, target=held, by=by, last_day=plan.review_on.isoformat())
    return plan


@transaction.atomic
def review_plan(*, plan: ContactPlan, review_on: dt.date, form_key: uuid.UUID, by: User) -> ContactPlan:
    """Look at a plan again and let it go on until another day. The person is told. Sent twice with one form it is
    looked at once. Raises NotAllowed, WrongState where it is over, CannotBeSo for a day too far away."""
    held, plan = _held(plan, by)
    if sent_before(held, form_key):
        return plan
    _refuse_over(plan)
    plans, today = list(held.complaint.plans.all()), timezone.localdate()
    _refuse_day(review_on, plans, today)
    plan.review_on = review_on
    plan.save(update_fields=["review_on"])
    touch(held)
    _tell(held, plan, AGAIN, last_day_of(plans, today), form_key, by)
    record(Verb.COMPLAINT_PLAN_MADE, target=held, by=by, last_day=review_on.isoformat())
    return plan


@transaction.atomic
def end_plan(*, plan: ContactPlan, reason: str, by: User) -> ContactPlan:
    """End a plan, with a reason that stays in school. The person is told that it is over. Raises NotAllowed,
    WrongState where it is over already, CannotBeSo."""
    held, plan = _held(plan, by)
    _refuse_over(plan)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is ended.")
    plan.ended_at, plan.ended_by, plan.ended_reason = timezone.now(), by, reason.strip()
    plan.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    touch(held)
    add_entry(held, Kind.EVENT, "The plan for contact was ended.", by=by)
    put_letter(held, PLAN, ENDED, is_offered=True, form_key=uuid.uuid4(), by=by)
    record(Verb.COMPLAINT_PLAN_ENDED, target=held, by=by)
    return plan


MISSING = {
    "contact": "Write whom they write to.",
    "frequency": "Write how often they get an answer.",
    "reason": "Write why. They read it.",
}


def _held(plan: ContactPlan, by: User) -> tuple[Case, ContactPlan]:
    """The case, held, and the plan as it stands now. Raises NotAllowed."""
    held = locked(plan.complaint.case, Act.CHANGE_STATE, by)
    return held, held.complaint.plans.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)


def _refuse_over(plan: ContactPlan) -> None:
    if not plan.is_in_force:
        raise WrongState(OVER)


def _refuse_day(review_on: dt.date, plans: list[ContactPlan], today: dt.date) -> None:
    latest = latest_review(plans, today)
    if latest <= today:
        raise WrongState(f"It has had its {MOST_MONTHS} months. End it.")
    if not today < review_on <= latest:
        raise CannotBeSo(
            "review_on",
            f"Give a day from tomorrow to {latest:%-d %B %Y}: at most {REVIEW_MONTHS} months ahead, and "
            f"{MOST_MONTHS} months in all.",
        )


def _tell(held: Case, plan: ContactPlan, text: str, last: dt.date, form_key: uuid.UUID, by: User) -> None:
    words = told_of(
        text, contact=plan.contact, frequency=plan.frequency, reason=plan.reason, review_on=plan.review_on, last=last
    )
    put_letter(held, PLAN, words, is_offered=True, form_key=form_key, by=by)
