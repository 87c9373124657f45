"""The review of a policy: when it falls due, and what happened since the last one (A6; issue 4.8)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from people.models import User

from .gaps import LAWS, gaps_of
from .models import DraftComment, GapOwner, Policy, PolicyVersion
from .models.states import PUBLIC, Status


class Due(StrEnum):
    """How near a review is: two months, one month, due."""

    NOW = "now"
    ONE_MONTH = "one_month"
    TWO_MONTHS = "two_months"


@dataclass(frozen=True)
class Since:
    """What happened since a policy was last looked at as a whole."""

    day: dt.date
    versions: int
    comments: int
    open: int
    settled: int


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months on; where there is none, the last day of that month.

    >>> months_after(dt.date(2026, 12, 31), 2), months_after(dt.date(2026, 7, 27), 1)
    (datetime.date(2027, 2, 28), datetime.date(2026, 8, 27))
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = day.replace(year=day.year + years, month=month + 1, day=1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def due_on(review: dt.date | None, day: dt.date) -> Due | None:
    """How near the review is on `day`; None where it is further off than two months, or has no day."""
    if review is None or review > months_after(day, 2):
        return None
    return Due.NOW if review <= day else Due.ONE_MONTH if review <= months_after(day, 1) else Due.TWO_MONTHS


def reviews_due(day: dt.date) -> list[tuple[PolicyVersion, Due]]:
    """The versions in force whose review falls due within two months of `day`, the nearest first. One query."""
    in_force: QuerySet[PolicyVersion] = PolicyVersion.objects.in_force_on(day).select_related("policy")
    near = in_force.filter(review_due_on__lte=months_after(day, 2)).order_by("review_due_on", "policy__title")
    return [(version, due) for version in near if (due := due_on(version.review_due_on, day))]


def since_last_review(policy: Policy, version: PolicyVersion, user: User) -> Since:
    """What happened since the last version began that was no mere correction. `version` holds now, `with_wording`.

    Counted are the versions that `user` may read and the comments on them: nobody learns of a draft by a number.
    Settled are the points that the version before left open and this one does not, and those that had an owner and
    are open no more.
    """
    stood = policy.versions.filter(status__in=PUBLIC, is_minor=False, number__lte=version.number)
    last = stood.order_by("-number").first() or version
    day = last.effective_from or timezone.localdate()
    open_now = {gap.key for gap in gaps_of(version)}
    before = policy.versions.filter(status__in=PUBLIC, number__lt=last.number).with_wording().first()
    known = {gap.key for gap in gaps_of(before)} if before else set()
    known |= set(GapOwner.objects.filter(policy=policy).values_list("key", flat=True))
    if policy.statutes.confirmed().filter(confirmed_on__gte=day).exists():
        known.add(LAWS)
    seen = policy.versions.visible_to(user).exclude(status=Status.DISCARDED)
    comments = DraftComment.objects.filter(version__in=seen, at__date__gte=day).count()
    versions = seen.filter(number__gt=last.number).count()
    return Since(day, versions, comments, len(open_now), len(known - open_now))
