"""The instruction of two people to destroy a sealed file."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models import User
from people.roles import Role


class EvidenceDestructionQuerySet(models.QuerySet["EvidenceDestruction"]):
    def asking(self, user: User):
        """Those that wait for `user` as the second of two, by a role of today."""
        return self.waiting().filter(second_role__in=sorted(user.roles)).exclude(asked_by=user)

    def waiting(self):
        """Those that nobody has confirmed, of files that are there."""
        return self.filter(confirmed_at=None, evidence__destroyed_at=None)


class EvidenceDestruction(models.Model):
    """The instruction to destroy a sealed file: asked for by one, confirmed by whoever holds `second_role` and has no
    part in the case (`actions/second_person.py` says which role that is). The row stays when the bytes are gone."""

    evidence = models.OneToOneField("incidents.EvidenceFile", on_delete=models.PROTECT, related_name="destruction")
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    second_role = models.CharField(max_length=20, choices=Role, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceDestructionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_destruction_says_why"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")),
                name="a_second_person_confirms_destruction",
            ),
        ]

    def __str__(self) -> str:
        return f"destruction of {self.evidence}"
