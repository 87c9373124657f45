"""Making the draft of a version."""

from django.db import transaction
from django.db.models import Max

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies import content
from policies.content import AreaText, PolicyText
from policies.kept import wording_of
from policies.models import (
    CommunicationMethod,
    OpenPoint,
    Policy,
    PolicyVersion,
    RelatedDocument,
    Rule,
    RuleVersion,
    Section,
)
from policies.models.states import PUBLIC, STOOD

from .faults import DraftUnderWay


@transaction.atomic
def begin_draft(*, policy: Policy, by: User) -> PolicyVersion:
    """Begin the next version of `policy` as a copy of the newest one: its rules keep themselves and their documents.

    Of a policy that was never published the draft is empty. Raises DraftUnderWay: one at a time (requirements A3).
    """
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    newest = newest_version(policy)
    wording = wording_of(newest) if newest else PolicyText(areas=())
    return draft_version(policy=policy, wording=wording, by=by)


def newest_version(policy: Policy) -> PolicyVersion | None:
    """The last version put in force, though it may begin later; one that was withdrawn only where there is no other."""
    versions = policy.versions.with_wording().order_by("-number")
    return versions.filter(status__in=STOOD).first() or versions.filter(status__in=PUBLIC).first()


@transaction.atomic
def draft_version(*, policy: Policy, wording: PolicyText, by: User | None) -> PolicyVersion:
    """Keep a new wording of `policy` as a draft, numbered after the last version.

    Documents named in it that the school does not know yet are added, not yet linked. `by` is None for a
    command. Raises BadWording for codes that stand twice and rules without text or reader, DraftUnderWay while
    another version is written, looked at or waits to be published.
    """
    content.check(wording)
    policy = Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    if present := policy.versions.under_way().first():
        raise DraftUnderWay(present)
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    before = newest_version(policy)
    version = PolicyVersion.objects.create(
        policy=policy,
        number=last + 1,
        based_on=before,
        lead=wording.lead,
        in_short=wording.in_short,
        introduction=wording.introduction,
        looked_after_by=wording.looked_after_by,
        responsibilities=wording.responsibilities,
        drafted_by=by,
        edited_by=by,
    )
    _keep_lists(version, wording)
    known = _known(before, wording)
    for order, area in enumerate(wording.areas, start=1):
        _keep_area(version, area, order, known)
    areas, rules = len(wording.areas), len(wording.rules)
    record(Verb.POLICY_DRAFTED, target=version, by=by, number=version.number, areas=areas, rules=rules)
    return version


def _known(before: PolicyVersion | None, wording: PolicyText) -> dict[str, int]:
    """The rules of the version before by their codes, without those that a rule of `wording` names as itself."""
    named = {rule.identity for rule in wording.rules}
    rules = before.rules.values_list("code", "rule_id") if before else []
    return {code: identity for code, identity in rules if identity not in named}


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


def _keep_area(version: PolicyVersion, area: AreaText, order: int, known: dict[str, int]) -> None:
    section = Section.objects.create(
        version=version,
        code=area.code,
        level=area.level,
        order=order,
        title=area.title,
        long_title=area.long_title,
        audiences=list(area.audiences),
        introduction=area.introduction,
    )
    for place, rule in enumerate(area.rules, start=1):
        code = rule.code.upper()
        identity = rule.identity or known.get(code) or Rule.objects.create(policy=version.policy).pk
        worded = RuleVersion.objects.create(
            version=version,
            section=section,
            rule_id=identity,
            code=code,
            order=place,
            text=rule.text,
            limbs=list(rule.limbs),
            strength=rule.strength,
            audiences=list(rule.audiences),
            consequence=rule.consequence,
            why=rule.why,
            tags=list(rule.tags),
            following=rule.following,
        )
        worded.related.set(_documents(rule.related))


def _documents(titles: tuple[str, ...]) -> list[RelatedDocument]:
    return [RelatedDocument.objects.get_or_create(title=title)[0] for title in titles]
