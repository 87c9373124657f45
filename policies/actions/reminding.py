"""Who is asked to read a policy, and reminding those who have not (A9)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record, wait_for_the_chain
from people.models import User
from policies.models import AcknowledgementDuty, AcknowledgementReminder, Policy, PolicyVersion
from policies.notifications import tell_to_read
from policies.readers import readers_of
from policies.reading_notices import remindable
from policies.words import Audience

from .reading_faults import NothingToDo, TooSoon


@dataclass(frozen=True)
class Asked:
    """Whether one audience is asked to read a policy, each year or once, and within how many days."""

    is_asked: bool
    is_yearly: bool
    days: int


@transaction.atomic
def set_duties(*, policy: Policy, wanted: Mapping[Audience, Asked], by: User) -> list[AcknowledgementDuty]:
    """Keep whom the school asks to read `policy`. What differs is recorded, one event each; raises NothingToDo.

    What people said stays; who is not asked any more is not reminded.
    """
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    kept = {duty.audience: duty for duty in policy.duties.all()}
    changed = []
    for audience, asked in wanted.items():
        duty = kept.get(audience)
        if _as_asked(duty) == asked or (duty is None and not asked.is_asked):
            continue
        duty, _ = AcknowledgementDuty.objects.update_or_create(policy=policy, audience=audience, defaults=asdict(asked))
        changed.append(duty)
    if not changed:
        raise NothingToDo("Nothing was changed.")
    for duty in changed:
        record(Verb.POLICY_READERS_SET, target=duty, by=by, audience=duty.audience, asked=duty.is_asked)
    return changed


@transaction.atomic
def remind_readers(*, version: PolicyVersion, by: User) -> AcknowledgementReminder:
    """Send one mail to everybody who is asked to read the policy, has said nothing yet and had none about it this week.

    Raises TooSoon within a week of the last reminder of this policy, or where all who are left had a mail within the
    week, whoever sent it; NothingToDo where nobody is left.
    """
    policy = Policy.objects.select_for_update(no_key=True).get(pk=version.policy_id)
    wait_for_the_chain()
    today = timezone.localdate()
    found = remindable(policy, readers_of(policy, today), today)
    if found.again:
        last = f"The last mail went on {found.last_mail:%-d %B %Y}, less than a week ago."
        raise TooSoon(f"{last} You can do it again on {found.again:%-d %B %Y}.")
    left = found.readers
    if not left or left[0].standing.version.pk != version.pk:
        raise NothingToDo("Nobody is left to be reminded.")
    tell_to_read(version, [reader.user for reader in left])
    reminder = AcknowledgementReminder.objects.create(version=version, by=by, people=len(left))
    record(Verb.POLICY_READERS_REMINDED, target=reminder, by=by, number=version.number, people=len(left))
    return reminder


def _as_asked(duty: AcknowledgementDuty | None) -> Asked | None:
    return Asked(duty.is_asked, duty.is_yearly, duty.days) if duty else None
