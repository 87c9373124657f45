"""The plan of a load: everything it would do, compared with what the year knows."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from consent.alike import by_words
from consent.difference import Difference, count_values, difference
from consent.identity import submission_identity
from consent.known import known_of_year, standing_surveys, year_stamp
from consent.models import Purpose, ReviewEntry
from consent.survey.entries import SurveyReading
from consent.survey.entry import Moment, Precision
from consent.survey.mapping import Mapping
from consent.survey.verdict import Judged, Outcome, Reason
from people.roll.listing import Roll
from people.spreadsheets.table import Table

from .reading import ReadSurvey, digest_of_roll, read_survey, roll_for
from .repeats import Comment, comments_of, earlier_entries, sorted_out_before, taken_alike


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
    prior: dict[int, ReviewEntry] = field(default_factory=dict)
    stamp: tuple = ()

    def of(self, outcome: Outcome) -> list[Judged]:
        return [judged for judged in self.judged if judged.outcome is outcome]

    @property
    def outside_year(self) -> int:
        return sum(judged.reason is Reason.OUTSIDE_YEAR for judged in self.judged)

    @property
    def total(self) -> int:
        """The entries that are answers about a child, used or not."""
        return sum(judged.outcome is not Outcome.IGNORE for judged in self.judged)

    @property
    def unknown_children(self) -> int:
        """The entries about children who are not on the pupil list."""
        return sum(judged.reason is Reason.UNKNOWN_CHILD for judged in self.judged)

    @property
    def is_of_strangers(self) -> bool:
        """More than half of the entries are about nobody we know, and at least 20: whoever saves it says the number."""
        return self.unknown_children >= 20 and self.unknown_children * 2 > self.total

    @property
    def comments_unread(self) -> list[Comment]:
        return [comment for comment in self.comments if not comment.known]

    @property
    def wordings_unread(self) -> list[list[Comment]]:
        """The unread comments, each of a submission once, the same sentence beside several children together."""
        once = {comment.identity: comment for comment in self.comments_unread}
        return by_words(once.values(), lambda comment: comment.judged.entry.comment)

    def answers(self) -> dict[str, int]:
        """Each applied entry and purpose, after polarity (contract 4)."""
        return count_values([judged.entry.answers for judged in self.of(Outcome.MATCH)])


def survey_opened(mapping: Mapping) -> Moment | None:
    """The moment that dates the answers of a file without dates: midnight of the day the survey opened."""
    if mapping.survey_opened is None:
        return None
    midnight = timezone.make_aware(dt.datetime.combine(mapping.survey_opened, dt.time()))
    return Moment(midnight.astimezone(dt.UTC), Precision.DAY)


def plan_survey(
    table: Table,
    mapping: Mapping,
    *,
    school_year: int,
    survey: int = 0,
    now: dt.datetime | None = None,
    read: ReadSurvey | None = None,
) -> SurveyPlan:
    """Read, match, judge and compare one survey table. Writes nothing.

    `survey` is the load it belongs to, 0 for none yet; `read` is the outcome of reading it earlier, which is
    used as long as the pupil list is the same. Raises ConsentFault if the file has no dates and nobody said
    when the survey opened (domain 5.9), and MappingFault if the mapping does not fit the table.
    """
    now = now or timezone.now()
    roll = roll_for(school_year, now)
    if read is None or read.roll_digest != digest_of_roll(roll):
        read = read_survey(table, mapping, roll, now)
    return _compare(read, mapping, roll, survey, now)


def _compare(read: ReadSurvey, mapping: Mapping, roll: Roll, survey: int, now: dt.datetime) -> SurveyPlan:
    school_year, reading = roll.school_year, read.reading
    purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
    identities = {
        number: submission_identity(entry.entry)
        for number, entry in enumerate(read.judged)
        if entry.outcome in (Outcome.REVIEW, Outcome.REJECT) and entry.entry.is_response
    }
    stamp = year_stamp(school_year)
    earlier = earlier_entries(school_year, identities.values())
    prior = sorted_out_before(read.judged, identities, earlier)
    judged = [taken_alike(entry, prior.get(number)) for number, entry in enumerate(read.judged)]
    found = difference(
        judged,
        known_of_year(school_year, standing_surveys(school_year)),
        survey=survey,
        school_year=school_year,
        purposes=purposes,
        opened=survey_opened(mapping),
        now=now,
    )
    comments = comments_of(judged, school_year)
    return SurveyPlan(school_year, mapping, reading, roll, purposes, judged, identities, found, comments, prior, stamp)
