"""What lets somebody without an account come back to a complaint: the access code, a code by mail, the draft before."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import User

from .complaints import Complaint

DRAFT_KEPT = dt.timedelta(hours=24)


class Receipt(models.Model):
    """One access code, as its digest. Made with the complaint; the office may make a new one, which ends the old.

    `is_handed_on`: somebody in school has read it out or printed it, so it opens the complaint once, and a code that
    nobody but whoever complained knows takes its place.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="receipts")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who made it anew."
    )
    is_handed_on = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(ended_at=None), name="one_access_code_at_a_time")
        ]

    def __str__(self) -> str:
        return f"access code of {self.made_at:%-d %B %Y}"


class MailedCode(models.Model):
    """Six digits sent to the address given. For some minutes and a few tries. One of nobody is written where the
    reference is unknown or has no address, so that the one costs what the other costs."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="mailed_codes"
    )
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"mailed code of {self.made_at:%-d %B %Y}"


class ComplaintDraftQuerySet(models.QuerySet["ComplaintDraft"]):
    def kept(self, now: dt.datetime):
        """Those of the last 24 hours: an older one is gone for whoever wrote it, swept or not."""
        return self.filter(saved_at__gt=now - DRAFT_KEPT)

    def run_out(self, now: dt.datetime):
        """Those to be thrown away."""
        return self.filter(saved_at__lte=now - DRAFT_KEPT)


class ComplaintDraft(models.Model):
    """What was typed into the form so far, for one browser: `key` lies in its session and in no address. Read by
    nobody in school, gone when it is sent, let go, or 24 hours old. `form_key` makes it one complaint, however often
    it is sent."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = ComplaintDraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["saved_at"], name="complaint_drafts_by_age")]

    def __str__(self) -> str:
        return f"draft of {self.saved_at:%-d %B %Y}"

    def page(self, name: str) -> dict[str, Any]:
        """What was typed on one page; nothing where it was not reached."""
        found = self.typed.get(name) if isinstance(self.typed, dict) else None
        return found if isinstance(found, dict) else {}


class DraftFile(models.Model):
    """A file added before sending, made safe already. It becomes evidence when the complaint is sent."""

    draft = models.ForeignKey(ComplaintDraft, on_delete=models.CASCADE, related_name="files")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    kept_as = models.CharField(max_length=100, unique=True)
    content_type = models.CharField(max_length=40)
    size_bytes = models.PositiveIntegerField()
    sha256_received = models.CharField(max_length=64)
    sha256_kept = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
