"""What somebody without an account asks about pictures of a child (requirements 1.13)."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from people.models import Pupil, User
from people.permissions import Permission


class PhotoRequestQuerySet(models.QuerySet["PhotoRequest"]):
    def visible_to(self, user: User):
        return self if user.has_perm(Permission.PHOTO_REQUEST_ANSWER) else self.none()

    def open(self):
        return self.filter(handled_at=None)


class PhotoRequest(models.Model):
    """A request typed on the public page: stop, take down, or what is agreed. The names are as typed, unproved.

    *Stop* holds back every child it may mean at once (`PhotoHold`); the office then checks by the telephone number
    on the pupil list, within one school day.
    """

    class Kind(models.TextChoices):
        STOP = "stop", "Stop using pictures of my child"
        TAKE_DOWN = "take_down", "Take this picture down"
        AGREED = "agreed", "What have we agreed?"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    child_name = models.CharField(max_length=160)
    class_name = models.CharField(max_length=40, blank=True)
    asked_by = models.CharField("name of who asks", max_length=160)
    relationship = models.CharField(max_length=60, blank=True)
    reach_by = models.CharField("how to reach them", max_length=200, blank=True)
    where = models.TextField("where the picture is", blank=True)
    message = models.TextField(blank=True)
    form_key = models.UUIDField(unique=True, help_text="One for each form shown: sent twice, it is one request.")
    sent_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(help_text="By when the office answers: one school day.")
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When somebody it is not about first opened it.")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_on_to = models.JSONField(default=list, blank=True, help_text="Whom the worker told: nobody had opened it.")
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True)

    objects = PhotoRequestQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at=None, outcome="") | (Q(handled_at__isnull=False) & ~Q(outcome="")),
                name="a_handled_request_says_how",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.sent_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("consent:photo-request", args=[self.public_id])

    @property
    def reference(self) -> str:
        """What it is called where no name may stand."""
        return f"P-{self.public_id.hex[:8].upper()}"


class PhotoHoldQuerySet(models.QuerySet["PhotoHold"]):
    def in_force_at(self, moment: dt.datetime):
        """Those that hold a child back at `moment` (requirements 1.13)."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), starts_at__lte=moment)


class PhotoHold(models.Model):
    """Until it ends, every permission of the child is *waiting*: nothing may be published."""

    request = models.ForeignKey(PhotoRequest, on_delete=models.PROTECT, related_name="holds")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="photo_holds")
    starts_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PhotoHoldQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "pupil"], name="each_child_held_once_a_request"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("starts_at")), name="hold_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"hold since {self.starts_at:%-d %B %Y}"
