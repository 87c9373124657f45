"""The report as it is frozen: one text that says everything that is on its page and in its file."""

import datetime as dt

from audit.models import AuditEvent
from people.calendar import school_calendar

from . import complaints, incidents, reading
from .periods import Period
from .questions import Published, questions
from .tables import Kept, Table, beside

SHAPE = 1


def content_of(period: Period, *, school: str, words: str, last: list[Kept] | None, today: dt.date) -> Kept:
    """Everything that the report says. `last`: the numbers of the same term last year as they were released; None where
    no report of it was: then they are counted now, and never again (`actions/governing.py`).

    Two schools that differ by a case about the headteacher alone have the same one, byte by byte.
    """
    version = reading.version_on(min(today, period.last))
    this = numbers(period, today)
    gaps = reading.gaps(version)
    return {
        "shape": SHAPE,
        "school": school,
        "term": {
            "key": period.key, "label": period.label, "year": period.year_label,
            "first": period.first.isoformat(), "last": period.last.isoformat(),
        },
        "numbers": this,
        "last_numbers": last,
        "tables": beside(this, last),
        "gaps": gaps,
        "questions": questions(Published(this, last or [], gaps)),
        "words": words,
    }  # fmt: skip


def numbers(period: Period, today: dt.date) -> list[Kept]:
    """The published numbers of one term, as they are frozen. A constant number of queries."""
    day = min(today, period.last)
    version = reading.version_on(day)
    found: list[Table] = [
        reading.policy_table(version, day, today),
        reading.permission_table(period, day),
        *incidents.tables(period, version, school_calendar(today), today),
        *complaints.tables(period),
    ]
    return [table.as_kept() for table in found]


def was_in_use(period: Period) -> bool:
    """Whether the portal kept anything before the end of that term: what nobody counted is not nought."""
    first = AuditEvent.objects.order_by("sequence").values_list("at", flat=True).first()
    return first is not None and first.date() <= period.last
