"""People who sign in, and the roles they hold."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from people.permissions import OPEN_PERMISSIONS, ROLE_PERMISSIONS, Permission
from people.prepared import prepared_of
from people.roles import Role


class MorningMails(models.TextChoices):
    """When somebody wants the morning mail. What cannot wait goes out either way."""

    EACH_DAY = "each_day", "On each school day on which something waits"
    PRESSING = "pressing", "Only when something is overdue, or its day is two school days away or less"


class UserQuerySet(models.QuerySet["User"]):
    def working_on(self, day: dt.date):
        """Accounts that work on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def holding(self, *roles: Role):
        """Who holds one of these roles today with an account that works, those who stand in too."""
        today = timezone.localdate()
        held = RoleAssignment.objects.in_force_on(today).filter(user=models.OuterRef("pk"), role__in=roles)
        return self.working_on(today).filter(models.Exists(held))

    def visible_to(self, user: "User"):
        """The accounts `user` may look after: all for office and head, for the chair those of more than a parent."""
        if user.has_perm(Permission.ACCOUNT_MANAGE):
            return self
        if not user.has_perm(Permission.ACCOUNT_END):
            return self.none()
        other = RoleAssignment.objects.filter(user=models.OuterRef("pk")).exclude(role=Role.PARENT)
        return self.filter(models.Exists(other))


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new account. Without a password its owner signs in with a code by mail. No account is all-powerful."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody with an account, known by e-mail address. What they may do follows from their roles of today."""

    email = models.EmailField("e-mail address", unique=True)
    title = models.CharField(max_length=20, blank=True)
    forename = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    staff_code = models.CharField(max_length=20, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day on which this account works.")
    invited_at = models.DateTimeField(null=True, blank=True, help_text="When the latest invitation was written.")
    session_stamp = models.CharField(max_length=32, blank=True, help_text="A new one ends every session.")
    morning_mails = models.CharField(max_length=8, choices=MorningMails, default=MorningMails.EACH_DAY)
    weekly_mails = models.BooleanField(default=True)

    only_classes: frozenset[int] | None = None  # a person may check every class; a class tablet may be held to some
    is_shut = False  # whether this request sees the open zone only

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        ordering = ["surname", "forename", "email"]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """False from the day after the account's last day: access ends with the next request."""
        return self.ends_on is None or timezone.localdate() <= self.ends_on

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to be alive: it dies with the password, and with the stamp."""
        salt = "people.models.User.session"
        return salted_hmac(salt, f"{self.password} {self.session_stamp}", secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)

    def get_short_name(self) -> str:
        return " ".join(part for part in (self.title, self.surname) if part) or self.email

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles in force today. Read once a request."""
        return frozenset(Role(role) for role, _ in self._held)

    @property
    def roles_in_words(self) -> list[str]:
        """The roles of today as the page names them."""
        return sorted(self.in_words(role) for role in self.roles)

    def in_words(self, role: Role) -> str:
        """A role as the page names it: one that is held only for somebody else says so."""
        return role.label if role not in self.stands_in else f"{role.label} (standing in)"

    @cached_property
    def stands_in(self) -> frozenset[Role]:
        """The roles of today that are held for somebody else alone."""
        own = {role for role, is_cover in self._held if not is_cover}
        return frozenset(role for role, _ in self._held if role not in own)

    @cached_property
    def _held(self) -> list[tuple[Role, bool]]:
        if not self.is_active:
            return []
        today = timezone.localdate()
        held = prepared_of("held", [self.pk], lambda keys: RoleAssignment.objects.held_on(today, keys), today)
        return [(Role(role), cover) for role, cover in held]

    @cached_property
    def permissions(self) -> set[str]:
        """Everything the roles of today allow."""
        return {str(permission) for role in self.roles for permission in ROLE_PERMISSIONS[role]}

    def shut_closed_zone(self) -> None:
        """For this request: keep of all that the roles allow what the open zone shows, so that no page, count or tab
        of the closed zone can be reached through any of them."""
        self.is_shut = True
        self.permissions = self.permissions & OPEN_PERMISSIONS

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return perm in self.permissions

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return any(permission.startswith(f"{app_label}.") for permission in self.permissions)


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def in_force_on(self, day: dt.date):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def in_force(self):
        return self.in_force_on(timezone.localdate())

    def held_on(self, day: dt.date, users: Sequence[int]):
        """The roles that these people hold on `day`, and whether each is held for somebody else."""
        return self.in_force_on(day).filter(user__in=users).values_list("role", "is_cover")


class RoleAssignment(models.Model):
    """A role held by a person from one day to another, both included."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    is_cover = models.BooleanField("stands in for the holder", default=False)
    covers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="covered_by")

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="role_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
