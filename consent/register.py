"""The register of permissions: every pupil and purpose at a moment, fetched in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.utils import timezone

from people.models import Pupil, PupilContact, SchoolYear

from .effective import NOTHING, Decided, Effective, Given, Word, resolve, together
from .models import ConsentAnswer, ConsentDecision, PhotoHold, Purpose, ReviewEntry, SurveyImport
from .survey.respondents import name_key

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a person found in the comment of one parent: `entry` is where it was read, `words` what it asks for."""

    entry: int
    pupil: int
    respondent_key: str
    answered_at: dt.datetime
    found_at: dt.datetime
    words: str

    @property
    def beside(self) -> tuple[int, str, dt.datetime]:
        """Whose answers of when it stands beside."""
        return self.pupil, self.respondent_key, self.answered_at


@dataclass
class Facts:
    """What counts at a moment, by pupil and purpose; the conditions by pupil."""

    given: dict[Place, list[Given]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[Place, Decided] = field(default_factory=dict)
    waiting: set[Place] = field(default_factory=set)
    conditions: dict[int, list[Condition]] = field(default_factory=lambda: defaultdict(list))

    def of(self, place: Place) -> Effective:
        """What is effective for a child who is on the roll and may be published."""
        return resolve(self.given.get(place, ()), decision=self.decisions.get(place), waiting=place in self.waiting)

    def conditions_of(self, place: Place) -> list[Condition]:
        """The conditions that stand beside the answers to one purpose."""
        heard = {(given.respondent_key, given.answered_at) for given in self.given.get(place, ())}
        return [c for c in self.conditions.get(place[0], ()) if (c.respondent_key, c.answered_at) in heard]


@dataclass
class Register:
    """The effective permissions of some pupils in one school year.

    `asked` are the purposes of its surveys, `purposes` all that there are, retired ones too.
    """

    school_year: int
    day: dt.date
    asked: list[Purpose]
    entries: dict[Place, Effective]
    surveys: dict[int, SurveyImport]
    purposes: list[Purpose] = field(default_factory=list)

    def of(self, pupil: Pupil, purpose: Purpose) -> Effective:
        """What is effective; a purpose that no survey of the year asked about was not given."""
        return self.entries.get((pupil.pk, purpose.pk), NOTHING)

    def word(self, pupil: Pupil, purposes: Iterable[Purpose]) -> Word:
        """The teacher's word for a use: its destination together with its conditions."""
        return together(self.of(pupil, purpose) for purpose in purposes)


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a local day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def register_on(pupils: Sequence[Pupil], day: dt.date, school_year: int | None = None) -> Register:
    """The register of `pupils` by what the portal knew at the end of `day`, for that day's school year.

    A pupil who is not on the roll that day has no permission, whatever was answered.
    """
    year = SchoolYear.objects.year_on(day) if school_year is None else school_year
    moment = end_of(day)
    surveys = surveys_at(year, moment)
    purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
    asked_slugs = {slug for survey in surveys.values() for slug in survey.asked}
    asked = [purpose for purpose in purposes.values() if purpose.slug in asked_slugs]
    facts = facts_at([pupil.pk for pupil in pupils], year, moment, surveys, purposes)
    entries = {(pupil.pk, purpose.pk): _one(facts, pupil, purpose, day) for pupil in pupils for purpose in asked}
    return Register(year, day, asked, entries, surveys, list(purposes.values()))


def _one(facts: Facts, pupil: Pupil, purpose: Purpose, day: dt.date) -> Effective:
    place = (pupil.pk, purpose.pk)
    if (pupil.left_on and pupil.left_on <= day) or (pupil.joined_on and pupil.joined_on > day):
        return NOTHING
    return resolve(
        facts.given.get(place, ()),
        decision=facts.decisions.get(place),
        waiting=place in facts.waiting,
        do_not_publish=pupil.do_not_publish,
    )


def surveys_at(school_year: int, moment: dt.datetime) -> dict[int, SurveyImport]:
    """The loads that stood at `moment`: saved by then and not yet taken back."""
    standing = SurveyImport.objects.filter(
        Q(undone_at=None) | Q(undone_at__gt=moment), school_year=school_year, applied_at__lte=moment
    ).defer("repeats", "mapping", "counts")
    return {survey.pk: survey for survey in standing}


def facts_at(
    pupils: list[int] | None,
    school_year: int,
    moment: dt.datetime,
    surveys: dict[int, SurveyImport],
    purposes: dict[str, Purpose],
) -> Facts:
    """Everything that counts at `moment`. `pupils` None means all. Five queries, whatever the sizes.

    A child whom somebody asked on the public page to stop using waits for every purpose until that hold ends.
    """
    facts = Facts()
    for place, given in _answers(pupils, school_year, moment, surveys):
        facts.given[place].append(given)
    for found in _queued(pupils, school_year, moment):
        if isinstance(found, Condition):
            facts.conditions[found.pupil].append(found)
            continue
        pupil_id, survey_id = found
        asked = surveys[survey_id].asked if survey_id in surveys else ()
        facts.waiting.update((pupil_id, purposes[slug].pk) for slug in asked if slug in purposes)
    held = PhotoHold.objects.in_force_at(moment).filter(_of(pupils)).order_by().values_list("pupil_id", flat=True)
    facts.waiting.update((pupil, purpose.pk) for pupil in set(held) for purpose in purposes.values())
    for decision in ConsentDecision.objects.filter(
        _of(pupils), school_year=school_year, decided_at__lte=moment
    ).select_related("decided_by"):
        facts.decisions[(decision.pupil_id, decision.purpose_id)] = _decided(decision, facts)
    _make_unclear(facts)
    _doubt_without_responsibility(facts, pupils)
    return facts


def _decided(decision: ConsentDecision, facts: Facts) -> Decided:
    """A decision. It stands while each comment it was made on is read as it was then."""
    found = {c.entry for c in facts.conditions.get(decision.pupil_id, ()) if c.found_at <= decision.decided_at}
    stands = found.issuperset(decision.readings)
    return Decided(decision.value, decision.decided_at, frozenset(decision.basis), str(decision.decided_by), stands)


def _of(pupils: list[int] | None) -> Q:
    return Q() if pupils is None else Q(pupil_id__in=pupils)


def _answers(pupils: list[int] | None, school_year: int, moment: dt.datetime, surveys: dict[int, SurveyImport]):
    """((pupil, purpose), answer) of everything recorded by `moment` in a load that stood then."""
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
        "response__respondent_name", "response__record", "response__settled",
    )  # fmt: skip
    for pupil, purpose, survey, *given, settled in rows.values_list(*fields).iterator(chunk_size=5000):
        if survey in surveys:
            answer, value, key, answered, recorded, precision, name, record = given
            yield (
                (pupil, purpose),
                Given(answer, value, key, answered, recorded, precision, name, survey, record, settled),
            )


