"""What one start page shows of what waits: counted in one query, and of the lines only the newest fetched.

Every number comes out of what its reader may list (`visible_to`, `allowing`); what they may not see is not asked for.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Max, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from django.http import HttpRequest

from audit.models import ChainCheck
from consent.removal_desk import open_removals, removals_mine
from consent.start_waiting import asked_open, loads_begun, newest_waiting
from incidents.desk import MINE, OUT, SOON, Desk, asks_open, desk_from, questions_to
from incidents.list_filter import midnight
from incidents.models import Case as IncidentCase
from incidents.models import DataBreach, DataRequest, GovernorsReport
from incidents.open_lines import newest_open
from incidents.panel_page import panels_waiting_for
from incidents.sorts import Sort
from people.actions.proposals import decidable_by
from people.calendar import calendar_for
from people.models import Notification, Pupil, RollImport, User
from people.permissions import Permission
from people.prepared import prepared
from people.roles import Role
from people.school_days import SchoolCalendar
from people.settings import read_for
from people.tallies import Tallies, all_of, last, tally

from .complaint_start import complaint_line
from .doors import GOVERNING
from .feed import COMPLAINT, INCIDENT, REMOVAL, Feed, chosen_of, feed_of, lines_for
from .incident_desk import incident_line
from .policy_box import to_approve, to_look_at
from .standing import Standing, asks_state, standing_of

MAIL_SHOWN_FOR = dt.timedelta(days=6)  # before today; what failed earlier stays in the list of mails
LEADS = {Sort.INCIDENT: Permission.INCIDENT_LEAD, Sort.COMPLAINT: Permission.COMPLAINT_LEAD}


@dataclass(frozen=True)
class Start:
    """A start page before it is put into words. `desks`: what is open, of each sort that the reader leads."""

    user: User
    now: dt.datetime
    calendar: SchoolCalendar
    numbers: Tallies
    standing: Standing
    desks: dict[Sort, Desk]

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @property
    def year(self) -> int:
        return self.calendar.year_of(self.today)

    @property
    def removals(self) -> int:
        """How many lists of pictures to remove are open."""
        return sum(one.count for one in self.numbers.of(REMOVAL.key))

    @property
    def first_clock(self) -> dt.datetime | None:
        """When the first of them ends that is the reader's to see to."""
        return min((one.moment for one in self.numbers.of(REMOVAL.key) if one.moment), default=None)

    @property
    def report_key(self) -> str:
        """The term of the report to which the clerk may still add the confidential part, as addresses name it."""
        return "-".join(self.numbers.one("unwritten").keys[:2])

    @property
    def has_feed(self) -> bool:
        return bool(self.user.has_perm(Permission.CONSENT_CORRECT) or self.desks or self.removals)

    @property
    def lines(self) -> dict[str, int]:
        """How many lines there are of each kind, and of what lies across the kinds."""
        waiting = self.standing.waiting
        return {
            INCIDENT.key: self.desks[Sort.INCIDENT].open if Sort.INCIDENT in self.desks else 0,
            COMPLAINT.key: self.desks[Sort.COMPLAINT].open if Sort.COMPLAINT in self.desks else 0,
            REMOVAL.key: self.removals,
            **{kind: self.numbers.count(kind) for kind in ("request", "load")},
            "place": waiting.place.count,
            "comment": waiting.comment.count,
            "decide": waiting.decide.count,
            MINE: sum(self.across[MINE].values()),
            OUT: sum(self.across[OUT].values()),
        }

    @property
    def across(self) -> dict[str, dict[str, int]]:
        """Of what lies across the kinds, how many there are of each kind."""
        mine = {str(sort): desk.mine for sort, desk in self.desks.items()}
        mine[REMOVAL.key] = sum(one.count for one in self.numbers.of(REMOVAL.key) if one.keys[0])
        return {MINE: mine, OUT: {str(sort): desk.out for sort, desk in self.desks.items()}}


def start_of(request: HttpRequest, user: User, now: dt.datetime) -> Start:
    """Two queries, and more only where something was recorded since this person's page was opened last."""
    today = now.date()
    calendar = calendar_for(request, today)
    soon = calendar.add_school_days(today, SOON)
    numbers = Tallies(
        prepared("start", user, lambda: all_of([*asks_state(user), *_asks(user, today, soon)]), today, soon)
    )
    desks = {sort: desk_from(numbers.of(sort)) for sort in Sort if user.has_perm(LEADS[sort])}
    standing = standing_of(user, calendar.year_of(today), today, numbers, read_for(request))
    return Start(user, now, calendar, numbers, standing, desks)


