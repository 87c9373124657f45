"""What hangs on the demo school's policy: a document not looked at for long, laws that wait, points with owners."""

import datetime as dt

from django.utils import timezone

from people.models import User
from policies.actions.documents import DocumentEntry, add_document
from policies.actions.laws import propose_laws
from policies.actions.owners import name_gap_owner, name_policy_owner, write_note
from policies.actions.platforms import PlatformEntry, change_platform
from policies.demo import STANDARDS, TEACHERS_STANDARDS
from policies.demo_policy import SLUG
from policies.gaps import gaps_of
from policies.laws import OFFERED
from policies.models import Platform, PolicyVersion
from policies.words import Audience

LOOKED_UP = ("Facebook", "Instagram")
HELPERS = (
    "Thank you for helping. Leave your phone in your bag while you are with the children, and ask the teacher before "
    "you take any picture. If a child tells you something that worries you, tell the teacher the same day."
)


def enter_the_standards(by: User) -> None:
    """In the year before: nobody has looked at them since, so the nudge has come."""
    add_document(entry=DocumentEntry(STANDARDS, url=TEACHERS_STANDARDS, dated="July 2011"), by=by)


def settle_into_the_lists(people: dict[str, User], today: dt.date) -> None:
    """The head and the office begin on what the policy leaves open."""
    head, office, clerk = people["head"], people["office"], people["clerk"]
    version = PolicyVersion.objects.in_force_on(today).with_wording().get(policy__slug=SLUG)
    policy = version.policy
    name_policy_owner(policy=policy, owner=head, by=head)
    propose_laws(policy=policy, laws=OFFERED, by=head)
    keys = {gap.key for gap in gaps_of(version)}
    for key, owner in (("looked-after-by", head), ("responsibilities", clerk)):
        if key in keys:
            name_gap_owner(policy=policy, key=key, owner=owner, by=office)
    for platform in Platform.objects.filter(name__in=LOOKED_UP):
        entry = PlatformEntry(platform.name, platform.minimum_age, platform.note, checked_on=timezone.localdate())
        change_platform(platform=platform, entry=entry, by=office)
    write_note(policy=policy, audience=Audience.HELPERS, text=HELPERS, by=head)
