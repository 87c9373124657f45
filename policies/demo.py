"""Puts the demo school's policy in force, through the actions."""

import datetime as dt

from people.models import User

from .actions import approve_version, draft_version, publish_version, submit_version
from .actions.rule_uses import name_rules
from .content import PolicyText
from .demo_policy import FORMER, SLUG, TITLE, WORDING
from .models import Policy, PolicyVersion, RelatedDocument, RuleUse
from .rule_uses import CODES

STANDARDS = "Teachers’ Standards"
TEACHERS_STANDARDS = "https://www.gov.uk/government/publications/teachers-standards"
BOARD = "the governing board"


def load_demo_policy(
    *, by_head: User, by_chair: User, effective_from: dt.date, replacing: PolicyVersion | None = None
) -> PolicyVersion:
    """The social-media policy of the demo school, in force from `effective_from` on.

    The head drafts and publishes it and names the rules that the portal rests on; the chair records the approval of a
    July meeting before that day. Run again it changes nothing and gives back the newest version that was ever
    published, unless that is the one that it is `replacing`.
    """
    policy, _ = Policy.objects.get_or_create(slug=SLUG, defaults={"title": TITLE})
    present = policy.versions.published().first()
    if present and present != replacing:
        return present
    return _put_in_force(policy, WORDING, by_head, by_chair, effective_from)


def load_former_policy(*, by_head: User, by_chair: User, effective_from: dt.date) -> PolicyVersion:
    """The version that the demo school had before: two of its rules read otherwise. It comes before today's."""
    policy, _ = Policy.objects.get_or_create(slug=SLUG, defaults={"title": TITLE})
    return _put_in_force(policy, FORMER, by_head, by_chair, effective_from)


def _put_in_force(
    policy: Policy, wording: PolicyText, by_head: User, by_chair: User, effective_from: dt.date
) -> PolicyVersion:
    version = draft_version(policy=policy, wording=wording, by=by_head)
    version = submit_version(version=version, by=by_head)
    version = approve_version(
        version=version,
        approved_on=effective_from - dt.timedelta(days=54),
        approved_by_text=BOARD,
        minute_reference=f"{effective_from:%y}/41",
        by=by_chair,
    )
    _link_what_is_public(checked_on=effective_from)
    if not RuleUse.objects.exists():
        keys = dict(version.rules.values_list("code", "rule_id"))
        name_rules(wanted={feature: keys[code] for feature, code in CODES.items()}, by=by_head)
    return publish_version(
        version=version,
        effective_from=effective_from,
        review_due_on=dt.date(effective_from.year + 1, effective_from.month, 1),
        by=by_head,
    )


def _link_what_is_public(checked_on: dt.date) -> None:
    """Only the national document has an address: the demo school's own ones are not on a website."""
    national = RelatedDocument.objects.filter(title=STANDARDS, url="")
    national.update(url=TEACHERS_STANDARDS, checked_on=checked_on)
