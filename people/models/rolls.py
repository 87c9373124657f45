"""Loads of the pupil list and the staff list: what came when, and how unknown headings were understood."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

from people import school_year
from people.permissions import Permission

from .users import User


class RollImportQuerySet(models.QuerySet["RollImport"]):
    def visible_to(self, user: User):
        """The loads `user` may know of: all for those who load lists, else none."""
        return self if user.has_perm(Permission.ROLL_IMPORT) else self.none()

    def waiting(self):
        """Loads that hold rows of a file, neither saved nor dropped."""
        return self.filter(status__in=(RollImport.Status.UPLOADED, RollImport.Status.PREVIEWED))

    def last_pupil_list(self) -> "RollImport | None":
        """The pupil list that was saved last: how fresh the roll is."""
        saved = self.filter(kind=RollImport.Kind.PUPILS, status=RollImport.Status.APPLIED)
        return saved.defer("staged", "mapping").order_by("-applied_at").first()


class RollImport(models.Model):
    """One load of a pupil or staff list. Waiting loads hold the file's rows for a day at most; kept ones do not."""

    class Kind(models.TextChoices):
        PUPILS = "pupils", "Pupil list"
        STAFF = "staff", "Staff list"

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "Waiting for the columns to be matched"
        PREVIEWED = "previewed", "Waiting to be saved"
        APPLIED = "applied", "Saved"
        CANCELLED = "cancelled", "Not saved"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PUPILS)
    status = models.CharField(max_length=10, choices=Status, default=Status.UPLOADED)
    school_year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    is_partial = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    staged = models.BinaryField(null=True, blank=True)
    mapping = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RollImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uploaded_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("people:list", args=[self.public_id])

    @property
    def year_label(self) -> str:
        """The school year as people write it."""
        return school_year.label(self.school_year)


class RollMapping(models.Model):
    """How a list with these headings was understood, to be proposed for the next one."""

    kind = models.CharField(max_length=10, choices=RollImport.Kind)
    headings_sha256 = models.CharField(max_length=64, unique=True)
    columns = models.JSONField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} headings {self.headings_sha256[:8]}"
