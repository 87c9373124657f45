"""Comments on a draft: made by those who may read it, settled with an answer by those who may write it (A15)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import DraftComment, PolicyVersion, RuleVersion, Section
from policies.models.states import EDITABLE, Status

from .faults import CannotBeSo
from .locking import locked_in

OPEN_TO_COMMENTS = (*EDITABLE, Status.IN_REVIEW)
GONE = "That is not in the draft any more. Choose again."
SENT_TWICE = dt.timedelta(minutes=2)


@transaction.atomic
def comment_on_draft(
    *, version: PolicyVersion, text: str, by: User, rule: RuleVersion | None = None, section: Section | None = None
) -> DraftComment:
    """Keep a comment on one rule, one area or the whole of a draft. It waits until somebody settles it.

    The same words by the same person on the same thing within two minutes are one comment, sent twice.

    Raises WrongStatus once the version is approved, CannotBeSo for an empty one and on what is in the draft no more.
    """
    version = locked_in(version, *OPEN_TO_COMMENTS)
    if not text.strip():
        raise CannotBeSo("text", "Write your comment.")
    _refuse_gone(version, rule, section)
    said = {"text": text, "by": by, "rule_id": rule.rule_id if rule else None, "section": section}
    just_now = version.comments.open().filter(**said, at__gte=timezone.now() - SENT_TWICE).first()
    if just_now:
        return just_now
    code = rule.code if rule else section.code if section else ""
    comment = DraftComment.objects.create(version=version, code=code, **said)
    record(Verb.POLICY_COMMENTED, target=version, by=by, number=version.number)
    return comment


def _refuse_gone(version: PolicyVersion, rule: RuleVersion | None, section: Section | None) -> None:
    is_there = (rule is None or version.rules.filter(pk=rule.pk).exists()) and (
        section is None or version.sections.filter(pk=section.pk).exists()
    )
    if not is_there:
        raise CannotBeSo("about", GONE)


@transaction.atomic
def settle_comment(*, version: PolicyVersion, key: int, answer: str, by: User) -> DraftComment:
    """Answer a comment, which settles it. Raises CannotBeSo without an answer or where it is settled already."""
    version = locked_in(version, *OPEN_TO_COMMENTS)
    comment = version.comments.select_for_update(no_key=True).get(pk=key)
    if comment.settled_at:
        raise CannotBeSo("", "Somebody settled this comment already. Its answer stands below it.")
    if not answer.strip():
        raise CannotBeSo("answer", "Write what became of it: what you changed, or why you left it.")
    comment.answer, comment.settled_by, comment.settled_at = answer, by, timezone.now()
    comment.save(update_fields=["answer", "settled_by", "settled_at"])
    record(Verb.POLICY_COMMENT_SETTLED, target=version, by=by, number=version.number)
    return comment
