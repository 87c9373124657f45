"""The one mail a day of what is due: to whoever owns an incident or a complaint, deals with it or owns a step
(requirements C25, D10)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import record, wait_for_the_chain
from incidents.models import Case, CaseAssignment, CaseStep, ContactPlan
from incidents.models.cases import CaseQuerySet
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.walls import Wall
from people.actions.mail import queue_mail
from people.calendar import school_calendar
from people.models import Notification, User

from .panel_due import lines_of_panels, people_of_panels

EARLIEST = dt.time(7)
SOON = 2  # school days
MOST = 40


def tell_of_due_incidents() -> int:
    """Mail what is due within two school days or overdue, once on each school day, from seven in the morning.

    References and days, nothing else; nobody hears of what is about them or is not theirs to read. Called by the
    worker every few minutes: the record says whether it is done, and the chain's lock lets one of two workers write.
    Returns how many people were told.
    """
    return _tell(Sort.INCIDENT)


def tell_of_due_complaints() -> int:
    """The same of complaints: by when they are to be acknowledged, answered or closed. What is about personal data has
    days set by law, which run in holidays too: of that somebody is told on every day."""
    return _tell(Sort.COMPLAINT)


@dataclass(frozen=True)
class _Day:
    """A day on which mails go out, of which sort, up to which day; on one without school of personal data alone."""

    sort: Sort
    today: dt.date
    last: dt.date
    is_school_day: bool

    @property
    def verb(self) -> Verb:
        return Verb.INCIDENT_DUE_TOLD if self.sort == Sort.INCIDENT else Verb.COMPLAINT_DUE_TOLD

    @property
    def has_panels(self) -> bool:
        """Whether what is due with panels goes out too: of complaints, on a school day."""
        return self.sort == Sort.COMPLAINT and self.is_school_day

    def cases(self, cases: CaseQuerySet) -> CaseQuerySet:
        """Those of `cases` that are due."""
        due = cases.open().filter(sort=self.sort, due_on__lte=self.last)
        return due if self.is_school_day else due.filter(wall=Wall.DATA)


def _tell(sort: Sort) -> int:
    now = timezone.localtime()
    today, calendar = now.date(), school_calendar()
    is_school_day = calendar.is_school_day(today)
    if now.time() < EARLIEST or not (is_school_day or sort == Sort.COMPLAINT):
        return 0
    last = calendar.add_school_days(today, SOON) if is_school_day else today + SOON * dt.timedelta(days=1)
    day = _Day(sort, today, last, is_school_day)
    if _is_done(day) or not _mails(day):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        if _is_done(day):
            return 0
        mails = _mails(day)
        for user, body in mails:
            subject = f"{sort.label}s: what is due, {today:%-d %B %Y}"
            queue_mail(kind=Notification.Kind.CASE, address=user.email, user=user, subject=subject, body=body)
        if mails:
            record(day.verb, target=None, by=None, people=len(mails))
    return len(mails)


def _is_done(day: _Day) -> bool:
    midnight = timezone.make_aware(dt.datetime.combine(day.today, dt.time.min))
    told = AuditEvent.objects.filter(at__gte=midnight, verb=day.verb, actor=Actor.WORKER)
    return told.filter(target_model="").exists()


def _mails(day: _Day) -> list[tuple[User, str]]:
    """Who is written to today, with the words."""
    found = []
    for user in _people(day):
        lines = [*_cases(user, day), *_steps(user, day), *_plans(user, day)]
        if day.has_panels:
            lines += lines_of_panels(user, day.today, day.last)
        if lines:
            found.append((user, _body(lines)))
    return found


def _people(day: _Day) -> Iterable[User]:
    """Everybody of whom something may be due. What they may hear of is asked for each."""
    due = day.cases(Case.objects.all()).order_by()
    roles = {*due.values_list("owner_role", flat=True).distinct(), *_roles_of_plans(day)}
    owning = User.objects.holding(*sorted(roles))
    dealing = CaseAssignment.objects.filter(case__in=due, ended_at=None).order_by().values("user")
    to_do = CaseStep.objects.filter(done_at=None, due_on__lte=day.last, owner__isnull=False).order_by().values("owner")
    of_panels = people_of_panels() if day.has_panels else Q(pk__in=[])
    users = User.objects.working_on(day.today).filter(
        Q(pk__in=owning.values("pk")) | Q(pk__in=dealing) | Q(pk__in=to_do) | of_panels
    )
    return users.order_by("pk").prefetch_related("assignments")


def _roles_of_plans(day: _Day) -> Iterable[str]:
    """Who owns the complaints of which a plan for contact is to be looked at again."""
    if day.sort != Sort.COMPLAINT or not day.is_school_day:
        return ()
    plans = ContactPlan.objects.in_force(day.today).filter(review_on__lte=day.last)
    return plans.order_by().values_list("complaint__case__owner_role", flat=True).distinct()


def _plans(user: User, day: _Day) -> Iterator[str]:
    """Plans for contact that are to be looked at again, of closed complaints too: not looked at, they are over."""
    if day.sort != Sort.COMPLAINT or not day.is_school_day:
        return
    mine = Case.objects.allowing(Act.MAILED, user, day.sort).filter(owner_role__in=sorted(user.roles))
    plans = ContactPlan.objects.in_force(day.today).filter(review_on__lte=day.last, complaint__case__in=mine)
    for reference, review_on in plans.order_by("review_on", "pk").values_list(
        "complaint__case__reference", "review_on"
    ):
        yield f"{reference}: look again at the plan for contact, by {review_on:%-d %B %Y}"


def _open_to(user: User, sort: Sort):
    return Case.objects.allowing(Act.MAILED, user, sort).open()


def _cases(user: User, day: _Day) -> Iterator[str]:
    given = CaseAssignment.objects.filter(user=user, ended_at=None).order_by().values("case")
    mine = day.cases(_open_to(user, day.sort)).filter(Q(owner_role__in=sorted(user.roles)) | Q(pk__in=given))
    for reference, due_on in mine.order_by("due_on", "pk").values_list("reference", "due_on"):
        yield f"{reference}: {_when(due_on, day.today)}"


def _steps(user: User, day: _Day) -> Iterator[str]:
    cases = _open_to(user, day.sort)
    steps = CaseStep.objects.filter(owner=user, done_at=None, due_on__lte=day.last, case__in=cases)
    for reference, due_on in steps.order_by("due_on", "pk").values_list("case__reference", "due_on"):
        yield f"{reference}: a step of yours, {_when(due_on, day.today)}"


def _when(due_on: dt.date | None, today: dt.date) -> str:
    if due_on is None:
        return "no day is set"
    return f"{'overdue since' if due_on < today else 'due'} {due_on:%-d %B %Y}"


def _body(lines: list[str]) -> str:
    left = len(lines) - MOST
    shown = lines[:MOST] + ([f"and {left} more"] if left > 0 else [])
    return "\n".join([*shown, "", "To read them, sign in:", f"{settings.SITE_URL}/dashboard/", ""])
