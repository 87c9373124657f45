"""The complaints of the demo school's last twelve months, behind every wall, each told day by day beside the story."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from uuid import UUID, uuid5

from incidents.actions.complaining import Complained, send_complaint
from incidents.complaints.codes import code_out_of
from incidents.models import Case
from people.school_days import SchoolCalendar

from .accounts import Everybody
from .complaint_deeds import Cases, Deed, People
from .complaint_shapes import Sent
from .complaints_now import WAITING
from .complaints_past import GONE_FAR, OVER
from .diary import Happening
from .rows import weekday_before

SENT = (*OVER, *GONE_FAR, *WAITING)
_FORMS = UUID("8a4f4a4e-52f8-4b5b-9f3c-0c1f5d0b7e21")


def happenings(accounts: People, today: dt.date, calendar: SchoolCalendar) -> Iterator[Happening]:
    """Each thing in its turn: sent before school, what came of it from ten on, never after yesterday's evening."""
    people, cases = Everybody(accounts), dict[str, Case]()
    for sent in SENT:
        ago = _days_ago(sent, today, calendar)
        yield Happening(weekday_before(today, max(1, ago)), "07:40", partial(_send, sent, people, cases))
        for place, (days, deed) in enumerate(sent.then):
            time = f"{10 + place // 4:02d}:{10 + place % 4 * 12}"
            on = weekday_before(today, max(1, ago - days))
            yield Happening(on, time, partial(_do, deed, people, cases, sent.key))


def _days_ago(sent: Sent, today: dt.date, calendar: SchoolCalendar) -> int:
    """How many days ago it was sent, where its story counts school days."""
    if not sent.in_school_days:
        return sent.ago
    day, left = today, sent.ago
    while left:
        day -= dt.timedelta(days=1)
        left -= calendar.is_school_day(day)
    return (today - day).days


def _send(sent: Sent, people: People, cases: Cases) -> None:
    """By the action of the form, with an access code that nobody was given."""
    key = uuid5(_FORMS, sent.key)
    cases[sent.key] = send_complaint(
        complained=Complained(about=sent.about, words=sent.words, **sent.said), form_key=key,
        code=code_out_of(str(key)), by=people[sent.by] if sent.by else None,
        recorded_by=people[sent.recorded_by] if sent.recorded_by else None,
    )  # fmt: skip


def _do(deed: Deed, people: People, cases: Cases, key: str) -> None:
    deed(people, cases, Case.objects.select_related("complaint").get(pk=cases[key].pk))
