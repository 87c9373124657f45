"""The data-protection impact assessment: what people of the school wrote in it, what was put forward, what approved."""

import datetime as dt
import json
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.permissions import Permission

from .users import User


class AssessmentWordsQuerySet(models.QuerySet["AssessmentWords"]):
    def latest_of_each(self) -> dict[str, "AssessmentWords"]:
        """What counts now, by part: the last that was written. One query."""
        newest = self.order_by("part").values("part").annotate(last=models.Max("pk")).values("last")
        return {one.part: one for one in self.filter(pk__in=newest).select_related("written_by")}


class AssessmentWords(models.Model):
    """What somebody wrote for one part. Append-only: the last one of a part counts, the earlier ones are its "
    "history."""

    class Part(models.TextChoices):
        NEED = "need", "Why the school uses this portal"
        CONSULTED = "consulted", "Who was asked, and what they said"
        FURTHER = "further", "Further risks and measures of this school"
        ADVICE = "advice", "Advice of the data-protection officer"

    part = models.CharField(max_length=10, choices=Part)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = AssessmentWordsQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["part", "-id"], name="words_of_a_part")]
        verbose_name_plural = "assessment words"

    def __str__(self) -> str:
        return f"{self.get_part_display()}, {self.written_at:%Y-%m-%d}"


class DataAssessmentQuerySet(models.QuerySet["DataAssessment"]):
    def visible_to(self, user: User):
        """All of them for data-protection officer and headteacher, none for anybody else."""
        return self if user.has_perm(Permission.DATA_PAPERS) else self.none()

    def last_approved(self) -> "DataAssessment | None":
        """The one that holds now, if any was ever approved."""
        return self.exclude(approval=None).select_related("approval").first()


class DataAssessment(models.Model):
    """One version, frozen as the data-protection officer put it before the headteacher. Append-only, by triggers too:
    what it says is in `content`, and `digest` is the SHA-256 of that text."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    review_on = models.DateField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)

    objects = DataAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="an_assessment_says_something")
        ]

    def __str__(self) -> str:
        return f"Impact assessment, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("data:version", args=[self.number])

    @property
    def said(self) -> dict[str, Any]:
        """What it says."""
        return json.loads(self.content)

    @property
    def is_approved(self) -> bool:
        """Whether the headteacher agreed to it."""
        return hasattr(self, "approval")

    def is_due(self, today: dt.date) -> bool:
        """Whether the day has come on which it is to be looked at again."""
        return self.review_on <= today


class AssessmentApproval(models.Model):
    """The headteacher agreed to one version, in words of their own if they like. Append-only; never by whoever put it
    forward."""

    assessment = models.OneToOneField(DataAssessment, on_delete=models.PROTECT, related_name="approval")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)
    decision = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.assessment}, approved"
