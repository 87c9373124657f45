"""How long what is kept, what is kept longer, and what two people have had destroyed (domain 1.8, security 2.7)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.roles import Role

from .users import User


class Ground(models.TextChoices):
    """Why something is destroyed."""

    DUE = "due", "It was kept as long as it has to be"
    ASKED = "asked", "The person asked to be erased (UK GDPR, article 17)"
    WRONG = "wrong", "It should never have been kept"
    ORDERED = "ordered", "A court or the Information Commission ordered it"


class RetentionPeriod(models.Model):
    """How long the school keeps one kind of record, as it confirmed; without a row the figure proposed holds. `kind` is
    the slug of a kind (`people/disposal.py`)."""

    kind = models.CharField(max_length=30, unique=True)
    months = models.PositiveSmallIntegerField()
    source = models.CharField("where the figure comes from", max_length=300)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="a_period_says_where_it_comes_from")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months} months"


class KeepOrderQuerySet(models.QuerySet["KeepOrder"]):
    def in_force(self):
        return self.filter(lifted_at=None)


class KeepOrder(models.Model):
    """*Keep, do not destroy*: one record, whatever its time. It holds until another person lifts it; `review_on` is
    when somebody looks at it again, and ends nothing by itself. `record` is the key of the row of its kind."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    record = models.BigIntegerField()
    reference = models.CharField(max_length=40)
    reason = models.TextField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    review_on = models.DateField()
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.TextField(blank=True)

    objects = KeepOrderQuerySet.as_manager()

    class Meta:
        ordering = ["review_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], condition=Q(lifted_at=None), name="kept_once_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="what_is_kept_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason="")),
                name="what_is_kept_no_longer_says_why",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("set_by")), name="another_person_lifts_what_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: kept"


class DestructionRequestQuerySet(models.QuerySet["DestructionRequest"]):
    def waiting(self):
        """Those that nobody has confirmed or declined."""
        return self.filter(outcome="")


class DestructionRequest(models.Model):
    """Destruction of one record, asked for by one of two. `second_role` confirms it, or declines. Confirmed, it becomes
    a `DestructionRecord` and goes with the record itself. `keeps_names`: names in incidents and complaints stay until
    each of those is due itself."""

    class Outcome(models.TextChoices):
        DECLINED = "declined", "Not confirmed"
        WITHDRAWN = "withdrawn", "Asked for no longer"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    record = models.BigIntegerField()
    reference = models.CharField(max_length=40)
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.TextField()
    keeps_names = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    second_role = models.CharField(max_length=20, choices=Role)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)

    objects = DestructionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"], condition=Q(outcome=""), name="destruction_asked_for_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_destruction_asked_for_says_why"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_destruction_decided_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: to be destroyed"


class DestructionRecordQuerySet(models.QuerySet["DestructionRecord"]):
    def visible_to(self, user: User):
        """Those whose readers' roles the person holds today, and that were not about them."""
        if not user.is_authenticated or not user.is_active or user.is_shut:
            return self.none()
        held = Q(pk__in=[])
        for role in user.roles:
            held |= Q(readers__contains=f" {role} ")
        return self.filter(held).exclude(about__contains=f" {user.pk} ")


class DestructionRecord(models.Model):
    """What remains of something destroyed: what kind it was, never who. Append-only, by triggers too.

    `key` is that of the row with something that no other row has, so that a restore erases the same one again
    (`people/destroyed_list.py`). `described`: class or year, never a name. `readers` and `about` decide who reads it:
    roles and keys of accounts, each between blanks.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100, unique=True)
    reference = models.CharField(max_length=40)
    described = models.CharField(max_length=120, blank=True)
    counted_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.TextField(blank=True)
    keeps_names = models.BooleanField(default=False)
    went = models.JSONField(default=list, help_text="What went with it: counts in words.")
    readers = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    asked_as = models.CharField(max_length=20, choices=Role)
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    confirmed_as = models.CharField(max_length=20, choices=Role)
    confirmed_at = models.DateTimeField()

    objects = DestructionRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        indexes = [models.Index(fields=["-confirmed_at", "-id"], name="destroyed_newest_first")]

    def __str__(self) -> str:
        return self.reference
