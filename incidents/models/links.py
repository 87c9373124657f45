"""Who is linked to a case, and how: the people in it, who deals with it, who sits on it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from incidents.blacking import sign_of
from incidents.walls import Standing
from people.models import Pupil, User


class CasePersonQuerySet(models.QuerySet["CasePerson"]):
    def present(self):
        """Those who were not taken off again."""
        return self.filter(taken_off_at=None)

    def subjects(self):
        """Those whom their case is about."""
        return self.present().filter(part=CasePerson.Part.SUBJECT)


class CasePerson(models.Model):
    """Somebody in a case: whom it is about, affected, a witness. Typed names and unknown accounts are allowed.

    Nobody is taken out by deleting: `taken_off_at` ends it with a reason, and the case is routed again. `user` is the
    account that the wall keeps out, so that a name alone never decides who may read.
    """

    class Part(models.TextChoices):
        SUBJECT = "subject", "The person it is about"
        AFFECTED = "affected", "Affected"
        WITNESS = "witness", "Saw or heard it"

    class Told(models.TextChoices):
        UNSAID = "", "Nobody has said"
        YES = "yes", "Told"
        NO = "no", "Not told, and why"
        NOT_YET = "not_yet", "Not yet"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="people")
    part = models.CharField(max_length=10, choices=Part)
    standing = models.CharField(max_length=20, choices=Standing)
    name = models.CharField(max_length=160, blank=True, help_text="As linked or typed; an account's own name.")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="in_cases")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="in_cases")
    year_group = models.CharField(max_length=2, blank=True, help_text="Of a pupil, on the day of the case.")
    parents_told = models.CharField(max_length=8, choices=Told, blank=True, default=Told.UNSAID)
    told_on = models.DateField(null=True, blank=True, help_text="When they were told, or by when they will be.")
    told_note = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    taken_off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True, blank=True)
    taken_off_reason = models.CharField(max_length=300, blank=True)

    objects = CasePersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["user", "case"], condition=Q(part="subject", taken_off_at=None), name="subject_of_a_case"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_person_in_a_case_is_called_something"),
            models.CheckConstraint(
                condition=Q(taken_off_at=None, taken_off_reason="")
                | (Q(taken_off_at__isnull=False) & ~Q(taken_off_reason="")),
                name="who_was_taken_off_a_case_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(parents_told="no") | ~Q(told_note=""), name="parents_not_told_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(parents_told__in=["yes", "not_yet"]) | Q(told_on__isnull=False),
                name="parents_told_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_part_display().lower()})"

    @property
    def is_child(self) -> bool:
        """Whether it is a pupil of today or earlier, whose parents are told or not."""
        return self.standing in {Standing.PUPIL, Standing.FORMER_PUPIL}


class CaseAssignmentQuerySet(models.QuerySet["CaseAssignment"]):
    def trusted(self):
        """Those of somebody who was told who complained, unless that person asked that nobody else learn it."""
        return self.filter(knows_who=True, case__complaint__is_name_withheld=False)


class CaseAssignment(models.Model):
    """Somebody deals with a case, from one moment to another. `knows_who`: they need to know who complained."""

    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assigned_cases")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    knows_who = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        indexes = [models.Index(fields=["user", "case"], condition=Q(ended_at=None), name="deals_with_a_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(ended_at=None), name="given_to_somebody_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("given_at")), name="dealing_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} deals with {self.case}"


class PanelMember(models.Model):
    """A governor on the panel of a case. Access ends with `ended_at`, on the next request. A governor of another school
    has no account: `name` and `school` say who it is, and the papers go to them by post. `is_independent`: has no part
    in managing or running this school, as an academy needs of one of them."""

    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="panel")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="panels")
    name = models.CharField(max_length=160, blank=True)
    school = models.CharField(max_length=160, blank=True)
    is_independent = models.BooleanField(default=False)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["named_at", "pk"]
        indexes = [models.Index(fields=["user", "case"], condition=Q(ended_at=None), name="sits_on_a_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(ended_at=None), name="on_a_panel_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="", school="") | (Q(user=None) & ~Q(name="") & ~Q(school="")),
                name="a_member_of_a_panel_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_independent=False) | Q(user=None), name="a_governor_of_the_school_is_not_independent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.name} on the panel of {self.case}"

    @property
    def called(self) -> str:
        """Who it is, as the panel's page names them."""
        return str(self.user or self.name)

    @property
    def sign(self) -> str:
        """By which a page and an address name the row: its number would tell of other panels."""
        return sign_of(f"panelmember.{self.pk}")
