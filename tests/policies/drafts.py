"""What tests of writing in a draft add to it, and how they read it."""

from audit.models import AuditEvent, Verb
from policies.actions import AreaEntry, RuleEntry
from policies.models import PolicyVersion
from policies.words import Audience, Strength

NEW = RuleEntry(code="A12", text="Ask **first**.", strength=Strength.MUST, audiences=(Audience.STAFF,))
AREA = AreaEntry(code="E", title="Telephones")


def codes(version: PolicyVersion) -> dict[str, list[str]]:
    """The codes of the rules in order, by area in order."""
    return {section.code: [rule.code for rule in section.rules.all()] for section in version.sections.all()}


def edits(version: PolicyVersion) -> list[str]:
    events = AuditEvent.objects.about(version).filter(verb=Verb.POLICY_EDITED)
    return [event.details["edit"] for event in events]


def whole(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(pk=version.pk)
