"""Legal action: recommended by whoever owns the case, decided by the governors alone (policy D4)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import User
from people.roles import Role


class LegalReferralQuerySet(models.QuerySet["LegalReferral"]):
    def open(self):
        """Those that the governors have not decided, and that nobody has withdrawn."""
        return self.filter(decision=None, withdrawal=None)

    def asking(self, user: User):
        """Those that ask `user`: the chair of today, and every governor named for it, until it is decided or
        withdrawn."""
        return self.open() if Role.CHAIR in user.roles else self.open().filter(asked__user=user)


class LegalReferral(models.Model):
    """The governors are asked about legal action. `bundle` is what they read: no name stands in it by the portal.

    What they read is what was put together at the time; it does not change with the case.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="referrals")
    reason = models.TextField(help_text="Why whoever owns the case recommends it.")
    bundle = models.TextField(help_text="What happened and what was done, without names.")
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField(default=timezone.now)

    objects = LegalReferralQuerySet.as_manager()

    class Meta:
        ordering = ["referred_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(bundle=""), name="a_referral_says_why_and_what")
        ]

    def __str__(self) -> str:
        return f"referral of {self.case}"

    @property
    def is_open(self) -> bool:
        """Whether the governors are still asked."""
        return not hasattr(self, "decision") and not hasattr(self, "withdrawal")


class AskedGovernor(models.Model):
    """A governor whom the chair asks beside them about one referral."""

    referral = models.ForeignKey(LegalReferral, on_delete=models.PROTECT, related_name="asked")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "user"], name="asked_once_of_a_referral")]

    def __str__(self) -> str:
        return f"{self.user} asked about {self.referral}"


class LegalDecision(models.Model):
    """What the governors decided, at which meeting. Append-only; a new question is a new referral."""

    class Answer(models.TextChoices):
        YES = "yes", "Legal action will be taken"
        NO = "no", "No legal action"
        ADVICE = "advice", "Advice is sought first"

    referral = models.OneToOneField(LegalReferral, on_delete=models.PROTECT, related_name="decision")
    answer = models.CharField(max_length=6, choices=Answer)
    meeting_on = models.DateField()
    minute_reference = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    contact = models.CharField("whom they turned to", max_length=200, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_legal_decision_says_why")]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.meeting_on:%-d %B %Y}"


class LegalWithdrawal(models.Model):
    """The governors are asked no more: taken back before they decided. Append-only; asked again it is a new one."""

    referral = models.OneToOneField(LegalReferral, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawn_referral_says_why")]

    def __str__(self) -> str:
        return f"withdrawn on {self.withdrawn_at:%-d %B %Y}"
