"""Files that belong to a case: pictures of a screen, a PDF, plain text. Never served as anything but an attachment."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from incidents.relations import Act
from incidents.sorts import Sort
from people.models import User

from .cases import Case


class EvidenceQuerySet(models.QuerySet["EvidenceFile"]):
    def readable(self):
        """Those that are neither sealed nor destroyed."""
        return self.filter(sealed_at=None)

    def of(self, cases: models.QuerySet[Case]):
        """Those of cases that somebody may read: the one way to a file from a page."""
        return self.filter(case__in=cases)

    def sealable_by(self, user: User):
        """Those that `user` may shut for everybody: of a case that they read, or that they added and know of."""
        known = Case.objects.allowing(Act.KNOW, user)
        return self.filter(Q(case__in=Case.objects.visible_to(user)) | Q(added_by=user, case__in=known))

    def kept_names(self) -> set[str]:
        """The names of all whose bytes are still to be there, sealed or not."""
        return set(self.filter(destroyed_at=None).values_list("kept_as", flat=True))

    def sealed_names(self) -> set[str]:
        """The names of those that no backup takes along."""
        return set(self.exclude(sealed_at=None).values_list("kept_as", flat=True))


class EvidenceFile(models.Model):
    """One file of a case, as it was made safe: pictures are drawn anew, so that place and device are gone from them.

    `sha256_received` is that of what was sent, which is not kept; `sha256_kept` of what lies in the storage under
    `kept_as`, a name by chance. *Sealed* shuts it for everybody at once and from backups made later; it is destroyed on
    a recorded instruction by two people only (`EvidenceDestruction`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=120, help_text="What it was called; no path, no control signs.")
    note = models.CharField(max_length=300, blank=True, help_text="What it shows, and when it was seen.")
    kept_as = models.CharField(max_length=100, unique=True)
    content_type = models.CharField(max_length=40)
    size_bytes = models.PositiveIntegerField()
    sha256_received = models.CharField(max_length=64)
    sha256_kept = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(sealed_at__isnull=False), name="only_sealed_evidence_is_destroyed"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def destruction_url(self) -> str:
        """Where two people have it destroyed: of a complaint a page of its own."""
        name = "complaint-evidence" if self.case.sort == Sort.COMPLAINT else "evidence"
        return reverse(f"incidents:{name}-destruction", args=[self.public_id])


class CaseLetterWording(models.Model):
    """The school's own words for a kind of letter about a case. Without a row the portal's are offered."""

    kind = models.CharField(max_length=30, unique=True)
    text = models.TextField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind
