"""What lies on the desk of those who sort out answers: since when, who opened it first, whom the worker told of it."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Pupil, User

from .reviews import ReviewEntry


class DeskItemQuerySet(models.QuerySet["DeskItem"]):
    def lying(self):
        """What has not left the desk."""
        return self.filter(ended_at=None)


class DeskItem(models.Model):
    """An answer to sort out, a comment to read (`entry`), or a child to decide about (`pupil`, in a school year).

    Made when somebody opens it, or when the worker first finds it: whether it still waits, the entry and the answers
    say, never this row.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.OneToOneField(ReviewEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="desk_item")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="desk_items")
    school_year = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When somebody it is not about first opened it.")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_on_to = models.JSONField(default=list, blank=True, help_text="Whom the worker told: nobody had opened it.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When there was nothing left to decide.")

    objects = DeskItemQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "school_year"], condition=Q(ended_at=None, pupil__isnull=False),
                name="a_child_lies_on_the_desk_once",
            ),
            models.CheckConstraint(
                condition=Q(entry=None, pupil__isnull=False, school_year__isnull=False)
                | Q(entry__isnull=False, pupil=None),
                name="a_desk_item_is_one_thing",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What it is called where no name may stand."""
        return f"A-{self.public_id.hex[:8].upper()}"

    @property
    def is_child(self) -> bool:
        """Whether a person is to decide about a child."""
        return self.pupil_id is not None

    def received_at(self) -> dt.datetime:
        return self.entry.opened_at if self.entry else self.since
