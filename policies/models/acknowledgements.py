"""Who has read a version and what they said to it; whom the school asks, and when it reminded them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import User
from people.permissions import Permission
from policies.words import Audience

from .policies import Policy
from .versions import PolicyVersion


class AcknowledgementDuty(models.Model):
    """Whom of a policy's readers the school asks to read and agree, and within how many days (A7).

    Without a row nobody of that audience is asked.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="duties")
    audience = models.CharField(max_length=20, choices=Audience)
    is_asked = models.BooleanField(default=True)
    is_yearly = models.BooleanField("asked again each school year", default=False)
    days = models.PositiveSmallIntegerField("days to do it in", default=14)

    class Meta:
        ordering = ["policy_id", "audience"]
        verbose_name_plural = "acknowledgement duties"
        constraints = [models.UniqueConstraint(fields=["policy", "audience"], name="one_duty_of_an_audience")]

    def __str__(self) -> str:
        return f"{self.policy}: {self.get_audience_display().lower()}"


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    def visible_to(self, user: User):
        """Head and safeguarding lead see what everybody said, others what they said themselves (access matrix)."""
        return self if user.has_perm(Permission.POLICY_ACKNOWLEDGED_NAMES) else self.filter(user=user)


class Acknowledgement(models.Model):
    """What one person said to one version: *I have read it and agree*, or *I cannot agree, because*. Append-only.

    `text_hash` seals the wording that was before them. A person without an account is recorded by the office with
    the name typed from the signed sheet. Who could not agree may agree later: that is a second row.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="acknowledgements"
    )
    person = models.CharField("name on the signed sheet", max_length=120, blank=True)
    audience = models.CharField(max_length=20, choices=Audience)
    school_year = models.PositiveSmallIntegerField()
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        ordering = ["version_id", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user", "school_year"],
                condition=Q(agrees=True, user__isnull=False),
                name="one_agreement_of_a_person_a_version_and_a_year",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, person="") | Q(user=None, recorded_by__isnull=False) & ~Q(person=""),
                name="acknowledgement_is_of_an_account_or_a_name",
            ),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(reason=""), name="who_cannot_agree_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {'agreed' if self.agrees else 'not agreed'}"


class ReadingNotice(models.Model):
    """Somebody was told by mail that a policy waits to be read: once for each reading that fell due. Append-only.

    `version` is the one from which on it has to be read: corrections after it ask for no reading of their own.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reading_notices")
    school_year = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "user", "school_year"], name="told_once_of_a_reading"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} told of {self.version}"


class AcknowledgementReminder(models.Model):
    """One press of *remind those who have not*: at most one a week for a version (A9)."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.people} reminded"
