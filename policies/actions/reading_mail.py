"""What the worker writes to those who are asked to read a policy: when it falls due for them, when the day is near, and
when it has passed (A7, A9; requirements 6.6)."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record, wait_for_the_chain
from people.calendar import school_calendar
from people.models import User
from policies.models import ReadingNotice
from policies.notifications import tell_of_readings, tell_to_read
from policies.readers import Reader
from policies.reading_notices import mails_due


def tell_of_due_readings() -> int:
    """Tell everybody of the readings that fell due for them, and remind whoever has said nothing when it is time.

    Called by the worker every few minutes. Nothing goes out on a day without school: what was to go then goes on the
    next school day, within the one rule of `reading_notices`. Returns how many were told.
    """
    today = timezone.localdate()
    if not any(mails_due(today)) or not school_calendar(today).is_school_day(today):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        new, again = mails_due(today)
        return _tell(new) + _remind(again)


def _tell(readers: Sequence[Reader]) -> int:
    """One mail a person for all that falls due, and of each reading once."""
    if not readers:
        return 0
    due: dict[User, list[Reader]] = defaultdict(list)
    for reader in sorted(readers, key=lambda one: one.due_on):
        due[reader.user].append(reader)
    ReadingNotice.objects.bulk_create(
        ReadingNotice(version_id=reader.standing.root, user=user, school_year=reader.school_year)
        for user, own in due.items()
        for reader in own
    )
    tell_of_readings(due, timezone.localdate())
    record(Verb.POLICY_READING_TOLD, target=None, by=None, people=len(due), readings=len(readers))
    return len(due)


def _remind(readers: Sequence[Reader]) -> int:
    """One mail a person and policy, recorded policy by policy."""
    found: dict[int, list[Reader]] = defaultdict(list)
    for reader in readers:
        found[reader.standing.version.policy_id].append(reader)
    for left in found.values():
        tell_to_read(left[0].standing.version, [reader.user for reader in left])
        record(Verb.POLICY_READERS_REMINDED, target=None, by=None, people=len(left))
    return len(readers)
