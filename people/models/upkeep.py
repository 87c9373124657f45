"""What looking after the portal leaves behind: restore drills, where the copies of a backup lie, nightly checks."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.permissions import Permission

from .users import User


class UpkeepQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User):
        """All of it for whoever sees the pages of upkeep: it names no child and no case."""
        return self if user.has_perm(Permission.UPKEEP_VIEW) else self.none()


class RestoreDrill(models.Model):
    """One proof that an archive can be restored, or that it cannot; only added to (security 2.5).

    `made_at` to `head` are those of the archive, empty where it could not be opened. `seconds` is how long the proof
    took. `slip` is the digest of the slip that another machine wrote, so that each is entered once; empty where the
    drill was held on this server. `by` is whoever said that they held it.
    """

    at = models.DateTimeField(default=timezone.now)
    archive = models.CharField(max_length=200)
    is_whole = models.BooleanField()
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    version = models.CharField(max_length=40, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    events = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    seconds = models.PositiveIntegerField()
    slip = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["slip"], condition=~Q(slip=""), name="one_drill_of_a_slip"),
            models.CheckConstraint(condition=Q(is_whole=True) ^ ~Q(fault=""), name="a_drill_failed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.archive}: {'can be restored' if self.is_whole else 'cannot be restored'}"

    @property
    def minutes(self) -> str:
        """How long it took, in words."""
        if self.seconds < 2 * 60:
            return f"{self.seconds} second{'s' * (self.seconds != 1)}"
        return f"{round(self.seconds / 60)} minutes"


class BackupCopy(models.Model):
    """Somebody looked where a copy of the backups lies, and said so with a tick; only added to. Three copies, on two
    kinds of storage, one of them elsewhere: each place has its own rows, the newest counts."""

    class Place(models.TextChoices):
        SERVER = "server", "On the server itself"
        SECOND = "second", "On another kind of storage"
        ELSEWHERE = "elsewhere", "In another building"

    place = models.CharField(max_length=10, choices=Place)
    where = models.CharField("where it is", max_length=120)
    archive_of = models.DateField("day of the newest archive there")
    seen_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["place", "-seen_at"], name="copies_by_place")]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.where}"


class UpkeepCheck(models.Model):
    """One look of the worker at the database, at the files or at the certificate: what it found, in one line.

    `seen` counts what was looked at: pages and tables, files, or days that a certificate is still good for. `kept` is
    what the next look compares with: the sums of the rows that never change.
    """

    class Kind(models.TextChoices):
        DATABASE = "database", "Database"
        FILES = "files", "Files"
        CERTIFICATE = "certificate", "Certificate"

    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    is_fine = models.BooleanField()
    seen = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    kept = models.JSONField(default=dict, blank=True)

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "-at"], name="upkeep_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}: {'fine' if self.is_fine else 'damaged'}"
