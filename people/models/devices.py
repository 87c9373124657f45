"""Class tablets: devices on which nobody is signed in, and what such a device is instead of a person."""

import datetime as dt
import uuid

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.permissions import TABLET_PERMISSIONS, Permission

from .school import SchoolClass
from .users import User


class SharedDeviceQuerySet(models.QuerySet["SharedDevice"]):
    def visible_to(self, user: User):
        """The tablets are the school's: all of them for office and head, for nobody else any."""
        return self if user.has_perm(Permission.DEVICE_ENROL) else self.none()

    def working_on(self, day: dt.date):
        """Set up, not taken out of use, and not past its last day."""
        return self.filter(revoked_at=None, expires_on__gte=day).exclude(secret_digest=None)

    def waiting_for(self, code_digest: str, now: dt.datetime):
        """The device whose code this is, as long as the code works."""
        return self.filter(code_digest=code_digest, code_expires_at__gt=now, revoked_at=None, secret_digest=None)


class SharedDevice(models.Model):
    """A tablet of a class: it shows Yes, No and Ask the office, nothing else.

    The office makes it with a code; the code, typed on the tablet, leaves a secret in its cookie. Of both only a
    digest is kept. It works until its last day, the end of the school year, or until it is taken out of use.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    whole_school = models.BooleanField(default=False)
    classes = models.ManyToManyField(SchoolClass, blank=True, related_name="+")
    code_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    secret_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    enrolled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField(null=True, blank=True, help_text="When the code was typed on the tablet.")
    expires_on = models.DateField(default=timezone.localdate, help_text="Its last day.")
    seen_on = models.DateField(null=True, blank=True, help_text="The day alone; nothing else of its use is kept.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SharedDeviceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code_digest=None, code_expires_at=None)
                | Q(code_digest__isnull=False, code_expires_at__isnull=False),
                name="a_code_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(secret_digest=None, enrolled_at=None)
                | Q(secret_digest__isnull=False, enrolled_at__isnull=False),
                name="a_tablet_set_up_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """waiting for its code, lapsed (the code was not typed in time), working, over, or revoked."""
        if self.revoked_at:
            return "revoked"
        if self.secret_digest is None:
            return "waiting" if self.code_expires_at and self.code_expires_at > timezone.now() else "lapsed"
        return "working" if self.expires_on >= timezone.localdate() else "over"


class TabletUser(AnonymousUser):
    """What a request from a class tablet has in the place of a person.

    It is nobody: not signed in, without a number and without a name, so that nothing that asks for a person takes it
    for one. It holds one permission, to check pictures, and only where a view is in the open zone.
    """

    is_shut = False
    permissions = TABLET_PERMISSIONS

    def __init__(self, device: SharedDevice, only_classes: frozenset[int] | None) -> None:
        self.device = device
        self.only_classes = only_classes

    def __str__(self) -> str:
        return self.device.name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return perm in self.permissions

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:  # type: ignore[override]
        return all(self.has_perm(perm) for perm in perm_list)
