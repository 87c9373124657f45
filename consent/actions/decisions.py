"""Deciding where parents differ or an answer is unclear, with a name and a reason."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.effective import Status, resolve
from consent.faults import ConsentFault, WrongState
from consent.models import ConsentDecision, Purpose
from consent.register import facts_at, surveys_at
from people.models import Pupil, User


@transaction.atomic
def decide(*, pupil: Pupil, purpose: Purpose, school_year: int, value: str, reason: str, by: User) -> ConsentDecision:
    """Settle differing or unclear answers for one pupil and purpose, from now on.

    `value` is yes or no; `reason` says what was found out, and from whom. An answer recorded later stands
    beside the decision. Raises ConsentFault without a reason, WrongState unless there is something to decide.
    """
    if not reason.strip():
        raise ConsentFault("Write the reason: whom you asked, when, and what they said.")
    bulk.one_writer_at_a_time()
    now = timezone.now()
    surveys = surveys_at(school_year, now)
    facts = facts_at([pupil.pk], school_year, now, surveys, {purpose.slug: purpose})
    place = (pupil.pk, purpose.pk)
    given = facts.given.get(place, [])
    if place in facts.waiting:
        raise WrongState("A doubtful answer or a comment about this child waits. Sort that out first, then decide.")
    status = resolve(given, decision=facts.decisions.get(place)).status
    if status not in (Status.CONFLICT, Status.UNCLEAR):
        raise WrongState("There is nothing left to decide here. Open the child's page for the present answers.")
    decision = ConsentDecision.objects.create(
        pupil=pupil,
        purpose=purpose,
        school_year=school_year,
        value=value,
        reason=reason.strip(),
        basis=sorted(answer.answer for answer in given),
        decided_by=by,
    )
    record(Verb.CONFLICT_DECIDED, target=decision, by=by, value=value, purpose=purpose.slug)
    return decision
