"""What a load would change: the difference between the entries of a file and what the year already knows.

The difference is the preview, and what is written: there is no second pass (performance 2).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max

from .bulk import NewResponse
from .effective import Decided, Effective, Given, Status, resolve
from .models import (
    ConsentAnswer,
    ConsentDecision,
    ConsentResponse,
    ConsentRetraction,
    Purpose,
    ReviewEntry,
    SurveyImport,
)
from .survey.entries import both
from .survey.entry import Moment, Reading
from .survey.verdict import Judged

Submission = tuple[int, str, dt.datetime]
Place = tuple[int, int]
GIVES = {"yes", "no"}


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that turns: of one pupil and purpose, from one effective status to another."""

    pupil: int
    purpose: int
    was: Status
    will_be: Status
    answered_at: dt.datetime


@dataclass
class Known:
    """What the year knows already: the answers of each submission, and which response holds each."""

    answers: dict[Submission, dict[int, str]] = field(default_factory=dict)
    holders: dict[Submission, dict[int, int]] = field(default_factory=dict)
    places: dict[Place, list[Given]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[Place, Decided] = field(default_factory=dict)


@dataclass
class Difference:
    """What would be written, what was found again, and which answers would turn."""

    new: list[NewResponse] = field(default_factory=list)
    repeats: list[tuple[int, int, int, list[int]]] = field(default_factory=list)
    yes_to_no: list[Change] = field(default_factory=list)
    no_to_yes: list[Change] = field(default_factory=list)
    new_values: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("yes", "no", "blank", "unclear"), 0))
    conflicts: list[Place] = field(default_factory=list)
    given_before: int = 0

    @property
    def turned(self) -> int:
        return len(self.yes_to_no) + len(self.no_to_yes)

    @property
    def is_large(self) -> bool:
        """More than 20 % of the answers given that year turn, and at least 20 of them (contract 2)."""
        return self.turned >= 20 and self.turned * 5 > self.given_before


def known_of_year(school_year: int, surveys: Iterable[int]) -> Known:
    """Everything that counts in `school_year` now. Three queries."""
    known, responses = Known(), {}
    standing = set(surveys)
    rows = ConsentResponse.objects.filter(school_year=school_year, retraction=None).order_by("pk")
    fields = ("pk", "survey_id", "pupil_id", "respondent_key", "answered_at", "recorded_at", "answered_precision")
    for pk, survey, pupil, key, answered, recorded, precision in rows.values_list(*fields).iterator(chunk_size=5000):
        if survey in standing:
            responses[pk] = ((pupil, key, answered), recorded, precision)
            known.answers.setdefault((pupil, key, answered), {})
            known.holders.setdefault((pupil, key, answered), {})
    answers = ConsentAnswer.objects.filter(response__school_year=school_year).order_by("pk")
    for pk, response, purpose, value in (
        answers.values_list("pk", "response_id", "purpose_id", "value").iterator(chunk_size=5000) if responses else ()
    ):
        if response in responses:
            submission, recorded, precision = responses[response]
            known.answers[submission][purpose] = value
            known.holders[submission][purpose] = response
            given = Given(pk, value, submission[1], submission[2], recorded, precision)
            known.places[submission[0], purpose].append(given)
    for decision in ConsentDecision.objects.filter(school_year=school_year):
        known.decisions[decision.pupil_id, decision.purpose_id] = Decided(
            decision.value, decision.decided_at, frozenset(decision.basis)
        )
    return known


def difference(
    judged: Iterable[Judged],
    known: Known,
    *,
    survey: int,
    school_year: int,
    purposes: dict[str, Purpose],
    opened: Moment | None,
    now: dt.datetime,
) -> Difference:
    """Compare the matched entries of a file with what is known.

    The same answer is the same pupil, purpose, respondent, moment and value (contract 2). `opened` dates
    the answers of a file without dates.
    """
    found = Difference()
    keys = {slug: purpose.pk for slug, purpose in purposes.items()}
    for (submission, moment), rows in _by_submission(judged, opened).items():
        answers = {keys[slug]: value.value for slug, value in _together(rows).items()}
        before = known.answers.get(submission, {})
        fresh = {purpose: value for purpose, value in answers.items() if before.get(purpose) != value}
        _note_repeats(found, rows[0], answers.keys() - fresh.keys(), known.holders.get(submission, {}))
        if fresh:
            found.new.append(_response(rows[0], moment, fresh, survey, school_year))
            for value in fresh.values():
                found.new_values[value] += 1
    _find_changes(found, known, now)
    return found


