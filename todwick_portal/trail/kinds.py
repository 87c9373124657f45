"""The kinds of record that an event can be about, and who may read which. A new kind gets its line in `KINDS`.

Whose rows a person may read is never decided here: each kind asks the `visible_to(user)` of its own queryset, or the
permission of the page on which it stands. What has no line here is shown to nobody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from audit.models import AuditEvent, ChainCheck, Verb
from consent.models import PhotoRequest, Post, Purpose, RecordedCheck, RemovalList, ReviewEntry, SurveyImport
from incidents.models import (
    BundlePart,
    Case,
    CaseLetterWording,
    ConfidentialPart,
    DataBreach,
    DataRequest,
    EvidenceFile,
    GovernorsReport,
    ReportWords,
)
from incidents.relations import Act
from incidents.sorts import Sort
from people.models import (
    AssessmentWords,
    DataAssessment,
    DestructionRecord,
    DestructionRequest,
    KeepOrder,
    NewYear,
    Notification,
    Pupil,
    PupilContact,
    RetentionPeriod,
    RoleAssignment,
    RoleProposal,
    RollImport,
    SchoolAccount,
    SchoolSetting,
    SchoolYear,
    SharedDevice,
    User,
)
from people.permissions import Permission
from policies.models import (
    Acknowledgement,
    AcknowledgementDuty,
    AcknowledgementReminder,
    ConfidentialityLetter,
    Platform,
    Policy,
    PolicyVersion,
    PrivacyCheckup,
    RelatedDocument,
    RuleUse,
)

from .belonging import belonging


@dataclass(frozen=True)
class Kind:
    """One kind of record: its name in addresses, what it is called, its table, whose rows `seen(user)` gives, the
    field that names it in an address, and the page on which it stands."""

    slug: str
    noun: str
    model: type[Model]
    seen: Callable[[User], QuerySet[Any]]
    key: str = "pk"
    page: str = ""

    @property
    def label(self) -> str:
        """How events name it."""
        return self.model._meta.label_lower

    def trail_of(self, record: Model) -> str:
        """The address of the trail of one record."""
        return reverse("record:trail", args=[self.slug, getattr(record, self.key)])

    def page_of(self, record: Any) -> str:
        """The address of the record's own page, empty where it has none."""
        if isinstance(record, Case):  # an incident and a complaint have pages of their own
            return record.get_absolute_url()
        return reverse(self.page, args=[getattr(record, self.key)]) if self.page else ""


def _by_permission(model: type[Any], permission: Permission) -> Callable[[User], QuerySet[Any]]:
    """All rows for whoever may open the page on which they stand, else none."""
    return lambda user: model.objects.all() if user.has_perm(permission) else model.objects.none()


def _own(model: type[Any]) -> Callable[[User], QuerySet[Any]]:
    return lambda user: model.objects.visible_to(user)


def _in_full(model: type[Any]) -> Callable[[User], QuerySet[Any]]:
    """The trail says what the whole list was about, so it is for those who see all of it."""
    return _by_permission(model, Permission.CONSENT_RECORD_VIEW)


def _pupils(user: User) -> QuerySet[Pupil]:
    """A child's trail says what is in the full record, so it is for those who may open that."""
    return Pupil.objects.visible_to(user) if user.has_perm(Permission.CONSENT_RECORD_VIEW) else Pupil.objects.none()


def _of_accounts(model: type[Any]) -> Callable[[User], QuerySet[Any]]:
    """Roles held and asked for, of the accounts that the person may look after."""
    return lambda user: model.objects.filter(user__in=User.objects.visible_to(user)).select_related("user")


def _ordered(model: type[Any], by: str) -> Callable[[User], QuerySet[Any]]:
    """What was kept, or asked to be destroyed: of records that are about no incident, for whoever looks after how long
    things are kept; of every other for whoever did it. Its own page says more to whoever may open that."""

    def seen(user: User) -> QuerySet[Any]:
        own = model.objects.filter(**{by: user})
        if not user.has_perm(Permission.RETENTION_REVIEW):
            return own if user.has_perm(Permission.DISPOSAL_OPEN) else own.none()
        return own | model.objects.filter(kind__in=ABOUT_NO_CASE)

    return seen


def _versions(user: User) -> QuerySet[PolicyVersion]:
    """Those that this person may read, and the drafts thrown away of which they may know."""
    versions = PolicyVersion.objects
    return (versions.visible_to(user) | versions.discarded_for(user)).select_related("policy")


def _fetched(model: type[Any], permission: Permission, *related: str) -> Callable[[User], QuerySet[Any]]:
    """As by permission, with what the name of each row is made of."""
    return lambda user: _by_permission(model, permission)(user).select_related(*related)


def _cases(user: User) -> QuerySet[Case]:
    """Incidents that somebody reads, and complaints of which they may know who complained: the record says who sent
    one, where that was somebody signed in."""
    return Case.objects.visible_to(user).incidents() | Case.objects.allowing(Act.IDENTITY, user, Sort.COMPLAINT)


