"""Which term's report somebody looks at: released ones, and for the headteacher those still to be released."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from incidents.models import GovernorsReport, ReportWords
from people.school_year import label

from .periods import ONE_DAY, Name, Period, Terms, parsed, place_of
from .report import content_of, numbers, was_in_use
from .sealing import in_fours
from .tables import Kept
from .years import Released, SchoolYear, school_year_of_reports

# How many terms back one that was never released is still offered.
MOST_BACK = 5


def open_periods(today: dt.date) -> list[Period]:
    """The terms of which the head may look at a report that is not released, the newest first: that of today and those
    before it, back to the last that was released. Older ones are never made: what was published beside a later report
    would tell of what came to be known since."""
    terms, latest = Terms(), GovernorsReport.objects.first()
    now = terms.on(today)
    found = []
    for back in range(MOST_BACK + 1):
        period = terms.before(now, back)
        if (latest and period.place <= latest.place) or (back and not was_in_use(period)):
            break
        found.append(_after(period, latest))
    return found


def open_period(key: str, today: dt.date) -> Period | None:
    """One of them by its key; None where there is none."""
    if parsed(key) is None:
        return None
    return next((period for period in open_periods(today) if period.key == key), None)


def _after(period: Period, latest: GovernorsReport | None) -> Period:
    """The term from the day after the last one released, so that no day is in two reports or in none, whatever was
    entered in the calendar since."""
    if latest is None or (period.place - latest.place > 1 and period.first > latest.last_on):
        return period
    return dataclasses.replace(period, first=latest.last_on + ONE_DAY)


def draft_of(period: Period, school: str, today: dt.date) -> Kept:
    """What the report of a term would say if it were released now."""
    words = words_of(period)
    return content_of(
        period, school=school, words=words.text if words else "", last=_last_year(period, today), today=today
    )


def words_of(period: Period) -> ReportWords | None:
    """What the head wrote beside it, if anything."""
    return ReportWords.objects.filter(school_year=period.school_year, term=period.name).first()


def _last_year(period: Period, today: dt.date) -> list[Kept]:
    """The numbers of the same term last year: word for word as they were released, whatever has become of a case since.
    Where no report of it was, they are counted; nothing where nobody kept anything then."""
    before = Terms().year_before(period)
    released = GovernorsReport.objects.known_as(before.key).first()
    if released:
        return released.said["numbers"]
    return numbers(before, today) if was_in_use(before) else []


def chosen_first(reports: Any, periods: list[Period], today: dt.date) -> str:
    """The key of the report that somebody wants to see first: one that waits to be released, else that of this term,
    else the last that was released. Empty where there is none."""
    over = [period for period in periods if period.is_over(today)]
    if over:
        return over[-1].key
    if periods:
        return periods[0].key
    latest = reports.first()
    return latest.key if latest else ""


def school_year(reports: Any, year: int) -> SchoolYear | None:
    """One school year out of `reports`, the released ones that somebody may read; None where it has none of them. Two
    queries. Any number may be asked for, as an address can hold any."""
    keys = list(reports.values_list("school_year", "term"))
    if year not in {of_year for of_year, _ in keys}:
        return None
    rows = reports.filter(school_year__in=(year - 1, year))
    found = {(row.school_year, Name(row.term)): _released(row) for row in rows}
    return school_year_of_reports(year, found, max(place_of(f"{of_year}-{term}") for of_year, term in keys))


def years_with_reports(reports: Iterable[GovernorsReport]) -> list[tuple[int, str]]:
    """The school years of some released reports, each with its name, the newest first."""
    return [(year, label(year)) for year in sorted({report.school_year for report in reports}, reverse=True)]


def _released(report: GovernorsReport) -> Released:
    on = timezone.localdate(report.released_at)
    return Released(report.said, on, in_fours(report.digest), report.get_absolute_url())
