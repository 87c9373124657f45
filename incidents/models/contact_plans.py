"""How somebody may reach the school after unreasonable contact (domain 1.1)."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import User

from .complaints import Complaint


class ContactPlanQuerySet(models.QuerySet["ContactPlan"]):
    def in_force(self, day: dt.date):
        """Those that hold on `day`. One that nobody looked at again by its day is over by itself."""
        return self.filter(ended_at=None, review_on__gte=day)


class ContactPlan(models.Model):
    """How somebody may reach the school after unreasonable contact: one person, so often, until a day. Never before
    one full procedure was gone through (`complaint` is the one that was). It stops no new complaint, and nothing
    about a child's safety."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="plans")
    contact = models.CharField("whom they write to", max_length=160)
    frequency = models.CharField("how often they are answered", max_length=160)
    reason = models.TextField()
    review_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_reason = models.TextField(blank=True)

    objects = ContactPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_contact_plan_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")),
                name="a_contact_plan_that_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"plan of {self.made_at:%-d %B %Y}"

    @property
    def is_in_force(self) -> bool:
        """Whether it holds today."""
        return self.ended_at is None and self.review_on >= timezone.localdate()
