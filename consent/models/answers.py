"""What parents answered. Append-only, by triggers too: a correction is a new record."""

from django.db import models
from django.utils import timezone

from people.models import Pupil, User

from .imports import SurveyImport
from .purposes import Purpose


class ConsentResponse(models.Model):
    """One parent's answers for one child, given at one moment, as one load brought them.

    `respondent_key` tells the same parent from another within one child (domain 5.5). `answered_at` is as the
    parent gave it, `answered_precision` how exactly; `recorded_at` is when the portal came to know.
    """

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MINUTE = "minute", "minute"
        SECOND = "second", "second"

    survey = models.ForeignKey(SurveyImport, on_delete=models.PROTECT, related_name="responses")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="responses", db_index=False)
    school_year = models.PositiveSmallIntegerField()
    record = models.PositiveIntegerField(default=0)
    child = models.PositiveSmallIntegerField(default=1)
    respondent_key = models.CharField(max_length=500, blank=True)
    respondent_name = models.CharField(max_length=160, blank=True)
    respondent_email = models.CharField(max_length=254, blank=True)
    relationship = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField()
    answered_precision = models.CharField(max_length=6, choices=Precision)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    settled = models.BooleanField("sorted out by a person", default=False)
    respondent_confirmed = models.BooleanField("a person made sure of parental responsibility", default=False)

    class Meta:
        ordering = ["answered_at", "pk"]
        indexes = [models.Index(fields=["pupil", "school_year"])]

    def __str__(self) -> str:
        return f"response {self.pk}"


class ConsentAnswer(models.Model):
    """The answer to one purpose. A blank is kept too: it replaces the same parent's earlier answer."""

    class Value(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        BLANK = "blank", "Left empty"
        UNCLEAR = "unclear", "Can't tell"

    response = models.ForeignKey(ConsentResponse, on_delete=models.PROTECT, related_name="answers")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="answers", db_index=False)
    value = models.CharField(max_length=7, choices=Value)

    def __str__(self) -> str:
        return self.get_value_display()


class ConsentRetraction(models.Model):
    """A response that a person sorted wrongly: from `at` on it counts no longer."""

    response = models.OneToOneField(ConsentResponse, on_delete=models.PROTECT, related_name="retraction")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"retraction of response {self.response_id}"


class ConsentDecision(models.Model):
    """What a named person decided where parents differ or an answer is unclear, with the reason.

    `basis` lists the answers it was made on. If one of them no longer counts (its load was taken back), the
    decision falls with it; an answer recorded later stands beside it like another parent's. `readings` lists the
    comments it was made on, by the entries in which a person found a condition: read anew, they ask anew. `doubted`
    lists those of the basis that were a yes of somebody who had no word when it was made: that was known then.
    `condition` is what the comments ask for, kept with the decision.
    """

    class Value(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="decisions")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=3, choices=Value)
    reason = models.TextField()
    basis = models.JSONField(default=list)
    readings = models.JSONField(default=list)
    doubted = models.JSONField(default=list)
    condition = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["decided_at", "pk"]

    def __str__(self) -> str:
        return f"decision {self.pk}"
