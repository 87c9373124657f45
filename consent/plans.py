"""What a survey file would do: read, matched, judged and compared, before anything is written."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from people.models import SchoolYear
from people.roll.current import current_roll
from people.roll.listing import Roll
from people.school_year import last_day
from people.spreadsheets.table import Table

from .difference import Difference, difference, known_of_year, standing_surveys
from .faults import ConsentFault
from .identity import comment_identity, submission_identity
from .models import Purpose, ReviewEntry
from .survey.entries import SurveyReading, read_entries
from .survey.entry import Entry, Moment, MomentState, Precision
from .survey.judging import judge
from .survey.mapping import Mapping
from .survey.verdict import Judged, Outcome, Reason


@dataclass(frozen=True)
class Comment:
    """A parent's comment beside a child's answers. `known` tells what a person found on an earlier reading."""

    judged: Judged
    identity: str
    known: str = ""
    waiting_entry: int = 0


@dataclass
class SurveyPlan:
    """Everything a load would do, and everything the preview shows."""

    school_year: int
    mapping: Mapping
    reading: SurveyReading
    roll: Roll
    purposes: dict[str, Purpose]
    judged: list[Judged]
    identities: dict[int, str]
    difference: Difference
    comments: list[Comment]
    open_entries: dict[str, list[ReviewEntry]] = field(default_factory=dict)

    def of(self, outcome: Outcome) -> list[Judged]:
        return [judged for judged in self.judged if judged.outcome is outcome]

    @property
    def outside_year(self) -> int:
        return sum(judged.reason is Reason.OUTSIDE_YEAR for judged in self.judged)

    @property
    def comments_unread(self) -> list[Comment]:
        return [comment for comment in self.comments if not comment.known]

    def answers(self) -> dict[str, int]:
        """Each applied entry and purpose, after polarity (contract 4)."""
        counted = Counter(value.value for judged in self.of(Outcome.MATCH) for value in judged.entry.answers.values())
        return {value: counted[value] for value in ("yes", "no", "blank", "unclear")}


def survey_opened(mapping: Mapping) -> Moment | None:
    """The moment that dates the answers of a file without dates: midnight of the day the survey opened."""
    if mapping.survey_opened is None:
        return None
    midnight = timezone.make_aware(dt.datetime.combine(mapping.survey_opened, dt.time()))
    return Moment(midnight.astimezone(dt.UTC), Precision.DAY)


def day_of_roll(school_year: int, today: dt.date) -> dt.date:
    """The day whose roll a survey of `school_year` is matched against: today, or that year's last day if over."""
    return min(today, last_day(school_year)) if SchoolYear.objects.year_on(today) >= school_year else today


def plan_survey(
    table: Table, mapping: Mapping, *, school_year: int, survey: int = 0, now: dt.datetime | None = None
) -> SurveyPlan:
    """Read, match, judge and compare one survey table. Writes nothing.

    `survey` is the load it belongs to, 0 for none yet. Raises ConsentFault if the file has no dates and nobody
    said when the survey opened (domain 5.9), and MappingFault if the mapping does not fit the table.
    """
    now = now or timezone.now()
    purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
    roll = current_roll(school_year, day_of_roll(school_year, timezone.localdate(now)))
    reading = read_entries(table, mapping)
    _need_a_date(reading.entries, mapping)
    judged = judge(
        reading.entries,
        roll,
        school_year=school_year,
        now=now,
        only_parents_could_answer=mapping.only_parents_could_answer,
        survey_opened=mapping.survey_opened,
    )
    identities = {
        number: submission_identity(entry.entry)
        for number, entry in enumerate(judged)
        if entry.outcome in (Outcome.REVIEW, Outcome.REJECT) and entry.entry.is_response
    }
    earlier = _earlier_entries(school_year, identities.values())
    judged = [_as_settled_before(entry, earlier.get(identities.get(i, ""), [])) for i, entry in enumerate(judged)]
    found = difference(
        judged,
        known_of_year(school_year, standing_surveys(school_year)),
        survey=survey,
        school_year=school_year,
        purposes=purposes,
        opened=survey_opened(mapping),
        now=now,
    )
    comments = _comments(judged, school_year, reading.asked)
    opened = {key: [e for e in entries if e.status == ReviewEntry.Status.OPEN] for key, entries in earlier.items()}
    return SurveyPlan(school_year, mapping, reading, roll, purposes, judged, identities, found, comments, opened)


