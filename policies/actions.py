"""The things that happen to a policy. Each is one transaction and one audit event."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User

from . import content
from .content import AreaText, PolicyText
from .models import (
    CommunicationMethod,
    OpenPoint,
    Policy,
    PolicyVersion,
    RelatedDocument,
    Rule,
    RuleVersion,
    Section,
)

Status = PolicyVersion.Status


class WrongStatus(Exception):
    """The version has moved on: this can no longer be done to it, or not yet."""


class SamePerson(Exception):
    """Who wrote a version does not approve it: a second person reads it."""


class WrongDay(Exception):
    """The days given for a version do not fit together. The message says what to mend."""


@transaction.atomic
def draft_version(*, policy: Policy, wording: PolicyText, by: User | None) -> PolicyVersion:
    """Keep a new wording of `policy` as a draft, numbered after the last version.

    Documents named in it that the school does not know yet are added, not yet linked. `by` is None for a
    command. Raises BadWording for codes that stand twice and rules without text or reader.
    """
    content.check(wording)
    policy = Policy.objects.select_for_update().get(pk=policy.pk)
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    version = PolicyVersion.objects.create(
        policy=policy,
        number=last + 1,
        based_on=policy.versions.published().first(),
        lead=wording.lead,
        in_short=wording.in_short,
        introduction=wording.introduction,
        looked_after_by=wording.looked_after_by,
        responsibilities=wording.responsibilities,
        drafted_by=by,
    )
    _keep_lists(version, wording)
    for order, area in enumerate(wording.areas, start=1):
        _keep_area(version, area, order)
    areas, rules = len(wording.areas), len(wording.rules)
    record(Verb.POLICY_DRAFTED, target=version, by=by, number=version.number, areas=areas, rules=rules)
    return version


def _keep_lists(version: PolicyVersion, wording: PolicyText) -> None:
    CommunicationMethod.objects.bulk_create(
        CommunicationMethod(
            version=version, order=order, slug=method.slug, name=method.name, how_to_use=method.how_to_use
        )
        for order, method in enumerate(wording.methods, start=1)
    )
    OpenPoint.objects.bulk_create(
        OpenPoint(version=version, order=order, text=text, waits_for=waits_for)
        for order, (text, waits_for) in enumerate(wording.open_points, start=1)
    )


def _keep_area(version: PolicyVersion, area: AreaText, order: int) -> None:
    section = Section.objects.create(
        version=version,
        code=area.code,
        order=order,
        title=area.title,
        long_title=area.long_title,
        audiences=list(area.audiences),
        introduction=area.introduction,
    )
    for place, rule in enumerate(area.rules, start=1):
        identity, _ = Rule.objects.get_or_create(policy=version.policy, code=rule.code.upper())
        worded = RuleVersion.objects.create(
            version=version,
            section=section,
            rule=identity,
            order=place,
            text=rule.text,
            limbs=list(rule.limbs),
            strength=rule.strength,
            audiences=list(rule.audiences),
            consequence=rule.consequence,
            why=rule.why,
            tags=list(rule.tags),
        )
        worded.related.set(_documents(rule.related))


def _documents(titles: tuple[str, ...]) -> list[RelatedDocument]:
    return [RelatedDocument.objects.get_or_create(title=title)[0] for title in titles]


@transaction.atomic
def approve_version(
    *, version: PolicyVersion, approved_on: dt.date, approved_by_text: str, minute_reference: str, by: User
) -> PolicyVersion:
    """Keep that the governors approved a version: which body, on what day, in which minute.

    Raises WrongStatus unless it is a draft or being looked at, SamePerson if `by` wrote it, WrongDay if no
    body is named or the day has not come yet.
    """
    version = _locked(version)
    if version.status not in (Status.DRAFT, Status.IN_REVIEW):
        raise WrongStatus(version.get_status_display())
    if by.pk == version.drafted_by_id:
        raise SamePerson(f"Somebody else has to approve {version}.")
    if not approved_by_text or approved_on > timezone.localdate():
        raise WrongDay("Say who approved it, and on which day up to today.")
    version.status = Status.APPROVED
    version.approved_on = approved_on
    version.approved_by = by
    version.approved_by_text = approved_by_text
    version.minute_reference = minute_reference
    version.save()
    record(Verb.POLICY_APPROVED, target=version, by=by, number=version.number)
    return version


@transaction.atomic
def publish_version(
    *, version: PolicyVersion, effective_from: dt.date, review_due_on: dt.date | None, by: User
) -> PolicyVersion:
    """Let an approved version hold from `effective_from` on; the one before it is replaced in the same step.

    The school's first version may have begun before the portal knew it. A later one may not begin in the
    past, for the one before it stood then. Raises WrongStatus unless it is approved, WrongDay for such a
    day or a review that is not after it.
    """
    version = _locked(version)
    if version.status != Status.APPROVED:
        raise WrongStatus(version.get_status_display())
    before = version.policy.versions.published().select_for_update().first()
    _check_days(before, effective_from, review_due_on)
    if before:
        before.status = Status.SUPERSEDED
        before.save(update_fields=["status"])
    version.status = Status.PUBLISHED
    version.published_at = timezone.now()
    version.effective_from = effective_from
    version.review_due_on = review_due_on
    version.save()
    replaced = before.number if before else None
    record(Verb.POLICY_PUBLISHED, target=version, by=by, number=version.number, replaced=replaced)
    return version


def _check_days(before: PolicyVersion | None, effective_from: dt.date, review_due_on: dt.date | None) -> None:
    if review_due_on and review_due_on <= effective_from:
        raise WrongDay("Choose a day for the next review that comes after the first day.")
    if before is None:
        return
    first_possible = max(timezone.localdate(), before.effective_from or timezone.localdate())
    if effective_from < first_possible:
        raise WrongDay(f"Choose {first_possible:%-d %B %Y} or later: until then version {before.number} holds.")


def _locked(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands now. The policy is locked first, so that publications wait for each other."""
    Policy.objects.select_for_update().get(pk=version.policy_id)
    return PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy").get(pk=version.pk)
