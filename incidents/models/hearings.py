"""Stage 2: a panel meets. When, where, with which papers (domain 1.1)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.blacking import sign_of
from people.models import User

from .complaints import Complaint


class Hearing(models.Model):
    """The meeting of a panel about one complaint: days offered, the day chosen, the papers without names.

    `bundle` is what the panel reads; it is sent five school days ahead and does not change with the case.
    `without_papers_at`: from when on the panel meets without papers, because the school sent none in time.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="hearings")
    place = models.CharField(max_length=160, blank=True)
    meets_at = models.DateTimeField(null=True, blank=True)
    companion = models.CharField("who comes along with whoever complained", max_length=160, blank=True)
    bundle = models.TextField(blank=True)
    bundle_at = models.DateTimeField(null=True, blank=True)
    bundle_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    without_papers_at = models.DateTimeField(null=True, blank=True)
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-arranged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(ended_at=None), name="one_hearing_of_a_complaint_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"panel on {self.meets_at:%-d %B %Y}" if self.meets_at else "panel, no day yet"

    @property
    def is_late(self) -> bool:
        """Whether the papers came after the panel was to meet, so that it cannot have read them."""
        return bool(self.meets_at and self.bundle_at and self.bundle_at >= self.meets_at)

    @property
    def has_papers(self) -> bool:
        """Whether nothing more is waited for: the papers were out before the meeting, or it meets without any."""
        return self.without_papers_at is not None or (self.bundle_at is not None and not self.is_late)


class OfferedDate(models.Model):
    """A day and time that the clerk offers. Whoever complained says which suit."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="offered")
    at = models.DateTimeField()
    suits = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["hearing", "at"], name="a_date_is_offered_once")]

    def __str__(self) -> str:
        return f"{self.at:%-d %B %Y}"

    @property
    def sign(self) -> str:
        """By which a page names the row: its number would tell of other panels."""
        return sign_of(f"offereddate.{self.pk}")
