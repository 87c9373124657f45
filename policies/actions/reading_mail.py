"""The mail that tells people that a policy waits for them to be read. Sent by the worker, on school days (A7)."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record, wait_for_the_chain
from people.calendar import school_calendar
from policies.models import ReadingNotice
from policies.notifications import tell_of_readings
from policies.reading_notices import due_by_user


def tell_of_due_readings() -> int:
    """Tell everybody of the readings that fell due for them: one mail a person, and of each reading once.

    Called by the worker every few minutes. Nothing goes out on a day without school: what fell due then is told on
    the next school day. Nobody whose account has ended is among the readers. Returns how many were told.
    """
    today = timezone.localdate()
    if not due_by_user(today) or not school_calendar(today).is_school_day(today):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        due = due_by_user(today)
        notices = [
            ReadingNotice(version_id=reader.standing.root, user=user, school_year=reader.school_year)
            for user, readers in due.items()
            for reader in readers
        ]
        if not notices:
            return 0
        ReadingNotice.objects.bulk_create(notices)
        tell_of_readings(due, today)
        record(Verb.POLICY_READING_TOLD, target=None, by=None, people=len(due), readings=len(notices))
    return len(due)
