"""The use of somebody's data is restricted (UK GDPR, article 18): kept, and used for nothing else meanwhile."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .pupils import Pupil
from .users import User


class DataRestrictionQuerySet(models.QuerySet["DataRestriction"]):
    def running(self):
        return self.filter(ended_at=None)


class DataRestriction(models.Model):
    """From when to when the use of a child's or an account's data is restricted. `reference` is that of the request;
    `scope` says which data, in a few words."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions")
    reference = models.CharField(max_length=20)
    scope = models.CharField(max_length=300)
    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = DataRestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pupil__isnull=False, user=None) | Q(pupil=None, user__isnull=False),
                name="a_restriction_is_of_one_person",
            ),
            models.CheckConstraint(condition=~Q(scope=""), name="a_restriction_says_of_what"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.scope}"