def _parts(user: User) -> QuerySet[BundlePart]:
    """Those that somebody may look through: by a line about another one they would learn of a case."""
    return BundlePart.objects.readable_by(user).select_related("request", "case", "breach").defer("content", "opened")


def _said(user: User) -> QuerySet[Acknowledgement]:
    return Acknowledgement.objects.visible_to(user).select_related("version__policy")


# Kinds of record that are about no incident and no complaint (`people/disposal.py`).
ABOUT_NO_CASE = ("pupil", "parent", "staff", "list", "survey", "photo-request", "policy")
_EDIT_ACCOUNTS, _LISTS = Permission.SCHOOL_ACCOUNT_EDIT, Permission.POLICY_LISTS_EDIT
_CHECKUPS = Permission.PRIVACY_CHECKUP_NAMES
KINDS = (
    Kind("account", "Account", User, _own(User), page="people:account"),
    Kind("role", "Role", RoleAssignment, _of_accounts(RoleAssignment)),
    Kind("role-proposal", "Role to confirm", RoleProposal, _of_accounts(RoleProposal), "public_id"),
    Kind("pupil", "Child", Pupil, _pupils, "public_id", "consent:pupil"),
    Kind("contact", "Parent or carer", PupilContact, lambda user: PupilContact.objects.filter(pupil__in=_pupils(user))),
    Kind("list", "Pupil or staff list", RollImport, _own(RollImport), "public_id", "people:list"),
    Kind("mail", "Mail", Notification, _own(Notification), "public_id", "people:mail"),
    Kind("setting", "Setting", SchoolSetting, _by_permission(SchoolSetting, Permission.SETTINGS_EDIT)),
    Kind("year", "School year", SchoolYear, _by_permission(SchoolYear, Permission.CALENDAR_EDIT)),
    Kind("new-year", "New school year", NewYear, _by_permission(NewYear, Permission.CALENDAR_EDIT)),
    Kind("school-account", "School account", SchoolAccount, _by_permission(SchoolAccount, _EDIT_ACCOUNTS),
         "public_id", "people:school-account"),
    Kind("device", "Class tablet", SharedDevice, _by_permission(SharedDevice, Permission.DEVICE_ENROL)),
    Kind("place", "Place for pictures", Purpose, _by_permission(Purpose, Permission.SETTINGS_EDIT), "slug",
         "consent:purpose"),
    Kind("survey", "Survey", SurveyImport, _own(SurveyImport), "public_id", "consent:import"),
    Kind("entry", "Answer to sort out", ReviewEntry, _own(ReviewEntry), "public_id", "consent:entry"),
    Kind("check", "Recorded check", RecordedCheck, _own(RecordedCheck), "public_id", "consent:recorded-check"),
    Kind("post", "Posted picture", Post, _own(Post), "public_id", "consent:post"),
    Kind("removal", "Pictures to remove", RemovalList, _in_full(RemovalList), "public_id", "consent:takedown"),
    Kind("request", "Request about a picture", PhotoRequest, _own(PhotoRequest), "public_id", "consent:photo-request"),
    Kind("policy", "Policy", PolicyVersion, _versions),
    Kind("whole-policy", "Policy", Policy, _by_permission(Policy, Permission.POLICY_DESK)),
    Kind("document", "Document of a policy", RelatedDocument, _by_permission(RelatedDocument, _LISTS), "public_id",
         "policies:document"),
    Kind("rule-use", "What the portal rests on", RuleUse, _by_permission(RuleUse, Permission.POLICY_DESK)),
    Kind("platform", "Platform", Platform, _by_permission(Platform, _LISTS), page="policies:platform"),
    Kind("reading", "Answer to a policy", Acknowledgement, _said),
    Kind("readers", "Who is asked to read", AcknowledgementDuty,
         _fetched(AcknowledgementDuty, Permission.POLICY_ACKNOWLEDGED_FIGURES, "policy")),
    Kind("reading-reminder", "Reminder to read", AcknowledgementReminder,
         _fetched(AcknowledgementReminder, Permission.POLICY_ACKNOWLEDGED_NAMES, "version__policy")),
    Kind("checkup", "Privacy check-up", PrivacyCheckup, _by_permission(PrivacyCheckup, _CHECKUPS)),
    Kind("letter", "Letter to a leaver", ConfidentialityLetter,
         _fetched(ConfidentialityLetter, Permission.LEAVER_LETTER, "user")),
    Kind("incident", "Incident or complaint", Case, _cases, "public_id", "incidents:incident"),
    Kind("evidence", "Evidence", EvidenceFile, lambda user: EvidenceFile.objects.of(_cases(user)), "public_id"),
    Kind("incident-letter", "Words of a letter", CaseLetterWording,
         _by_permission(CaseLetterWording, Permission.INCIDENT_LEAD)),
    Kind("data-breach", "Data breach", DataBreach, _own(DataBreach), "public_id", "incidents:breach"),
    Kind("data-request", "Request about data", DataRequest, _own(DataRequest), "public_id", "incidents:data-request"),
    Kind("bundle-part", "Part of a bundle", BundlePart, _parts, "public_id", "incidents:bundle-part"),
    Kind("report", "Report to governors", GovernorsReport, _own(GovernorsReport), "public_id",
         "incidents:governors-report"),
    Kind("report-words", "Words for a report to governors", ReportWords,
         _by_permission(ReportWords, Permission.REPORT_MAKE)),
    Kind("report-part", "Confidential part of a report", ConfidentialPart, _own(ConfidentialPart), "public_id"),
    Kind("period", "Time that a kind is kept", RetentionPeriod,
         _by_permission(RetentionPeriod, Permission.DISPOSAL_OPEN)),
    Kind("keeping", "Kept, not to be destroyed", KeepOrder, _ordered(KeepOrder, "set_by"), "public_id"),
    Kind("destruction-request", "Destruction asked for", DestructionRequest,
         _ordered(DestructionRequest, "asked_by"), "public_id"),
    Kind("destruction", "Record of destruction", DestructionRecord, _own(DestructionRecord), "public_id"),
    Kind("assessment", "Impact assessment", DataAssessment, _own(DataAssessment), "number", "data:version"),
    Kind("assessment-words", "Words for the impact assessment", AssessmentWords,
         _by_permission(AssessmentWords, Permission.DATA_PAPERS)),
    Kind("chain-check", "Check of the record", ChainCheck, _by_permission(ChainCheck, Permission.AUDIT_VERIFY)),
)  # fmt: skip
BY_SLUG = {kind.slug: kind for kind in KINDS}
BY_LABEL = {kind.label: kind for kind in KINDS}

