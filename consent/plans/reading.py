"""Reading and matching a survey table: the long part of a load, in pieces, telling how far it is."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils import timezone

from consent.faults import ConsentFault
from consent.survey.entries import SurveyReading, read_entries
from consent.survey.entry import Entry, MomentState
from consent.survey.judging import judge
from consent.survey.mapping import Mapping
from consent.survey.verdict import Judged
from people.models import SchoolYear
from people.roll.current import current_roll
from people.roll.listing import Roll
from people.school_year import last_day
from people.spreadsheets.table import Table

Progress = Callable[[int, int], None]
CHUNK = 1000


def _silent(done: int, total: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True)
class ReadSurvey:
    """A table that was read and matched against one state of the pupil list. `reading` is without its entries."""

    reading: SurveyReading
    judged: list[Judged]
    roll_digest: str


def day_of_roll(school_year: int, today: dt.date) -> dt.date:
    """The day whose roll a survey of `school_year` is matched against: today, or that year's last day if over."""
    return min(today, last_day(school_year)) if SchoolYear.objects.year_on(today) >= school_year else today


def roll_for(school_year: int, now: dt.datetime) -> Roll:
    """The roll that a survey of `school_year` is matched against at `now`."""
    return current_roll(school_year, day_of_roll(school_year, timezone.localdate(now)))


def digest_of_roll(roll: Roll) -> str:
    """What tells one state of the pupil list from another."""
    return hashlib.sha256(repr(roll).encode()).hexdigest()


def read_survey(
    table: Table, mapping: Mapping, roll: Roll, now: dt.datetime, on_progress: Progress = _silent
) -> ReadSurvey:
    """Read and judge the entries of one table, telling how far it is every thousand rows.

    `on_progress` is called with rows done of all rows, each row counted once for reading and once for matching.
    """
    total = 2 * len(table.lines)
    reading = read_entries(table, mapping, lambda done: on_progress(done, total))
    _need_a_date(reading.entries, mapping)
    judged = judge(
        _telling(reading.entries, len(table.lines), total, on_progress),
        roll,
        school_year=roll.school_year,
        now=now,
        only_parents_could_answer=mapping.only_parents_could_answer,
        survey_opened=mapping.survey_opened,
    )
    return ReadSurvey(replace(reading, entries=[]), judged, digest_of_roll(roll))


def _telling(entries: list[Entry], done: int, total: int, on_progress: Progress) -> Iterator[Entry]:
    for number, entry in enumerate(entries):
        if number % CHUNK == 0:
            on_progress(min(total, done + number), total)
        yield entry


def _need_a_date(entries: Iterable[Entry], mapping: Mapping) -> None:
    undated = any(entry.moment_state is MomentState.NO_COLUMN for entry in entries)
    if undated and mapping.survey_opened is None:
        raise ConsentFault(
            "The file does not say when parents answered. Write the day on which the survey opened "
            '("survey_opened" in the mapping, as YYYY-MM-DD).'
        )
