"""Loads of a survey export, from the upload to the answers that were kept."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people import school_year
from people.models import User
from people.permissions import Permission

from .purposes import Purpose


class SurveyImportQuerySet(models.QuerySet["SurveyImport"]):
    def visible_to(self, user: User):
        return self if user.has_perm(Permission.CONSENT_IMPORT) else self.none()

    def standing(self):
        """Loads whose answers count: kept and not taken back."""
        return self.filter(status=SurveyImport.Status.APPLIED)


class SurveyImport(models.Model):
    """One load of answers for one school year: a survey export, answers on paper, or what one parent said.

    `asked` lists the purposes it asked about: what no survey of the year asked about was not given.
    `repeats` remembers which answers of other loads it found again and did not write twice, so that taking
    the other load back leaves this one whole. `note` is what the office wrote down of a letter or call; no parent
    sees it.
    """

    class Kind(models.TextChoices):
        SURVEY = "survey", "Survey export"
        PAPER = "paper", "Paper answers"
        PORTAL = "portal", "A parent, in the portal"
        LETTER = "letter", "A letter, a call or a visit"

    class Status(models.TextChoices):
        OPENING = "opening", "Being opened"
        UPLOADED = "uploaded", "Waiting for the questions to be matched"
        READING = "reading", "Being read"
        PREVIEWED = "previewed", "Waiting to be saved"
        APPLIED = "applied", "Saved"
        UNDONE = "undone", "Taken back"
        CANCELLED = "cancelled", "Not saved"
        FAILED = "failed", "Could not be read"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SURVEY)
    status = models.CharField(max_length=10, choices=Status, default=Status.UPLOADED)
    school_year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    asked = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    repeats = models.BinaryField(null=True, blank=True)
    fault = models.TextField(blank=True)
    note = models.TextField(blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "school_year"],
                condition=Q(status="applied", kind="survey"),
                name="the_same_file_counts_once_a_year",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consent:import", args=[self.public_id])

    @property
    def year_label(self) -> str:
        """The school year as people write it, such as 2026/27."""
        return school_year.label(self.school_year)


class StagedSurvey(models.Model):
    """What a load holds before it is settled: a long file itself, then its table, then the entries read from it.

    Deleted when the load is saved or left, after 14 days at the latest (domain 0.11).
    """

    survey = models.OneToOneField(SurveyImport, on_delete=models.CASCADE, related_name="staged")
    content = models.BinaryField(null=True, blank=True, help_text="The bytes of a long file nobody has opened yet.")
    table = models.BinaryField(null=True, blank=True)
    judged = models.BinaryField(null=True, blank=True, help_text="The read and matched entries of a long file.")
    judged_by = models.CharField(max_length=64, blank=True, help_text="Digest of the pupil list they were matched by.")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"held for {self.survey}"


class SurveyQuestion(models.Model):
    """The wording under which a load asked for a purpose. An answer is proved by what was asked."""

    survey = models.ForeignKey(SurveyImport, on_delete=models.PROTECT, related_name="questions")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="questions")
    wording = models.TextField()
    is_refusal = models.BooleanField("asked as a refusal", default=False)

    def __str__(self) -> str:
        return self.wording


class SurveyMapping(models.Model):
    """How a survey with these headings was understood, to be used for the next file with the same."""

    headings_sha256 = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.headings_sha256[:8]
