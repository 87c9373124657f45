"""From when to when something stood beside a child or a contact that keeps a yes from counting."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from .contacts import PupilContact
from .pupils import Pupil


class MarkPeriodQuerySet(models.QuerySet["MarkPeriod"]):
    def running(self):
        return self.filter(ended_at=None)

    def at(self, moment: dt.datetime):
        """Those that ran at `moment`. One that began before the portal kept dates ran for ever before."""
        begun = Q(began_at=None) | Q(began_at__lte=moment)
        return self.filter(begun, Q(ended_at=None) | Q(ended_at__gt=moment))


class MarkPeriod(models.Model):
    """How long a mark stood: what holds today is on the child and the contact; a day gone by is judged by these.

    `began_at` is None where it stood before the portal kept dates: then it is taken to have stood always.
    """

    class Kind(models.TextChoices):
        NEVER = "never", "Not to be published"
        COURT_ORDER = "court_order", "Court order: no account, no information"
        NO_SAY = "no_say", "No parental responsibility"

    kind = models.CharField(max_length=12, choices=Kind)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="mark_periods")
    contact = models.ForeignKey(
        PupilContact, on_delete=models.PROTECT, null=True, blank=True, related_name="mark_periods"
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MarkPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "ended_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind"], condition=Q(ended_at=None, contact__isnull=False),
                name="a_contact_has_each_mark_once",
            ),
            models.UniqueConstraint(
                fields=["pupil", "kind"], condition=Q(ended_at=None, contact=None), name="a_child_has_each_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at=None) | Q(ended_at__gte=F("began_at")),
                name="a_mark_ends_after_it_begins",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.pupil_id}"
