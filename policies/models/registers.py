"""Lists that rules lean on: the laws rule D1 speaks of, platforms with their ages, a school's own notes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from policies.words import Audience

from .policies import Policy


class StatuteQuerySet(models.QuerySet["Statute"]):
    def confirmed(self):
        """Those that the governors confirmed and have not taken off again."""
        return self.filter(confirmed_on__isnull=False, ended_on=None)

    def proposed(self):
        return self.filter(confirmed_on=None, ended_on=None)


class Statute(models.Model):
    """A law that the policy counts on. The policy names none: the governors confirm which (D1; requirements 38).

    A *proposed* one has no `confirmed_on` and is shown as a proposal only; whoever proposed it does not confirm it.
    One that the governors took off again keeps its row, with `ended_on`.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="statutes")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    minute_reference = models.CharField(max_length=60, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_minute_reference = models.CharField(max_length=60, blank=True)

    objects = StatuteQuerySet.as_manager()

    class Meta:
        ordering = ["policy_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "title", "year"], condition=Q(ended_on=None), name="statute_once_in_a_policy"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="confirmed_statute_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="ended_statute_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None and self.ended_on is None


class Platform(models.Model):
    """A place on line with the age from which its makers let people have an account (B1; requirements 27)."""

    name = models.CharField(max_length=60, unique=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("policies:platform", args=[self.pk])


class AudienceNote(models.Model):
    """What the school itself says to one kind of reader, such as parent helpers. Never part of the policy.

    The latest holds; an empty text takes the note away.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="notes")
    audience = models.CharField(max_length=20, choices=Audience)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["policy_id", "audience", "-pk"]

    def __str__(self) -> str:
        return f"{self.policy}: note for {self.get_audience_display().lower()}"


class GapOwner(models.Model):
    """Who takes care of one open point until it is settled (A17). `key` is the gap's own (see `gaps.py`)."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="gap_owners")
    key = models.CharField(max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["policy_id", "key"]
        constraints = [models.UniqueConstraint(fields=["policy", "key"], name="one_owner_of_a_gap")]

    def __str__(self) -> str:
        return f"{self.policy}: {self.key}"
