"""The record of everything: who did what to which record, and when."""

from django.conf import settings
from django.db import models


class Verb(models.TextChoices):
    """The register of everything that is recorded. A new thing that happens gets its word here."""

    # people
    ROLE_GIVEN = "role.given", "Role given"
    ROLE_ENDED = "role.ended", "Role ended"
    ROLL_IMPORTED = "roll.imported", "Pupil list loaded"
    STAFF_IMPORTED = "staff.imported", "Staff list loaded"
    PUPIL_FLAGGED = "pupil.flagged", "Not to be published: set"
    PUPIL_UNFLAGGED = "pupil.unflagged", "Not to be published: taken off"
    CONTACT_LINKED = "contact.linked", "Parent’s account linked to a child"
    SETTING_CHANGED = "setting.changed", "Setting changed"
    RETENTION_RUN = "retention.run", "What was held long enough let go"
    # consent
    PURPOSE_CHANGED = "purpose.changed", "Photo permission: list of places changed"
    SURVEY_UPLOADED = "survey.uploaded", "Survey file uploaded"
    SURVEY_MAPPED = "survey.mapped", "Survey questions matched"
    SURVEY_IMPORTED = "survey.imported", "Survey saved"
    SURVEY_UNDONE = "survey.undone", "Survey taken back"
    SURVEY_CANCELLED = "survey.cancelled", "Survey left unsaved"
    ENTRY_SETTLED = "entry.settled", "Answer sorted out"
    ENTRY_REJECTED = "entry.rejected", "Answer put aside"
    ENTRY_REOPENED = "entry.reopened", "Answer to sort out opened again"
    COMMENT_READ = "comment.read", "Comment read"
    CONFLICT_DECIDED = "conflict.decided", "Unclear or differing answers decided"
    PAPER_RECORDED = "paper.recorded", "Paper answers recorded"
    REGISTER_EXPORTED = "register.exported", "Permission register downloaded"
    RECORD_READ = "record.read", "Full permission record read"
    # policies
    POLICY_DRAFTED = "policy.drafted", "Policy drafted"
    POLICY_APPROVED = "policy.approved", "Policy approved"
    POLICY_PUBLISHED = "policy.published", "Policy published"


class Actor(models.TextChoices):
    """What kind of hand did it."""

    USER = "user", "a signed-in person"
    PUBLIC = "public", "somebody without an account"
    COMMAND = "command", "a command on the server"
    WORKER = "worker", "the background worker"


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, target: models.Model):
        """The events of one record, oldest first."""
        return self.filter(target_model=target._meta.label_lower, target_id=str(target.pk))


class AuditEvent(models.Model):
    """One thing that happened. Append-only, in a chain: each event seals the one before it.

    The target is named by label and key, not by a foreign key, so that keeping the trail never blocks
    erasing a pupil (UK GDPR, art. 17). `details` holds statuses, counts and keys; never names or free text.
    `seal` is an HMAC over all other fields and the seal before (security 2.6).
    """

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60, choices=Verb)
    actor = models.CharField(max_length=10, choices=Actor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    target_model = models.CharField(max_length=100)
    target_id = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    key_id = models.CharField(max_length=16)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target_model", "target_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_model} {self.target_id}"
