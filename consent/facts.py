"""What counts at a moment: answers, decisions, who waits and why, fetched in a constant number of queries."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from people.marks import DayMarks, marks_at
from people.models import Pupil
from people.together import Rows, Work, alone, asking, beside, each

from .effective import Effective, resolve
from .models import ConsentAnswer, ConsentDecision, PhotoHold, Purpose, SurveyImport
from .queued import Condition, queue_at, queued
from .responsibility import Responsibility
from .voices import Decided, Given, by_respondent, last_word

Place = tuple[int, int]


@dataclass
class Facts:
    """What counts at a moment, by pupil and purpose; the conditions by pupil. Decisions oldest first.

    `marks`: what stood beside children and contacts on a day gone by; None for today.
    """

    moment: dt.datetime = field(default_factory=timezone.now)
    given: dict[Place, list[Given]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[Place, list[Decided]] = field(default_factory=lambda: defaultdict(list))
    waiting: set[Place] = field(default_factory=set)
    conditions: dict[int, list[Condition]] = field(default_factory=lambda: defaultdict(list))
    marks: DayMarks | None = None

    def is_never(self, pupil: Pupil) -> bool:
        """Whether the child was not to be published: marked, or the use of its data restricted."""
        return pupil.is_never_published if self.marks is None else pupil.pk in self.marks.never

    def of(self, place: Place) -> Effective:
        """What is effective for a child who is on the roll and may be published."""
        return resolve(
            self.given.get(place, ()), decisions=self.decisions.get(place, ()), waiting=place in self.waiting
        )

    def conditions_of(self, place: Place) -> list[Condition]:
        """The conditions that stand beside the answers to one purpose."""
        heard = {(given.respondent_key, given.answered_at) for given in self.given.get(place, ())}
        return [c for c in self.conditions.get(place[0], ()) if (c.respondent_key, c.answered_at) in heard]

    def stamp_of(self, place: Place) -> str:
        """What changes whenever something comes or goes on which a person would decide about one purpose."""
        answers = sorted((given.answer, given.value) for given in self.given.get(place, ()))
        conditions = sorted((c.entry, c.found_at.isoformat()) for c in self.conditions_of(place))
        decisions = [(one.decided_at.isoformat(), one.value) for one in self.decisions.get(place, ())]
        return hashlib.sha256(repr((place, answers, conditions, decisions)).encode()).hexdigest()[:32]


def surveys_at(school_year: int, moment: dt.datetime) -> dict[int, SurveyImport]:
    """The loads that stood at `moment`: saved by then and not yet taken back."""
    return {survey.pk: survey for survey in standing_at(school_year, moment)}


def standing_at(school_year: int, moment: dt.datetime) -> QuerySet[SurveyImport]:
    """The same as a query."""
    return SurveyImport.objects.filter(
        Q(undone_at=None) | Q(undone_at__gt=moment), school_year=school_year, applied_at__lte=moment
    ).defer("repeats", "mapping", "counts")


@dataclass(frozen=True)
class Gathered:
    """What was read of a moment, before anything is made of it."""

    moment: dt.datetime
    marks: DayMarks | None
    responsibility: Responsibility
    answers: Rows
    queue: Rows
    held: Rows
    decisions: Rows


def facts_at(
    pupils: list[int] | None,
    school_year: int,
    moment: dt.datetime,
    surveys: dict[int, SurveyImport],
    purposes: dict[str, Purpose],
    held: "Facts | None" = None,
) -> Facts:
    """Everything that counts at `moment`. `pupils` None means all. Five queries, whatever the sizes; more for a day
    gone by.

    A child whom somebody asked on the public page to stop using waits for every purpose until that hold ends.
    `held`: of a day gone by, whose say and court orders are those that count here too, instead of those of `moment`.
    """
    return facts_of(alone(gather(pupils, school_year, moment, held)), surveys, purposes)


def gather(
    pupils: list[int] | None, school_year: int, moment: dt.datetime, held: "Facts | None" = None
) -> Work[Gathered]:
    """The reading for `facts_at`, as work: asked once, and once more where there is a court order."""
    marks = held.marks if held else marks_at(moment, pupils)
    decided = ConsentDecision.objects.filter(_of(pupils), school_year=school_year, decided_at__lte=moment)
    responsibility, rows = yield from beside(
        Responsibility.at(held.moment if held else moment, pupils, marks),
        asking(
            _answers(pupils, school_year, moment),
            queue_at(pupils, school_year, moment),
            PhotoHold.objects.in_force_at(moment).filter(_of(pupils)).order_by().values_list("pupil_id", flat=True),
            decided.select_related("decided_by"),
        ),
    )
    return Gathered(moment, marks, responsibility, *rows)


def facts_of(read: Gathered, surveys: dict[int, SurveyImport], purposes: dict[str, Purpose]) -> Facts:
    """What counts by what was read. No query of its own."""
    facts = Facts(read.moment, marks=read.marks)
    for place, given in _given(read, surveys):
        facts.given[place].append(given)
    _wait(facts, read, surveys, purposes)
    for decision in sorted(read.decisions, key=lambda one: (one.decided_at, one.pk)):
        place = (decision.pupil_id, decision.purpose_id)
        facts.decisions[place].append(_decided(decision, facts.given.get(place, []), facts.conditions))
    _make_unclear(facts)
    return facts


def _wait(facts: Facts, read: Gathered, surveys: dict[int, SurveyImport], purposes: dict[str, Purpose]) -> None:
    """Who waits, for what, and the conditions that were found.

    For whatever the load of a doubtful row asked about; for every purpose where somebody wrote words that nobody
    has read (domain 5.8), or asked on the public page to stop using the child.
    """
    every = [purpose.pk for purpose in purposes.values()]
    for found in queued(read.queue, read.moment):
        if isinstance(found, Condition):
            facts.conditions[found.pupil].append(found)
            continue
        asked = surveys[found.survey].asked if found.survey in surveys else ()
        about = every if found.is_unread else [purposes[slug].pk for slug in asked if slug in purposes]
        facts.waiting.update((found.pupil, purpose) for purpose in about)
    facts.waiting.update((pupil, purpose) for pupil in set(read.held) for purpose in every)


def _decided(decision: ConsentDecision, answers: list[Given], conditions: dict[int, list[Condition]]) -> Decided:
    """A decision. It stands while each comment it was made on is read as it was then. A yes falls besides where
    another condition was found since beside the answers it was made on; the same one in another load is not another;
    and where a yes among these was of somebody who has lost parental responsibility since, or is under a court order
    since: only a yes of a person who has it permits (requirements 1.3).
    """
    basis, at = frozenset(decision.basis), decision.decided_at
    found = conditions.get(decision.pupil_id, [])
    then = [c for c in found if c.entry in decision.readings and c.found_at <= at]
    stands = len(then) == len(set(decision.readings))
    if decision.value == "yes" and found:
        heard = {(given.respondent_key, given.answered_at) for given in answers if given.answer in basis}
        known = {(c.identity, c.words) for c in then}
        beside = [c for c in found if (c.respondent_key, c.answered_at) in heard]
        stands = stands and all(c.entry in decision.readings or (c.identity, c.words) in known for c in beside)
    if decision.value == "yes" and any(given.doubted for given in answers):
        voices = by_respondent(given for given in answers if given.answer in basis)
        last = [last_word(said) for said in voices.values()]
        stands = stands and all(given.answer in decision.doubted for given in last if given.doubted)
    return Decided(decision.value, at, basis, str(decision.decided_by), stands, decision.pk)


def _of(pupils: list[int] | None) -> Q:
    return Q() if pupils is None else Q(pupil_id__in=pupils)


def _answers(pupils: list[int] | None, school_year: int, moment: dt.datetime) -> QuerySet[Any]:
    """Everything recorded by `moment`."""
    rows = ConsentAnswer.objects.filter(
        Q(response__retraction=None) | Q(response__retraction__at__gt=moment),
        response__school_year=school_year,
        response__recorded_at__lte=moment,
    )
    if pupils is not None:
        rows = rows.filter(response__pupil_id__in=pupils)
    fields = (
        "response__pupil_id", "purpose_id", "response__survey_id", "pk", "value", "response__respondent_key",
        "response__answered_at", "response__recorded_at", "response__answered_precision",
        "response__respondent_name", "response__record", "response__respondent_email", "response__relationship",
        "response__respondent_confirmed",
    )  # fmt: skip
    return rows.values_list(*fields)


def _given(read: Gathered, surveys: dict[int, SurveyImport]) -> Iterator[tuple[Place, Given]]:
    """((pupil, purpose), answer) of every answer in a load that stood then.

    A yes of somebody who has no parental responsibility, or is under a court order, is asked about (requirements
    1.3), except where a person made sure of it when sorting the answer out.
    """
    responsibility = read.responsibility
    for pupil, purpose, survey, *said in each(read.answers):
        if survey in surveys:
            answer, value, key, answered, recorded, precision, name, record, email, relation, confirmed = said
            given = Given(answer, value, key, answered, recorded, precision, name, survey, record)
            if value == "yes" and not confirmed and responsibility.leaves_open(pupil, key, name, email, relation):
                given = replace(
                    given, value="unclear", was_yes=True, doubted=True,
                    under_order=responsibility.is_barred(pupil, key, name, email),
                )  # fmt: skip
            yield (pupil, purpose), given


def _make_unclear(facts: Facts) -> None:
    """Where a person found a condition in a parent's comment, the answers beside it are unclear (domain 5.8)."""
    conditional = {c.beside for conditions in facts.conditions.values() for c in conditions}
    for place, answers in facts.given.items() if conditional else ():
        facts.given[place] = [
            replace(given, value="unclear", was_yes=True)
            if given.value == "yes" and (place[0], given.respondent_key, given.answered_at) in conditional
            else given
            for given in answers
        ]
