"""Pictures to remove: what a child can be seen in, who takes each one down by when, and what became of it (B11)."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from people.models import Pupil, SchoolAccount, User
from people.permissions import Permission
from people.school_accounts import has_working_holder

from .posts import Post, on_account_of
from .requests import PhotoRequest


class RemovalListQuerySet(models.QuerySet["RemovalList"]):
    def visible_to(self, user: User):
        """All for those who see the full record; for an account holder those with something on their accounts."""
        if user.has_perm(Permission.CONSENT_RECORD_VIEW):
            return self
        if not user.has_perm(Permission.CONSENT_KEEP):
            return self.none()
        pictures = RemovalItem.objects.filter(on_account_of(user, "post__account"), removal=OuterRef("pk"))
        looks = RemovalLook.objects.filter(on_account_of(user), removal=OuterRef("pk"))
        return self.filter(Exists(pictures) | Exists(looks))

    def open(self):
        return self.filter(done_at=None, called_off_at=None)

    def counting(self):
        """Those that were not called off."""
        return self.filter(called_off_at=None)


class RemovalList(models.Model):
    """The posts with one child that are to come down, and the accounts to look through by hand for what is not entered.

    Of each child one list is open at a time: another stop adds what is missing. `register_since` is the day of the
    first post entered: older pictures cannot be in it. Parents see how far it is once the office released it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="removals")
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    register_since = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    called_off_why = models.CharField(max_length=200, blank=True)

    objects = RemovalListQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["done_at", "due_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=Q(done_at=None, called_off_at=None), name="one_open_removal_list_a_child"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_why="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_why="")),
                name="a_removal_list_called_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Pictures to remove, {timezone.localtime(self.opened_at):%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("consent:takedown", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.called_off_at is None

    @property
    def reference(self) -> str:
        """What it is called where no name may stand."""
        return f"R-{self.public_id.hex[:8].upper()}"

    def is_overdue(self, now: dt.datetime) -> bool:
        return self.is_open and self.due_at < now


class RemovalCause(models.Model):
    """Why pictures of the child are to come down: each stop, mark or leaving that asked for it. For the office alone.

    `places` are the slugs of what was stopped; empty means everything. One whose request turned out to be nobody's is
    struck and asks for nothing any more.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", "Stopped on the public page"
        PARENT = "parent", "Stopped by a parent in the portal"
        OFFICE = "office", "Stopped by a letter, a call or in person"
        ANSWER = "answer", "Permission turned by answers that came in"
        MARK = "mark", "Not to be published"
        LEAVER = "leaver", "Left the school"

    removal = models.ForeignKey(RemovalList, on_delete=models.PROTECT, related_name="causes")
    kind = models.CharField(max_length=10, choices=Kind)
    request = models.ForeignKey(PhotoRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    places = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class RemovalItemQuerySet(models.QuerySet["RemovalItem"]):
    def open(self):
        """Those still to be seen to, of lists that count."""
        return self.filter(done_at=None, removal__called_off_at=None)

    def held_by(self, user: User):
        """Those on accounts that the person holds."""
        return self.filter(on_account_of(user, "post__account"))

    def without_holder(self):
        """Those that are the office's: in print, on the website, or on an account that nobody who works here holds."""
        return self.filter(~has_working_holder("post__account"))


class RemovalItem(models.Model):
    """One post on a list, and what became of it. A picture in print is not called back: then a note says so."""

    class Outcome(models.TextChoices):
        REMOVED = "removed", "Taken down"
        CHANGED = "changed", "Put up again without this child"
        STAYS = "stays", "Cannot be recalled"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    removal = models.ForeignKey(RemovalList, on_delete=models.PROTECT, related_name="items")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="removals")
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="")
    note = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RemovalItemQuerySet.as_manager()

    class Meta:
        ordering = ["-post__posted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["removal", "post"], name="each_post_once_a_removal_list"),
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="") | (Q(done_at__isnull=False) & ~Q(outcome="")),
                name="a_removal_done_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="stays") | ~Q(note=""), name="what_cannot_be_recalled_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_outcome_display() or 'to remove'}"


class RemovalLook(models.Model):
    """One account to be looked through by hand for this child: for what was never entered, or is older."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    removal = models.ForeignKey(RemovalList, on_delete=models.PROTECT, related_name="looks")
    account = models.ForeignKey(SchoolAccount, on_delete=models.PROTECT, related_name="+")
    removed = models.PositiveSmallIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["account__platform", "account__handle", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["removal", "account"], name="each_account_once_a_removal_list"),
            models.CheckConstraint(
                condition=Q(done_at=None, removed=None) | Q(done_at__isnull=False, removed__isnull=False),
                name="a_look_done_says_how_many",
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)
