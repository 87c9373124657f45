"""The school's own accounts on social media (policy A2, A4)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from people.permissions import Permission

from .users import User


class SchoolAccountQuerySet(models.QuerySet["SchoolAccount"]):
    def active(self):
        """Accounts that the school uses now. Nothing may be posted on another (policy A4)."""
        return self.filter(closed_on=None)

    def visible_to(self, user: User):
        """All for the staff and the chair: everybody who works here may know what the school posts from."""
        return self if user.has_perm(Permission.SCHOOL_ACCOUNT_VIEW) else self.none()


class SchoolAccount(models.Model):
    """An account that the school owns on a platform. Two people hold it, so that no one person's leaving loses it.

    Never the private account of anybody: the portal has no field for those (requirements 4, 13).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.CharField(max_length=40, help_text="What people call it, such as X (Twitter).")
    handle = models.CharField(max_length=80)
    purpose = models.CharField("what it is used for", max_length=200, blank=True)
    address = models.URLField(blank=True)
    first_holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recovery_contact = models.CharField(max_length=120, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)

    objects = SchoolAccountQuerySet.as_manager()

    class Meta:
        ordering = ["platform", "handle"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "handle"], name="each_school_account_once"),
            models.CheckConstraint(
                condition=Q(first_holder=None) | Q(second_holder=None) | ~Q(first_holder=F("second_holder")),
                name="two_different_holders",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("people:school-account", args=[self.public_id])

    @property
    def is_active(self) -> bool:
        return self.closed_on is None