def _need_a_date(entries: Iterable[Entry], mapping: Mapping) -> None:
    undated = any(entry.moment_state is MomentState.NO_COLUMN for entry in entries)
    if undated and mapping.survey_opened is None:
        raise ConsentFault(
            "The file does not say when parents answered. Write the day on which the survey opened "
            '("survey_opened" in the mapping, as YYYY-MM-DD).'
        )


def _earlier_entries(school_year: int, identities: Iterable[str]) -> dict[str, list[ReviewEntry]]:
    """What loads that still stand have in the queue, or had, for the same submissions."""
    wanted = set(identities)
    entries = ReviewEntry.objects.filter(
        survey__school_year=school_year, survey__status="applied", kind=ReviewEntry.Kind.ENTRY
    ).select_related("survey")
    found: dict[str, list[ReviewEntry]] = {}
    for entry in entries if wanted else ():
        if entry.identity in wanted:
            found.setdefault(entry.identity, []).append(entry)
    return found


def _as_settled_before(judged: Judged, earlier: list[ReviewEntry]) -> Judged:
    """A submission that a person has already sorted out is taken the same way again."""
    if judged.outcome is not Outcome.REVIEW:
        return judged
    for entry in reversed(earlier):
        if entry.status == ReviewEntry.Status.REJECTED:
            return replace(judged, outcome=Outcome.REJECT, waiting=(), reason=Reason.PUT_ASIDE)
        if entry.status == ReviewEntry.Status.SETTLED and entry.pupil_id and entry.answered_at:
            moment = Moment(entry.answered_at, Precision(entry.answered_precision))
            return replace(
                judged,
                entry=replace(judged.entry, moment=moment),
                outcome=Outcome.MATCH,
                pupil=entry.pupil_id,
                waiting=(),
                respondent_key=entry.respondent_key,
                reason=Reason.NONE,
            )
    return judged


def _comments(judged: Iterable[Judged], school_year: int, asked: Iterable[str]) -> list[Comment]:
    """The comments of matched entries, with what a person found in the same comment before, or where it waits."""
    written = [entry for entry in judged if entry.outcome is Outcome.MATCH and entry.entry.comment]
    read: dict[str, str] = {}
    waiting: dict[str, int] = {}
    for entry in _comment_entries(school_year) if written else ():
        if entry.status != ReviewEntry.Status.OPEN:
            read[entry.identity] = entry.status
        elif set(asked) <= set(entry.survey.asked):
            waiting[entry.identity] = entry.pk
    return [
        Comment(entry, identity, read.get(identity, ""), waiting.get(identity, 0))
        for entry in written
        for identity in [comment_identity(entry.entry)]
    ]


def _comment_entries(school_year: int) -> Iterable[ReviewEntry]:
    return ReviewEntry.objects.filter(
        kind=ReviewEntry.Kind.COMMENT, survey__school_year=school_year, survey__status="applied"
    ).select_related("survey")


def report(plan: SurveyPlan, **about: Any) -> dict[str, Any]:
    """The report of `import_survey --report` (contract 4)."""
    numbers = {pupil.pk: pupil.admission_number for pupil in plan.roll.pupils}
    return {
        **about,
        "rows": [_row(judged, numbers) for judged in plan.judged],
        "answers": plan.answers(),
        "changes": {
            "yes_to_no": len(plan.difference.yes_to_no),
            "no_to_yes": len(plan.difference.no_to_yes),
        },
        "outside_year": plan.outside_year,
        "respondents_unnamed": sum(judged.respondent_unnamed for judged in plan.judged),
        "comments_unread": len(plan.comments_unread),
    }


def _row(judged: Judged, numbers: dict[int, str]) -> dict[str, Any]:
    return {
        "record": judged.entry.record,
        "child": judged.entry.child,
        "outcome": judged.outcome.value,
        "pupil": numbers.get(judged.pupil or 0),
        "suggestions": [numbers.get(suggestion.pupil, "") for suggestion in judged.suggestions],
        "reason": judged.reason.value,
    }
