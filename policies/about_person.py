"""What the policies hold about one person: what they read and said, and what they take care of."""

from collections.abc import Iterator
from typing import Any

from people.about_person import Fixed, Person, Row, Section, choice
from people.models import User
from people.school_year import label

from .models import (
    Acknowledgement,
    ConfidentialityLetter,
    DraftComment,
    GapOwner,
    Policy,
    PrivacyCheckup,
    ReadingNotice,
    VersionStep,
)


def _of(model: Any, user: User, by: str, *related: str) -> Any:
    return model.objects.filter(**{by: user}).select_related(*related).order_by("pk")


def _readings(person: Person) -> Iterator[Row]:
    if person.user is None:
        return
    for one in _of(Acknowledgement, person.user, "user", "version__policy"):
        yield {
            "Policy": Fixed(str(one.version)), "School year": Fixed(label(one.school_year)),
            "Name as recorded": one.person, "Agrees": one.agrees, "Why not": one.reason, "On": one.at,
        }  # fmt: skip
    for told in _of(ReadingNotice, person.user, "user", "version__policy"):
        yield {"Policy": Fixed(str(told.version)), "Told by mail that it waits to be read": told.at}


def _duties(person: Person) -> Iterator[Row]:
    if person.user is None:
        return
    for done in _of(PrivacyCheckup, person.user, "user"):
        yield {"What": Fixed("Privacy check-up done"), "On": done.done_on}
    for letter in _of(ConfidentialityLetter, person.user, "user"):
        yield {
            "What": Fixed("Letter on confidentiality"), "On": letter.made_on, "Delivered on": letter.delivered_on,
            "How": choice(letter, "way"),
        }  # fmt: skip
    for policy in _of(Policy, person.user, "owner"):
        yield {"What": Fixed("Looks after a policy"), "Policy": Fixed(policy.title)}
    for point in _of(GapOwner, person.user, "owner", "policy"):
        yield {"What": Fixed("Takes care of a point"), "Policy": Fixed(point.policy.title), "On": point.named_at}


def _said(person: Person) -> Iterator[Row]:
    if person.user is None:
        return
    for comment in _of(DraftComment, person.user, "by", "version__policy"):
        yield {
            "What": Fixed("Comment on a draft"), "Draft": Fixed(str(comment.version)), "Words": comment.text,
            "On": comment.at, "Answer": comment.answer,
        }  # fmt: skip
    for step in _of(VersionStep, person.user, "by", "version__policy"):
        yield {
            "What": choice(step, "kind"), "Draft": Fixed(str(step.version)), "Words": step.note, "On": step.at,
        }  # fmt: skip


SECTIONS = (
    Section("readings", "Policies read", (Acknowledgement, ReadingNotice), _readings),
    Section("duties", "Duties under the policies", (PrivacyCheckup, ConfidentialityLetter, Policy, GapOwner), _duties),
    Section("said", "Words on drafts of policies", (DraftComment, VersionStep), _said),
)

_DEED = "names who did it: a deed in the school’s service, told under “What this person did in the portal”"
_WORDING = "is the school’s own wording; what names a person in it is told with the policy"
NOT_TOLD = {
    "policies.PolicyVersion": _DEED,
    "policies.AcknowledgementReminder": _DEED,
    "policies.RelatedDocument": _DEED,
    "policies.PolicyImport": _DEED,
    "policies.Statute": _DEED,
    "policies.AudienceNote": _DEED,
    "policies.RuleUse": _DEED,
    "policies.AcknowledgementDuty": _WORDING,
    "policies.Section": _WORDING,
    "policies.CommunicationMethod": _WORDING,
    "policies.OpenPoint": _WORDING,
    "policies.Rule": _WORDING,
    "policies.RuleVersion": _WORDING,
}
