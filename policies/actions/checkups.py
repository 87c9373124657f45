"""The privacy check-up: done today, and the reminder that the worker sends once in each part of the school year."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, User
from policies.checkups import done_in, period_on, times_a_year
from policies.models import Feature, PrivacyCheckup
from policies.notifications import tell_of_checkup
from policies.rule_uses import rule_in_force

from .reading_faults import AlreadySaid


@transaction.atomic
def record_checkup(*, by: User) -> PrivacyCheckup:
    """Keep that `by` did it today, and nothing else. Raises AlreadySaid for a second time on one day."""
    done, is_new = PrivacyCheckup.objects.get_or_create(user=by, done_on=timezone.localdate())
    if not is_new:
        raise AlreadySaid("You did it today already.")
    record(Verb.CHECKUP_DONE, target=done, by=by)
    return done


@transaction.atomic
def remind_of_checkups() -> int:
    """Write to all staff who have not done it in this part of the year, each once. Called by the worker.

    From two weeks into it, and only where a policy in force asks for it. Returns how many were told.
    """
    today, times = timezone.localdate(), times_a_year()
    period = period_on(today, times)
    if not times or today < period.asked_from or rule_in_force(Feature.PRIVACY, today) is None:
        return 0
    begun = timezone.make_aware(dt.datetime.combine(period.starts_on, dt.time()))
    told = Notification.objects.filter(kind=Notification.Kind.PRIVACY_CHECKUP, created_at__gte=begun)
    told_before = set(told.values_list("user_id", flat=True))
    users = [user for user in done_in(period).not_done if user.pk not in told_before]
    if users:
        tell_of_checkup(users)
        record(Verb.CHECKUP_REMINDED, target=None, by=None, people=len(users))
    return len(users)
