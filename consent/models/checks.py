"""Checks that were recorded: what was asked of a picture, and what was answered. Append-only, by triggers too."""

import secrets
import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

from people.models import Pupil, SchoolAccount, User
from people.permissions import Permission
from policies.models import RuleVersion

from .purposes import Purpose, Shut

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def new_code() -> str:
    """A short code to quote, without letters that look like others. Not a secret."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class RecordedCheckQuerySet(models.QuerySet["RecordedCheck"]):
    def with_count(self):
        """Each with `count`, the number of children it was about; newest first (counting loses the order)."""
        return self.annotate(count=models.Count("children")).order_by("-recorded_at", "-pk")

    def about_class(self, code: str):
        """Checks in which a child of the class was, by the classes of the check's own school year."""
        there = CheckedChild.objects.filter(
            check_record=models.OuterRef("pk"),
            pupil__memberships__school_class__code=code,
            pupil__memberships__school_class__school_year=models.OuterRef("school_year"),
        )
        return self.filter(models.Exists(there))

    def visible_to(self, user: User):
        """One's own checks, and those handed over to be posted; all of them for those who see the full record."""
        if user.has_perm(Permission.CONSENT_RECORD_VIEW):
            return self
        if not user.has_perm(Permission.CONSENT_KEEP):
            return self.none()
        handed = self.model.objects.filter(handings__holder=user).values("pk")
        return self.filter(models.Q(recorded_by=user) | models.Q(pk__in=handed))


class RecordedCheck(models.Model):
    """One question "can this picture be used?" with its answer, frozen as it was (requirements 6.1, 3).

    It proves what the portal said at `recorded_at` and by which wording of the rule on permission. It permits nothing
    later.
    `public_id` comes of the page it was recorded from, so that two taps of one button are one record.
    """

    class Verdict(models.TextChoices):
        ALL = "all", "All have permission"
        NOT_ALL = "not_all", "Not all have permission"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_code)
    school_year = models.PositiveSmallIntegerField()
    destination = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(SchoolAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=10)
    names = models.CharField(max_length=10)
    verdict = models.CharField(max_length=10, choices=Verdict)
    answer = models.TextField(help_text="The sentence that was shown.")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    list_updated_on = models.DateField(null=True, blank=True, help_text="How old the pupil list was.")
    nowhere = models.CharField(
        max_length=12, choices=Shut, blank=True, default="",
        help_text="Why nothing went out there that day, whatever was answered.",
    )  # fmt: skip
    account_rule_version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Rule A4, where the school had no account there.",
    )  # fmt: skip
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = RecordedCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("consent:recorded-check", args=[self.public_id])


class CheckedChild(models.Model):
    """One child of a recorded check: the word that was said, and for the office what it rested on.

    `statuses` is by purpose slug. `answers` is what each status rested on: everybody's last word as
    `{"purpose": slug, "answer": key}`, what a person decided as `{"purpose": slug, "decision": key}`.
    """

    class Word(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        ASK = "ask", "Ask the office"

    check_record = models.ForeignKey(RecordedCheck, on_delete=models.PROTECT, related_name="children")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=3, choices=Word)
    statuses = models.JSONField(default=dict)
    answers = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["check_record", "pupil"], name="each_child_once_a_check")]

    def __str__(self) -> str:
        return f"{self.check_record}: {self.get_word_display()}"