def _by_submission(judged: Iterable[Judged], opened: Moment | None) -> dict[tuple[Submission, Moment], list[Judged]]:
    """The matched rows of a file, those of one parent, child and moment together."""
    rows: dict[tuple[Submission, Moment], list[Judged]] = {}
    for one in judged:
        moment = one.entry.moment or opened
        if one.pupil is not None and moment is not None:
            rows.setdefault(((one.pupil, one.respondent_key, moment.at), moment), []).append(one)
    return rows


def _together(rows: list[Judged]) -> dict[str, Reading]:
    """What rows of one submission say. Two that differ at the same moment are unclear: nobody knows the order."""
    if len(rows) == 1:
        return rows[0].entry.answers
    answers: dict[str, Reading] = {}
    for row in rows:
        for slug, value in row.entry.answers.items():
            answers[slug] = both(answers[slug], value) if slug in answers else value
    return answers


def _note_repeats(found: Difference, judged: Judged, again: Iterable[int], holders: dict[int, int]) -> None:
    """Remember which answers of which response were found again, so that each load can stand alone."""
    by_response: dict[int, list[int]] = defaultdict(list)
    for purpose in again:
        by_response[holders[purpose]].append(purpose)
    for response, purposes in by_response.items():
        found.repeats.append((response, judged.entry.record, judged.entry.child, purposes))


def _response(judged: Judged, moment: Moment, answers: dict[int, str], survey: int, school_year: int) -> NewResponse:
    entry = judged.entry
    return NewResponse(
        survey, judged.pupil or 0, school_year, entry.record, entry.child, judged.respondent_key,
        entry.respondent.name[:160], entry.respondent.email[:254], entry.respondent.relationship[:60],
        moment.at, moment.precision.value, answers, judged.settled,
    )  # fmt: skip


def _find_changes(found: Difference, known: Known, now: dt.datetime) -> None:
    """Which places turn from yes to no or back, and which become a conflict."""
    added: dict[Place, list[Given]] = defaultdict(list)
    for new in found.new:
        for purpose, value in new.answers.items():
            moment = new.answered_at, now, new.answered_precision
            added[new.pupil, purpose].append(Given(0, value, new.respondent_key, *moment))
    for place, answers in added.items():
        after = resolve(known.places.get(place, []) + answers, decision=known.decisions.get(place))
        if after.status is Status.CONFLICT:
            found.conflicts.append(place)
        if place not in known.places:
            continue
        before = resolve(known.places[place], decision=known.decisions.get(place))
        _sort_change(found, place, before, after)
    if found.turned:
        effective = (
            resolve(answers, decision=known.decisions.get(place)).status for place, answers in known.places.items()
        )
        found.given_before = sum(status in (Status.YES, *REFUSALS) for status in effective)


REFUSALS = (Status.NO, Status.WITHDRAWN)


def _sort_change(found: Difference, place: Place, before: Effective, after: Effective) -> None:
    if after.shown is None:
        return
    change = Change(*place, before.status, after.status, after.shown.answered_at)
    if before.status is Status.YES and after.status in REFUSALS:
        found.yes_to_no.append(change)
    elif before.status in REFUSALS and after.status is Status.YES:
        found.no_to_yes.append(change)


def standing_surveys(school_year: int) -> list[int]:
    """The loads of a year whose answers count now."""
    return list(SurveyImport.objects.standing().filter(school_year=school_year).values_list("pk", flat=True))


def year_stamp(school_year: int) -> tuple:
    """What changes whenever answers, loads, decisions or the queue of a year change: a plan is good only for one."""
    loads = SurveyImport.objects.filter(school_year=school_year, status__in=["applied", "undone"])
    return (
        ConsentResponse.objects.filter(school_year=school_year).aggregate(last=Max("pk"))["last"],
        ConsentRetraction.objects.aggregate(last=Max("pk"))["last"],
        ConsentDecision.objects.filter(school_year=school_year).aggregate(last=Max("pk"))["last"],
        *loads.aggregate(Count("pk"), Max("applied_at"), Max("undone_at")).values(),
        *ReviewEntry.objects.filter(survey__school_year=school_year)
        .aggregate(Count("settled_at"), Max("settled_at"))
        .values(),
    )
