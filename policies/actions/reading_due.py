"""What the worker writes to people who were asked to read a policy (requirements 6.6: due, overdue)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import Notification
from policies.models import Policy
from policies.notifications import subject_to_read, tell_to_read
from policies.readers import Reader, readers_of
from policies.reading_notices import told_at

Kind = Notification.Kind
A_WEEK = dt.timedelta(days=7)


@transaction.atomic
def remind_of_reading() -> int:
    """Write to whoever has said nothing yet: once from a week before the day, and once when it has passed.

    Whoever was written to about the policy within a week, by the head's button too, is left alone until then, so
    nobody hears of one policy more than once a week. Called by the worker. Returns how many were told.
    """
    today, told = timezone.localdate(), 0
    for policy in Policy.objects.published().filter(duties__is_asked=True).distinct().order_by("pk"):
        left = [one for one in readers_of(policy, today) if one.is_open and today >= one.due_on - A_WEEK]
        left = _not_told(policy, left, today)
        if left:
            tell_to_read(left[0].standing.version, [one.user for one in left])
            record(Verb.POLICY_READERS_REMINDED, target=None, by=None, people=len(left))
        told += len(left)
    return told


def _not_told(policy: Policy, readers: Sequence[Reader], today: dt.date) -> list[Reader]:
    """Those who had no mail about `policy` in the last week, nor since this part began: near, or overdue.

    That it was published, and that it waits, are such mails too: who has a few days to read it is not
    written to twice in them.
    """
    of_policy = Q(kind=Kind.POLICY_TO_READ, subject=subject_to_read(policy))
    of_policy |= Q(kind=Kind.POLICY_PUBLISHED, subject__startswith=f"{policy.title}: version ")
    mails = Notification.objects.filter(of_policy, user__in=[one.user.pk for one in readers])
    last: dict[int | None, dt.date] = {}
    for user, at in mails.values_list("user_id", "created_at"):
        last[user] = max(timezone.localdate(at), last.get(user, dt.date.min))
    for key, at in told_at(readers).items():
        last[key] = max(timezone.localdate(at), last.get(key, dt.date.min))
    found = []
    for one in readers:
        began = one.due_on + dt.timedelta(days=1) if one.is_late_on(today) else one.due_on - A_WEEK
        heard = last.get(one.user.pk, dt.date.min)
        if heard < began and heard <= today - A_WEEK:
            found.append(one)
    return found
