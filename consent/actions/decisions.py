"""Deciding where parents differ or an answer is unclear, with a name and a reason."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.effective import UNDECIDED
from consent.facts import Facts, facts_at, surveys_at
from consent.faults import ConsentFault, WrongState
from consent.models import ConsentDecision, Purpose
from consent.past import refuse_past
from people.models import Pupil, User

from .telling import parents_told


@transaction.atomic
def decide(*, pupil: Pupil, purpose: Purpose, school_year: int, value: str, reason: str, by: User) -> ConsentDecision:
    """Settle differing or unclear answers for one pupil and purpose: `decide_places` for one place."""
    values = {purpose.slug: value}
    [decision] = decide_places(pupil=pupil, values=values, school_year=school_year, reason=reason, by=by)
    return decision


@transaction.atomic
def decide_places(
    *,
    pupil: Pupil,
    values: Mapping[str, str],
    school_year: int,
    reason: str,
    by: User,
    seen: Mapping[str, str] | None = None,
) -> list[ConsentDecision]:
    """Settle differing or unclear answers for one pupil, from now on: all of `values`, or none.

    `values` says yes or no by the purpose's slug; `reason` what was found out, and from whom. `seen` is the stamp
    of each place as the page showed it (`Facts.stamp_of`); None where nobody looked at a page. An answer recorded
    later stands beside the decision. Raises ConsentFault without a value or a reason, WrongState unless there is
    something to decide about every place, nothing about it changed since it was shown, and the year goes on.
    """
    bulk.one_writer_at_a_time()
    if seen is not None:
        refuse_unseen(pupil, school_year, values, seen, timezone.now())
    with parents_told(school_year, [pupil.pk], by=by):
        decisions = keep_decisions(
            pupil=pupil, values=values, school_year=school_year, reason=reason, by=by, now=timezone.now()
        )
    keys = [decision.pk for decision in decisions]
    record(Verb.CONFLICT_DECIDED, target=pupil, by=by, decisions=keys)
    return decisions


def keep_decisions(
    *, pupil: Pupil, values: Mapping[str, str], school_year: int, reason: str, by: User, now: dt.datetime
) -> list[ConsentDecision]:
    """Write the decisions inside the caller's transaction, with the conditions they were made on.

    Raises as `decide_places` does.
    """
    if not values:
        raise ConsentFault("Choose No or Yes for at least one place.")
    if not reason.strip():
        raise ConsentFault("Write the reason: whom you asked, when, and what they said.")
    refuse_past(school_year)
    purposes = {purpose.slug: purpose for purpose in Purpose.objects.filter(slug__in=values)}
    facts = facts_at([pupil.pk], school_year, now, surveys_at(school_year, now), purposes)
    decisions = []
    for slug, value in values.items():
        purpose = _undecided_purpose(facts, pupil, purposes.get(slug))
        place = (pupil.pk, purpose.pk)
        conditions = facts.conditions_of(place)
        decisions.append(
            ConsentDecision.objects.create(
                pupil=pupil,
                purpose=purpose,
                school_year=school_year,
                value=value,
                reason=reason.strip(),
                basis=sorted(given.answer for given in facts.given[place]),
                readings=sorted(condition.entry for condition in conditions),
                doubted=sorted(given.answer for given in facts.given[place] if given.doubted),
                condition="\n".join(dict.fromkeys(c.words for c in conditions if c.words)),
                decided_by=by,
                decided_at=now,
            )
        )
    return decisions


def refuse_unseen(
    pupil: Pupil, school_year: int, values: Mapping[str, str], seen: Mapping[str, str], now: dt.datetime
) -> None:
    """Raise WrongState if anything about one of the places changed since a person saw it. Called under the lock.

    What nobody has looked at is never decided about (requirements 1.3).
    """
    purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
    facts = facts_at([pupil.pk], school_year, now, surveys_at(school_year, now), purposes)
    chosen = [purposes[slug] for slug in values if slug in purposes]
    changed = [p.label for p in chosen if seen.get(p.slug, "") != facts.stamp_of((pupil.pk, p.pk))]
    if changed:
        raise WrongState(
            f"What we know about {', '.join(changed)} changed since you opened this page. Nothing is decided yet. "
            "Look at what stands there now, then choose again."
        )


def _undecided_purpose(facts: Facts, pupil: Pupil, purpose: Purpose | None) -> Purpose:
    """The purpose, if there is something to decide about it. Raises WrongState if not."""
    place = (pupil.pk, purpose.pk if purpose else 0)
    if place in facts.waiting:
        raise WrongState(
            "A doubtful answer, a comment or a request about this child waits. Sort that out first, then decide."
        )
    if purpose is None or facts.of(place).status not in UNDECIDED:
        about = f" about {purpose}" if purpose else ""
        raise WrongState(f"There is nothing left to decide{about}. Open the child's page for the present answers.")
    return purpose