def _queued(pupils: list[int] | None, school_year: int, moment: dt.datetime) -> Iterator[Condition | tuple[int, int]]:
    """What the queue says at `moment`: (pupil, load) for who waits, and the conditions that were found.

    Both in one query. An entry settled after `moment` was open then, whatever became of it.
    """
    waiting = Q(pk__in=ReviewEntry.objects.open_at(moment).values("pk"))
    found = Q(status=ReviewEntry.Status.CONDITION, settled_at__lte=moment)
    found &= Q(survey__undone_at=None) | Q(survey__undone_at__gt=moment)
    if pupils is not None:
        waiting, found = waiting & Q(waits__pupil_id__in=pupils), found & _of(pupils)
    rows = ReviewEntry.objects.filter(waiting | found, survey__school_year=school_year).order_by()
    fields = ("settled_at", "waits__pupil_id", "survey_id", "pk", "pupil_id", "respondent_key", "answered_at")
    seen: set[int] = set()
    for settled_at, waits, survey, pk, pupil, key, answered_at, words in rows.values_list(*fields, "condition"):
        if settled_at is None or settled_at > moment:
            yield waits, survey
        elif pk not in seen:
            seen.add(pk)
            yield Condition(pk, pupil, key, answered_at, settled_at, words)


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


def _doubt_without_responsibility(facts: Facts, pupils: list[int] | None) -> None:
    """A yes of somebody who has no parental responsibility now is asked about (requirements 1.3).

    Not where a person made sure of it when sorting the answer out.
    """
    contacts = PupilContact.objects.filter(_of(pupils), has_parental_responsibility=False)
    without = {(pupil, f"name:{name_key(name)}") for pupil, name in contacts.values_list("pupil_id", "name")}
    for place, answers in facts.given.items() if without else ():
        facts.given[place] = [
            replace(given, value="unclear", was_yes=True)
            if given.value == "yes" and not given.settled and (place[0], given.respondent_key) in without
            else given
            for given in answers
        ]
