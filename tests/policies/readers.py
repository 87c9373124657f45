"""A policy that people are asked to read, for tests, at moments of one school year."""

import datetime as dt

import time_machine
from django.utils import timezone

from people.models import User
from people.roles import Role
from policies.actions import approve_version, draft_version, publish_version, submit_version
from policies.actions.acknowledging import acknowledge_version
from policies.actions.reminding import Asked, set_duties
from policies.kept import wording_of
from policies.models import Acknowledgement, Policy, PolicyVersion
from policies.wording import text_hash
from policies.words import Audience
from tests.factories import UserFactory

from .wordings import a_rule, a_wording

STARTED = dt.date(2025, 1, 6)
PUBLISHED = dt.date(2026, 9, 7)
TODAY = dt.date(2026, 9, 14)
YEARLY = Asked(is_asked=True, is_yearly=True, days=14)
ONCE = Asked(is_asked=True, is_yearly=False, days=14)


def at(day: dt.date, hour: int = 10, minute: int = 0) -> time_machine.travel:
    return time_machine.travel(dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC), tick=False)


def somebody(role: Role, since: dt.date = STARTED, **names) -> User:
    user = UserFactory(**names)
    user.assignments.create(role=role, starts_on=since)
    return user


def publish(*rules, by: User, chair: User, slug: str = "phones", is_minor: bool = False, **wording) -> PolicyVersion:
    """Another version of the policy, published at this moment. Rules of one code are one rule."""
    policy, _ = Policy.objects.get_or_create(slug=slug, defaults={"title": slug.title()})
    version = draft_version(policy=policy, wording=a_wording(*rules, **wording), by=by)
    PolicyVersion.objects.filter(pk=version.pk).update(is_minor=is_minor)
    today = timezone.localdate()
    submit_version(version=version, by=by)
    version = approve_version(
        version=version, approved_on=today, approved_by_text="the board", minute_reference="", by=chair
    )
    return publish_version(version=version, effective_from=today, review_due_on=None, by=by)


def ask(policy: Policy, by: User, staff: Asked = YEARLY, **others: Asked) -> None:
    wanted = {Audience.STAFF: staff, **{Audience(name): asked for name, asked in others.items()}}
    set_duties(policy=policy, wanted=wanted, by=by)


def seal_of(version: PolicyVersion) -> str:
    return text_hash(wording_of(PolicyVersion.objects.with_wording().get(pk=version.pk)))


def agree(version: PolicyVersion, by: User, agrees: bool = True, reason: str = "") -> Acknowledgement:
    return acknowledge_version(version=version, seen=seal_of(version), agrees=agrees, reason=reason, by=by)


RULES = tuple(a_rule(f"A{number}") for number in range(1, 5))
