"""The register of permissions: every pupil and purpose at a moment, fetched in a constant number of queries."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from people.models import Pupil, SchoolYear
from people.together import Work, asking, beside

from .effective import NOTHING, Effective, Word, resolve, together
from .facts import Facts, Gathered, Place, facts_at, facts_of, gather, standing_at, surveys_at
from .models import Purpose, Shut, SurveyImport


@dataclass
class Register:
    """The effective permissions of some pupils in one school year.

    `asked` are the purposes of its surveys, `purposes` all that there are, retired ones too. `closed` are the row
    numbers of the platforms on which the school had no account that day: what was answered stays, nothing goes out.
    `facts` is what it all rests on.
    """

    school_year: int
    day: dt.date
    asked: list[Purpose]
    entries: dict[Place, Effective]
    surveys: dict[int, SurveyImport]
    purposes: list[Purpose] = field(default_factory=list)
    closed: frozenset[int] = frozenset()
    facts: Facts = field(default_factory=Facts, repr=False)

    def of(self, pupil: Pupil, purpose: Purpose) -> Effective:
        """What is effective; a purpose that no survey of the year asked about was not given."""
        return self.entries.get((pupil.pk, purpose.pk), NOTHING)

    def shut(self, purpose: Purpose) -> Shut | None:
        """Why nothing goes out there on the register's day (requirements 1.3, policy A4). None where something does."""
        if not purpose.is_active_on(self.day):
            return Shut.RETIRED
        return Shut.NO_ACCOUNT if purpose.pk in self.closed else None

    def goes_out(self, purpose: Purpose) -> bool:
        """Whether a yes to it counts at all: it is not retired, and no platform without an account of the school.

        Every page, file and count that says yes asks this first, so that none says another thing than the check.
        """
        return self.shut(purpose) is None

    def word(self, pupil: Pupil, purposes: Iterable[Purpose]) -> Word:
        """The teacher's word for a use: its destination together with its conditions."""
        return together(self.of(pupil, purpose) for purpose in purposes)


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a local day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def asked_in(school_year: int, moment: dt.datetime) -> set[str]:
    """The slugs of what the loads of a year asked about, as of `moment`."""
    return {slug for survey in surveys_at(school_year, moment).values() for slug in survey.asked}


def register_on(
    pupils: Sequence[Pupil], day: dt.date, school_year: int | None = None, moment: dt.datetime | None = None
) -> Register:
    """The register of `pupils` by what the portal knew at the end of `day`, for that day's school year; with `moment`,
    one of that day, by what it knew then.

    A pupil who is not on the roll that day has no permission, whatever was answered.
    """
    year = SchoolYear.objects.year_on(day) if school_year is None else school_year
    moment = moment or end_of(day)
    surveys = surveys_at(year, moment)
    purposes = {purpose.slug: purpose for purpose in Purpose.objects.with_account_known()}
    facts = facts_at([p.pk for p in pupils], year, moment, surveys, purposes) if pupils else Facts(moment)
    return _register(pupils, day, year, facts, surveys, purposes)


@dataclass(frozen=True)
class SchoolRead:
    """What the register of the whole school is made of, at the end of a day."""

    day: dt.date
    school_year: int
    gathered: Gathered
    surveys: dict[int, SurveyImport]
    purposes: dict[str, Purpose]

    def register(self, pupils: Sequence[Pupil]) -> Register:
        """The register of `pupils`, whichever were on the roll. No query."""
        facts = facts_of(self.gathered, self.surveys, self.purposes)
        return _register(pupils, self.day, self.school_year, facts, self.surveys, self.purposes)


def read_school(day: dt.date, school_year: int) -> Work[SchoolRead]:
    """The reading for the register of everybody, as work: asked once, and once more where there is a court order."""
    moment = end_of(day)
    gathered, (loads, purposes) = yield from beside(
        gather(None, school_year, moment),
        asking(standing_at(school_year, moment), Purpose.objects.with_account_known()),
    )
    # In the order in which they stand in the school's list (`Purpose.Meta`).
    listed = {one.slug: one for one in sorted(purposes, key=lambda one: (one.position, one.slug))}
    return SchoolRead(day, school_year, gathered, {load.pk: load for load in loads}, listed)


def _register(
    pupils: Sequence[Pupil],
    day: dt.date,
    year: int,
    facts: Facts,
    surveys: dict[int, SurveyImport],
    purposes: dict[str, Any],
) -> Register:
    asked_slugs = {slug for survey in surveys.values() for slug in survey.asked}
    asked = [purpose for purpose in purposes.values() if purpose.slug in asked_slugs]
    entries = {(pupil.pk, purpose.pk): _one(facts, pupil, purpose, day) for pupil in pupils for purpose in asked}
    closed = frozenset(
        purpose.pk for purpose in purposes.values() if purpose.has_no_account and not _closed_after(purpose, day)
    )
    return Register(year, day, asked, entries, surveys, list(purposes.values()), closed, facts)


def _closed_after(purpose: Purpose, day: dt.date) -> bool:
    """Whether its account was still in use on `day`, by what is entered now."""
    closed_on = purpose.account.closed_on if purpose.account else None
    return closed_on is not None and closed_on > day


def _one(facts: Facts, pupil: Pupil, purpose: Purpose, day: dt.date) -> Effective:
    place = (pupil.pk, purpose.pk)
    if (pupil.left_on and pupil.left_on <= day) or (pupil.joined_on and pupil.joined_on > day):
        return NOTHING
    return resolve(
        facts.given.get(place, ()),
        decisions=facts.decisions.get(place, ()),
        waiting=place in facts.waiting,
        do_not_publish=facts.is_never(pupil),
    )
