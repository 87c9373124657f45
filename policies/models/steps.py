"""What happened to a version on its way, and what was said about its draft."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .rules import Rule
from .sections import Section
from .versions import PolicyVersion


class VersionStep(models.Model):
    """One step of a version: who took it, when, and what they wrote with it. Append-only (requirements A5).

    The note of a change request says what is to be changed; the notes of a withdrawal and of a draft thrown
    away say why. No row is changed
    or deleted: the database refuses it.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Sent to the governors"
        CHANGES_REQUESTED = "changes_requested", "Changes asked for"
        APPROVED = "approved", "Approved"
        TAKEN_BACK = "taken_back", "Taken back to be changed"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISCARDED = "discarded", "Thrown away"

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["version_id", "pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_kind_display().lower()}"


class DraftCommentQuerySet(models.QuerySet["DraftComment"]):
    def open(self):
        """Those that nobody has settled yet: they keep a version from being approved (A15)."""
        return self.filter(settled_at=None)


class DraftComment(models.Model):
    """A remark on a draft, about one rule, one area or the whole. Settled before the version is approved (A15).

    `code` is how the rule or area was called when the remark was made; the rule may since have moved.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="comments")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DraftCommentQuerySet.as_manager()

    class Meta:
        ordering = ["version_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_comment_says_by_whom",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="draft_comment_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk} on {self.version}"
