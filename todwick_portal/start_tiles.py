"""Which numbers stand at the top of which start page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from consent.removal_desk import clock_words
from incidents.breach_words import Clock
from incidents.models.breaches import TIME_TO_REPORT
from incidents.sorts import Sort
from people.models import Notification
from people.permissions import Permission
from people.roles import Role
from people.school_year import label

from .complaint_start import complaint_tiles
from .doors import GOVERNING
from .feed import age
from .incident_desk import in_school_days, incident_tiles
from .start import Start, mail_since
from .tiles import Tile, Weight, days_ago, five_of


@dataclass(frozen=True)
class _Counted:
    """How one kind of thing that waits is counted: one, several, what is good about none, and the list of them."""

    kind: str
    one: str
    many: str
    none: str
    route: str
    place: str = ""
    mark: str = "ask"


COUNTED = (
    _Counted("place", "answer to place", "answers to place", "Every answer has its child", "consent:review", "#rows"),
    _Counted("comment", "comment to read", "comments to read", "Every comment is read", "consent:review", "#comments"),
    _Counted(
        "decide", "child to decide about", "children to decide about", "No parents differ", "consent:review", "#differ"
    ),
    _Counted(
        "load",
        "survey load not saved",
        "survey loads not saved",
        "Every load is saved",
        "consent:imports",
        "?state=begun",
        mark="",
    ),
)
REQUESTS = _Counted(
    "request", "request about a picture", "requests about pictures", "Every request is answered", "consent:requests"
)


def tiles_for(start: Start) -> list[Tile]:
    """At most five; of what a reader does not deal with there is none."""
    sorts = start.user.has_perm(Permission.CONSENT_CORRECT)
    found = [*_failed_mail(start), *_breaches(start)]
    if Sort.INCIDENT in start.desks:
        found += incident_tiles(start.desks[Sort.INCIDENT], start.now, start.calendar, all_of_them=not sorts)
    found += _removals(start)
    if Sort.COMPLAINT in start.desks:
        found += complaint_tiles(start.desks[Sort.COMPLAINT], start.now, all_of_them=not sorts)
    found += _governing(start)
    if sorts:
        asked = [REQUESTS] if start.numbers.count("request") else []
        found += [_waiting(counted, start) for counted in (*asked, *COUNTED)]
    elif start.standing.classes:
        figures = start.standing.classes
        text = f"of {figures.children} children have answers"
        found.append(
            Tile(str(figures.answered), text, label(start.year), reverse("consent:classes"), weight=Weight.TELLS)
        )
    # A month runs for these: what children wait for stands before them until they are late.
    found += _asked_about_data(start)
    return five_of([*found, *_own(start), *_pupils(start)])


def _waiting(counted: _Counted, start: Start) -> Tile:
    kept = getattr(start.standing.waiting, counted.kind, None)
    row = start.numbers.one(counted.kind)
    number, oldest = (kept.count, kept.oldest) if kept else (row.count, row.moment)
    url = reverse(counted.route)
    if not number or oldest is None:
        return Tile("0", counted.many, counted.none, url, weight=Weight.NOTHING)
    what = counted.one if number == 1 else counted.many
    return Tile(str(number), what, f"oldest: {age(oldest, start.now)}", url + counted.place, counted.mark)


def _removals(start: Start) -> Iterator[Tile]:
    """Pictures to remove, as many as there are lists on their page: each is of one child. With when the first clock
    ends; too late it is red and says so."""
    if not start.removals:
        return
    what = f"{'Child' if start.removals == 1 else 'Children'} with pictures to remove"
    clock = timezone.localtime(start.first_clock) if start.first_clock else None
    is_late = clock is not None and clock < start.now
    words = clock_words(clock, start.now) if clock else "nothing left of yours"
    url = reverse("consent:takedowns")
    sign = "no" if is_late else ""
    yield Tile(str(start.removals), what, f"overdue: {words}" if is_late else words, url, sign, Weight.NOW)


def _failed_mail(start: Start) -> Iterator[Tile]:
    """Mails of the last week that could not be sent, for those who look after the mail. Nothing where there is none."""
    found = start.numbers.one("mail")
    if found.count and found.moment:
        what = "mail could not be sent" if found.count == 1 else "mails could not be sent"
        url = f"{reverse('people:mails')}?status={Notification.Status.FAILED}&since={mail_since(start.today)}"
        yield Tile(str(found.count), what, f"oldest: {age(found.moment, start.now)}", url, "ask", Weight.NOW)


def _breaches(start: Start) -> Iterator[Tile]:
    """Data breaches that wait to be decided or reported while their 72 hours run, the one that ends first in words."""
    found = start.numbers.one("breach")
    if found.count and found.moment:
        until = found.moment + TIME_TO_REPORT
        clock = Clock(until, int((until - start.now).total_seconds() // 3600))
        what = f"data breach{'' if found.count == 1 else 'es'} to decide or report"
        url = f"{reverse('incidents:breaches')}?state=running"
        yield Tile(str(found.count), what, clock.words, url, "no" if clock.is_over else "ask", Weight.NOW)


def _asked_about_data(start: Start) -> Iterator[Tile]:
    """Requests about data that are open, and by when the first is answered. Nothing where there is none."""
    found = start.numbers.one("data")
    if not found.count:
        return
    what = f"request{'' if found.count == 1 else 's'} about data"
    url = f"{reverse('incidents:data-requests')}?state=open"
    if found.day is None:
        yield Tile(str(found.count), what, "waiting for whoever asked", url, weight=Weight.NEXT)
        return
    late = found.day < start.today
    first = "" if found.count == 1 else "the first "
    words = f"{first}overdue since {found.day:%-d %B}" if late else f"{first}by {found.day:%-d %B}"
    yield Tile(str(found.count), what, words, url, "no" if late else "ask", Weight.NOW if late else Weight.NEXT)


def _governing(start: Start) -> Iterator[Tile]:
    """For governors, chair and clerk: versions to approve, panels, reports that were released. Of the cases of the
    school they read no live number: totals beside the released reports would undo what is hidden there."""
    if not start.user.roles & GOVERNING:
        return
    waits = (
        (start.numbers.count("to_approve"), "version to approve", "versions to approve", "Nothing waits to be approved",
         f"{reverse('policies:desk')}#versions", Permission.POLICY_APPROVE),
        (start.numbers.count("panel"), "panel that waits for you", "panels that wait for you", "No panel waits for you",
         reverse("incidents:complaint-panels"), Permission.COMPLAINT_PANEL),
    )  # fmt: skip
    for number, one, many, none, url, needed in waits:
        if start.user.has_perm(needed):
            what, old = (one, "see what is next") if number == 1 else (many, "see what is next" if number else none)
            yield Tile(str(number), what, old, url, "ask" if number else "0", Weight.NEXT if number else Weight.NOTHING)
    released = start.numbers.one("report")
    if released.count and released.moment:
        what = f"report{'' if released.count == 1 else 's'} to governors released"
        old = f"the last {days_ago(timezone.localdate(released.moment), start.today)}"
        yield Tile(str(released.count), what, old, reverse("incidents:governors-reports"), weight=Weight.TELLS)


def _own(start: Start) -> Iterator[Tile]:
    """For parents: their children, and the complaints that they made signed in with how old the oldest open one is."""
    own = start.standing.own
    if own and own.children:
        old = "every question is answered"
        if own.open:
            old = f"{own.open} question{'' if own.open == 1 else 's'} without an answer from you"
        what = f"child{'' if own.children == 1 else 'ren'} of yours"
        yield Tile(str(own.children), what, old, reverse("consent:mine"), "ask" if own.open else "")
    if Role.PARENT not in start.user.roles:
        return
    made, still = start.numbers.count("own"), start.numbers.one("own_open")
    if made:
        old = "all are closed"
        if still.count and still.other_day:
            days = start.calendar.school_days_between(still.other_day, start.today)
            old = f"{still.count} open, the oldest {'for' if days else 'of'} {in_school_days(days)}"
        what = f"complaint{'' if made == 1 else 's'} of yours"
        yield Tile(str(made), what, old, reverse("incidents:complaints-mine"), weight=Weight.TELLS)


def _pupils(start: Start) -> Iterator[Tile]:
    if not start.user.has_perm(Permission.PEOPLE_VIEW):
        return
    count, at = start.numbers.count("pupils"), start.numbers.one("roll").moment
    old = f"list updated {timezone.localdate(at):%-d %B %Y}" if at else "No list yet"
    what = "child on the pupil list" if count == 1 else "children on the pupil list"
    yield Tile(str(count), what, old, reverse("people:pupils"), weight=Weight.TELLS)
