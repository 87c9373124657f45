"""The record of everything: who did what to which record, and when."""

from django.conf import settings
from django.db import models

from .leaves import RowLeave as RowLeave  # a table of this app
from .verbs import Verb as Verb


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


class ChainCheck(models.Model):
    """One look at the whole chain: whether it held, how long it was, and its last seal (security 2.6)."""

    at = models.DateTimeField()
    is_whole = models.BooleanField()
    events = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'whole' if self.is_whole else 'broken'}"

    @classmethod
    def is_last_broken(cls) -> bool:
        """Whether the last look found that the record does not hold. False where nobody looked yet."""
        return cls.objects.values_list("is_whole", flat=True).first() is False