# What is about no single record is read by whoever may do it. What the portal does by itself (letting go, backups)
# and refusals of unknown addresses are for whoever runs the server (access matrix, audit_log, read_system).
ABOUT_NOTHING = {
    Permission.CONSENT_EXPORT: (Verb.REGISTER_EXPORTED, Verb.NON_ANSWERS_EXPORTED, Verb.CLASS_LIST_PRINTED),
    _CHECKUPS: (Verb.CHECKUP_REMINDED,),
    Permission.UPKEEP_VIEW: (Verb.DRILL_HELD, Verb.BACKUP_COPY_SEEN, Verb.EVERYTHING_EXPORTED, Verb.DAMAGE_FOUND),
    Permission.PHOTO_REQUEST_ANSWER: (Verb.REMOVAL_OVERDUE_TOLD,),
    Permission.POLICY_ACKNOWLEDGED_NAMES: (Verb.POLICY_READING_TOLD, Verb.POLICY_READERS_REMINDED),
}

# Of these everybody reads their own alone: that somebody else took a list of incidents can tell that there is one.
OWN_ABOUT_NOTHING = (
    Verb.INCIDENTS_EXPORTED, Verb.COMPLAINT_EXPORTED, Verb.BREACH_EXPORTED, Verb.DESTRUCTIONS_EXPORTED,
)  # fmt: skip


def find(user: User, slug: str, key: str) -> tuple[Kind, Any] | None:
    """The record of an address, as far as `user` may read it; None whether it is hidden or does not exist."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        return None
    try:
        found = kind.seen(user).filter(**{kind.key: key}).first()
    except (ValueError, ValidationError, OverflowError):
        return None
    return (kind, found) if found else None


def about(records: Iterable[QuerySet[Any]], model_is: str = "target_model") -> Q:
    """The events about any of these records. One query, whatever their number."""
    found = Q(pk__in=[])
    for rows in records:
        keys = rows.order_by().annotate(key_as_text=Cast("pk", CharField())).values("key_as_text")
        found |= Q(**{model_is: rows.model._meta.label_lower, "target_id__in": keys})
    return found


def visible_events(user: User) -> QuerySet[AuditEvent]:
    """Every event about a record that `user` may read.

    Most events are about children's records. Who reads those finds a page of the newest by walking back from the last
    event; told by kind of record, the database would gather all of theirs and sort them. Others read few of many, and
    for them it should.
    """
    bare = Q(pk__in=[])
    for permission, verbs in ABOUT_NOTHING.items():
        if user.has_perm(permission):
            bare |= Q(target_model="", verb__in=verbs)
    bare |= Q(target_model="", verb__in=OWN_ABOUT_NOTHING, by=user)
    seen = [kind.seen(user) for kind in KINDS]
    if not user.has_perm(Permission.CONSENT_RECORD_VIEW):
        return AuditEvent.objects.filter(about(seen) | bare)
    walked = AuditEvent.objects.alias(walked_model=Concat("target_model", Value("")))
    return walked.filter(about(seen, model_is="walked_model") | bare)


def trail_of(user: User, kind: Kind, record: Any) -> QuerySet[AuditEvent]:
    """The events of one record and of what belongs to it, as far as `user` may read each."""
    rows = [kind.seen(user).filter(pk=record.pk)]
    for slug, condition in belonging(record):
        rows.append(BY_SLUG[slug].seen(user).filter(condition))
    return AuditEvent.objects.filter(about(rows))
