"""The numbers at the top of a start page: at most five, each a link to what it counts, with the oldest's age."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from consent.figures import SchoolFigures
from people.models import Notification, Pupil, RollImport, User
from people.permissions import Permission

from .feed import ASKED, COMMENT, DECIDE, MATCH, PLACE, Kind, Line, age


@dataclass(frozen=True)
class Tile:
    """A number, what it counts, how old the oldest is, and the list it counts."""

    number: str
    what: str
    old: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class _Counted:
    """How one kind of thing that waits is counted: one, several, what is good about none, and the list of them."""

    kind: Kind
    one: str
    many: str
    none: str
    route: str
    place: str = ""
    mark: str = "ask"


COUNTED = (
    _Counted(PLACE, "answer to place", "answers to place", "Every answer has its child", "consent:review", "#rows"),
    _Counted(COMMENT, "comment to read", "comments to read", "Every comment is read", "consent:review", "#comments"),
    _Counted(
        DECIDE, "child to decide about", "children to decide about", "No parents differ", "consent:review", "#differ"
    ),
    _Counted(
        MATCH, "survey load not saved", "survey loads not saved", "Every load is saved", "consent:imports", mark=""
    ),
)
REQUESTS = _Counted(
    ASKED, "request about a picture", "requests about pictures", "Every request is answered", "consent:requests"
)
MOST = 5
MAIL_SHOWN_FOR = dt.timedelta(days=7)  # what failed stays in the list of mails, not on the start page


def tiles(
    user: User,
    lines: Sequence[Line],
    figures: SchoolFigures | None,
    now: dt.datetime,
    school_year: str,
    first: Sequence[Tile] = (),
) -> list[Tile]:
    """What waits by kind for those who sort it out; for others who may see the classes, how many have answered.

    `first`: those of incidents, before all but mail that could not be sent.
    """
    found = [*_failed_mail(user, now), *first]
    if user.has_perm(Permission.CONSENT_CORRECT):
        asked = [REQUESTS] if any(line.kind is ASKED for line in lines) else []
        found += [_waiting(counted, lines, now) for counted in (*asked, *COUNTED)]
    elif figures:
        text = f"of {figures.children} children have answers"
        found.append(Tile(str(figures.answered), text, school_year, reverse("consent:classes")))
    if user.has_perm(Permission.PEOPLE_VIEW):
        found.append(_pupils(user, timezone.localdate(now)))
    return found[:MOST]


def _waiting(counted: _Counted, lines: Sequence[Line], now: dt.datetime) -> Tile:
    since = [line.when for line in lines if line.kind.key == counted.kind.key]
    url = reverse(counted.route)
    if not since:
        return Tile("0", counted.many, counted.none, url)
    what = counted.one if len(since) == 1 else counted.many
    return Tile(str(len(since)), what, f"oldest: {age(min(since), now)}", url + counted.place, counted.mark)


def _failed_mail(user: User, now: dt.datetime) -> list[Tile]:
    """Mails of the last week that could not be sent, for those who look after the mail. Nothing where there is none."""
    failed = Notification.objects.visible_to(user).failed().filter(created_at__gt=now - MAIL_SHOWN_FOR)
    found = failed.order_by().aggregate(count=Count("pk"), oldest=Min("created_at"))
    if not found["count"]:
        return []
    what = "mail could not be sent" if found["count"] == 1 else "mails could not be sent"
    url = f"{reverse('people:mails')}?status={Notification.Status.FAILED}"
    return [Tile(str(found["count"]), what, f"oldest: {age(found['oldest'], now)}", url, "ask")]


def _pupils(user: User, today: dt.date) -> Tile:
    count = Pupil.objects.visible_to(user).on_roll_on(today).count()
    last = RollImport.objects.filter(status="applied", kind="pupils").order_by("-applied_at").first()
    old = f"list updated {timezone.localdate(last.applied_at):%-d %B %Y}" if last and last.applied_at else "No list yet"
    what = "child on the pupil list" if count == 1 else "children on the pupil list"
    return Tile(str(count), what, old, reverse("people:pupils"))
