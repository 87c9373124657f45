"""Puts the demo school's policy in force, through the actions."""

import datetime as dt

from people.models import User

from .actions import approve_version, draft_version, publish_version, submit_version
from .demo_policy import SLUG, TITLE, WORDING
from .models import Policy, PolicyVersion, RelatedDocument

STANDARDS = "Teachers’ Standards"
TEACHERS_STANDARDS = "https://www.gov.uk/government/publications/teachers-standards"
BOARD = "the governing board"


def load_demo_policy(*, by_head: User, by_chair: User, effective_from: dt.date) -> PolicyVersion:
    """The social-media policy of the demo school, in force from `effective_from` on.

    The head drafts and publishes it, the chair records the approval of a July meeting before that day. Run
    again it changes nothing and gives back the newest version that was ever published.
    """
    policy, _ = Policy.objects.get_or_create(slug=SLUG, defaults={"title": TITLE})
    present = policy.versions.published().first()
    if present:
        return present
    version = draft_version(policy=policy, wording=WORDING, by=by_head)
    version = submit_version(version=version, by=by_head)
    version = approve_version(
        version=version,
        approved_on=effective_from - dt.timedelta(days=54),
        approved_by_text=BOARD,
        minute_reference=f"{effective_from:%y}/41",
        by=by_chair,
    )
    _link_what_is_public(checked_on=effective_from)
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
