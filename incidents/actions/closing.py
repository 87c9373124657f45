"""How a case ends and begins again: what must be there first, outcome, reason (policy D2, D3; C17, C18, C26)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.kinds import BULLYING
from incidents.models import Case, CaseClosure, CaseOutcome, CasePerson, OutOfHoursTest, State, TimelineEntry
from incidents.notifications import tell_owners
from incidents.outcomes import SCHOOL_ACTS, Outcome, outcomes_for
from incidents.relations import Act
from incidents.steps import only_advises
from incidents.walls import Standing, Wall
from people.models import User
from people.roles import Role
from policies.models import RelatedDocument

from .entries import add_entry
from .faults import CannotBeSo, WrongState
from .locking import locked, locked_open, touch

Kind = TimelineEntry.Kind
PARENTS = {Standing.PARENT}


def missing_to_close(case: Case, people: Iterable[CasePerson] | None = None) -> list[str]:
    """What must be there before a case is closed, each in a sentence that says what to do. `people`: those present,
    where a page has them already."""
    found = []
    incident = case.incident
    if incident.kind in BULLYING and incident.bullying_ticked_at is None:
        found.append("Tick that it was handled under the Anti-bullying policy.")
    present = case.people.present() if people is None else people
    unsaid = [person.name for person in present if person.is_child and not person.parents_told]
    if unsaid:
        found.append(f"Say whether the parents of {', '.join(unsaid)} were told.")
    return found


def fitting_outcomes(case: Case) -> tuple[Outcome, ...]:
    """The outcomes that fit the people of a case."""
    about = {Standing(p.standing) for p in case.people.subjects()}
    return outcomes_for(Wall(case.wall), only_parents=bool(about) and about <= PARENTS)


@transaction.atomic
def close_case(
    *,
    case: Case,
    outcomes: Sequence[Outcome],
    reason: str,
    told: str,
    revision: int,
    by: User,
    why_discipline: str = "",
) -> CaseClosure:
    """Close a case with outcome and reason. Raises NotAllowed, Stale, WrongState for one that is closed, and
    CannotBeSo for what is missing: the Anti-bullying tick (D2), parents told or not (C26), the three questions before
    the school acts on what happened outside school (D3), a reason for discipline where the rule only advises (A1)."""
    held = locked_open(case, Act.CLOSE, by, revision)
    missing = missing_to_close(held)
    if missing:
        raise CannotBeSo("", " ".join(missing))
    if not outcomes:
        raise CannotBeSo("outcomes", "Choose what came of it.")
    if set(outcomes) - set(fitting_outcomes(held)):
        raise CannotBeSo("outcomes", "Choose an outcome that fits the people it is about.")
    if not reason.strip():
        raise CannotBeSo("reason", "Write why.")
    _refuse_acts_without_test(held, outcomes)
    _refuse_discipline_by_advice(held, outcomes, why_discipline)
    closure = CaseClosure.objects.create(
        case=held, outcomes=[str(one) for one in outcomes], reason=reason.strip(), told=told.strip(), closed_by=by
    )
    CaseOutcome.objects.bulk_create(CaseOutcome(case=held, outcome=one) for one in dict.fromkeys(outcomes))
    held.state, held.closed_at = State.CLOSED, closure.closed_at
    if held.seen_at is None:
        held.seen_at, held.seen_by = closure.closed_at, by
    touch(held, "state", "closed_at", "seen_at", "seen_by")
    words = ", ".join(one.label.lower() for one in outcomes)
    said = [reason.strip(), f"Why discipline: {why_discipline.strip()}" if why_discipline.strip() else ""]
    add_entry(held, Kind.DECISION, f"Closed: {words}."[:200], by=by, text="\n\n".join(filter(None, said)))
    record(Verb.INCIDENT_CLOSED, target=held, by=by, outcomes=[str(one) for one in outcomes])
    return closure


def _refuse_acts_without_test(case: Case, outcomes: Sequence[Outcome]) -> None:
    acts = set(outcomes) & SCHOOL_ACTS
    if not acts or not case.incident.is_out_of_hours:
        return
    test = case.incident.out_of_hours_tests.first()
    if test is None:
        raise CannotBeSo("outcomes", "It happened outside school. Answer the three questions first; advice needs none.")
    if not test.may_act:
        raise CannotBeSo("outcomes", "None of the three questions was answered with yes: advice is all there can be.")


def _refuse_discipline_by_advice(case: Case, outcomes: Sequence[Outcome], why: str) -> None:
    if set(outcomes) & SCHOOL_ACTS and not why.strip() and not may_offer_discipline(case):
        raise CannotBeSo(
            "why_discipline",
            "The rule only advises: a conversation, not discipline. Write why, all the same.",
        )


def may_offer_discipline(case: Case) -> bool:
    """Whether discipline is offered without a further reason: a rule that only advises hides it (policy A1)."""
    cited = case.incident.cited.filter(taken_off_at=None).select_related("rule")
    return not only_advises([one.rule for one in cited])


@transaction.atomic
def reopen_case(*, case: Case, reason: str, by: User) -> Case:
    """Open a closed case again, with a reason. Its closures stay. Raises NotAllowed, WrongState, CannotBeSo."""
    held = locked(case, Act.REOPEN, by)
    if held.is_open:
        raise WrongState(f"{held.reference} is open.")
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is opened again.")
    held.came_of_it.all().delete()
    held.state, held.closed_at = State.REOPENED, None
    touch(held, "state", "closed_at")
    add_entry(held, Kind.DECISION, "Opened again.", by=by, text=reason.strip())
    record(Verb.INCIDENT_REOPENED, target=held, by=by)
    return held


@transaction.atomic
def answer_out_of_hours(*, case: Case, answers: OutOfHoursTest, revision: int, by: User) -> OutOfHoursTest:
    """Record whether the school may act on what happened outside school hours: three questions, a reason for each
    yes (policy D3). `answers` is filled and unsaved. Raises NotAllowed, WrongState, Stale, CannotBeSo."""
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    for yes, because, field in (
        (answers.disturbs, answers.disturbs_because, "disturbs_because"),
        (answers.threatens, answers.threatens_because, "threatens_because"),
        (answers.reputation, answers.reputation_because, "reputation_because"),
    ):
        if yes and not because.strip():
            raise CannotBeSo(field, "Write why you answered yes.")
    if answers.reputation and not answers.reputation_of:
        raise CannotBeSo("reputation_of", "Choose whose good name it is.")
    answers.incident, answers.decided_by, answers.decided_at = held.incident, by, timezone.now()
    answers.save(force_insert=True)
    touch(held)
    said = "the school may act" if answers.may_act else "advice only"
    add_entry(held, Kind.DECISION, f"Outside school hours: {said}.{_yes_to(answers)}", by=by)
    if answers.threatens:
        tell_owners(held, "danger", except_user=by, also=[Role.DSL])
    record(Verb.INCIDENT_TEST_ANSWERED, target=held, by=by, may_act=answers.may_act, danger=answers.threatens)
    return answers


def _yes_to(answers: OutOfHoursTest) -> str:
    """Which of the three questions were answered with yes, without the words that were typed."""
    whose = OutOfHoursTest.Who(answers.reputation_of).label if answers.reputation else ""
    said = {
        "it would disturb school life": answers.disturbs,
        "somebody is threatened": answers.threatens,
        f"a good name suffers ({whose})": answers.reputation,
    }
    yes = "; ".join(words for words, is_so in said.items() if is_so)
    return f" Answered yes: {yes}." if yes else ""


@transaction.atomic
def tick_bullying(*, case: Case, document: RelatedDocument | None, of: dt.date | None, by: User) -> Case:
    """Say that a case of bullying was handled under the Anti-bullying policy of a day (policy D2).

    Raises NotAllowed, WrongState, CannotBeSo without the day of that policy.
    """
    held = locked_open(case, Act.CHANGE_STATE, by)
    if of is None:
        raise CannotBeSo("of", "Give the day of the Anti-bullying policy that you followed.")
    incident = held.incident
    incident.bullying_policy, incident.bullying_policy_of = document, of
    incident.bullying_ticked_by, incident.bullying_ticked_at = by, timezone.now()
    incident.save(update_fields=["bullying_policy", "bullying_policy_of", "bullying_ticked_by", "bullying_ticked_at"])
    touch(held)
    add_entry(held, Kind.DECISION, f"Handled under the Anti-bullying policy of {of:%-d %B %Y}.", by=by)
    record(Verb.INCIDENT_BULLYING_TICKED, target=held, by=by)
    return held