def _asks(user: User, today: dt.date, soon: dt.date) -> Iterator[QuerySet[Any]]:
    """Everything that is counted for `user`."""
    yield from (asks_open(user, sort, today, soon) for sort in Sort if user.has_perm(LEADS[sort]))
    if user.has_perm(Permission.CONSENT_KEEP):
        mine = Case(When(removals_mine(user), then=Value(MINE)), default=Value(""), output_field=CharField())
        yield tally(REMOVAL.key, open_removals(user), keys=(mine,), moment="clock")
    if user.has_perm(Permission.DATA_BREACH):
        yield tally("breach", DataBreach.objects.visible_to(user).running(), moment="aware_at")
    if user.has_perm(Permission.DATA_REQUEST_KEEP):
        yield tally("data", DataRequest.objects.visible_to(user).open(), day="due_on")
    if user.has_perm(Permission.MAIL_VIEW):
        failed = Notification.objects.visible_to(user).failed().filter(created_at__gte=midnight(mail_since(today)))
        yield tally("mail", failed, moment="created_at")
    yield tally("request", asked_open(user), moment="sent_at")
    yield tally("load", loads_begun(user), moment="uploaded_at")
    if user.has_perm(Permission.PEOPLE_VIEW):
        yield tally("pupils", Pupil.objects.visible_to(user).on_roll_on(today))
        yield last(RollImport.objects.filter(status="applied", kind="pupils"), "applied_at", "roll")
    if user.has_perm(Permission.AUDIT_VERIFY):
        newest = ChainCheck.objects.order_by("-at", "-pk").values("pk")[:1]
        yield tally("broken", ChainCheck.objects.filter(pk=Subquery(newest), is_whole=False))
    if user.has_perm(Permission.ROLE_CONFIRM):
        yield tally("to_confirm", decidable_by(user))
    if user.has_perm(Permission.POLICY_APPROVE):
        yield tally("to_approve", to_approve(user))
    if user.has_perm(Permission.POLICY_LISTS_EDIT):
        yield tally("documents", to_look_at(user, today))
    yield from _asks_of_governing(user)
    if Role.PARENT in user.roles:
        yield tally("own", IncidentCase.objects.complained_by(user), moment=Max("reported_at"))
        yield tally("own_open", IncidentCase.objects.complained_by(user).open(), other_day="received_on")


def mail_since(today: dt.date) -> dt.date:
    """The first day of which mails that could not be sent still stand on the start page."""
    return today - MAIL_SHOWN_FOR


def _asks_of_governing(user: User) -> Iterator[QuerySet[Any]]:
    """What waits for governors and the clerk, and what was released to them."""
    yield tally("question", questions_to(user))
    yield tally("panel", panels_waiting_for(user))
    if user.roles & GOVERNING:
        yield tally("report", GovernorsReport.objects.visible_to(user), moment=Max("released_at"))
    if user.has_perm(Permission.REPORT_CONFIDENTIAL_ADD):
        yield tally(
            "unwritten", GovernorsReport.objects.lacking_part(user), keys=(Cast("school_year", CharField()), F("term"))
        )


def feed_for(start: Start, asked: str) -> Feed:
    """The lines of the page, as the chip `asked` narrows them: four queries at most."""
    numbers, calendar, today = start.lines, start.calendar, start.today
    chosen = chosen_of(asked, numbers)
    sorts = [sort for sort, desk in start.desks.items() if desk.open and chosen in ("", sort.value, MINE, OUT)]
    words = {Sort.INCIDENT: incident_line, Sort.COMPLAINT: complaint_line}
    lines = [
        words[Sort(one.case.sort)](one, today, calendar)
        for one in newest_open(start.user, sorts, chosen if chosen in (MINE, OUT) else "")
    ]
    across = {MINE: {REMOVAL.key}, OUT: set()}
    kinds = [kind for kind, number in numbers.items() if number and kind in across.get(chosen, {chosen or kind})]
    waiting = newest_waiting(start.user, start.standing.waiting, kinds, mine=chosen == MINE)
    return feed_of([*lines, *lines_for(waiting, start.now)], start.now, chosen, numbers, start.across)
