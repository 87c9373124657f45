"""What is recorded of an incident: what, when, where, by which rules."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.kinds import Kind, Place
from people.models import User
from policies.models import RelatedDocument, RuleVersion

from .cases import Case


class Incident(models.Model):
    """The facts of an incident as reported, in the reporter's words. Corrections are entries of the timeline.

    `in_lessons` is computed from the school day and may be corrected (policy A6); `is_school_account` compares the
    account with the register (A4): None where no account is named.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="incident")
    kind = models.CharField(max_length=30, choices=Kind)
    words = models.TextField("what happened, in the words of who reports it")
    happened_on = models.DateField()
    happened_at = models.TimeField(null=True, blank=True)
    is_day_certain = models.BooleanField(default=True)
    place = models.CharField(max_length=20, choices=Place)
    platform = models.CharField(max_length=60, blank=True)
    account = models.CharField(max_length=120, blank=True)
    link = models.CharField(max_length=500, blank=True)
    is_school_account = models.BooleanField(null=True, blank=True)
    in_lessons = models.BooleanField(null=True, blank=True)
    is_out_of_hours = models.BooleanField(default=False)
    event_name = models.CharField(max_length=120, blank=True)
    affected = models.JSONField(
        default=list, blank=True, help_text="Groups: school, pupil, parent, colleague, governor"
    )
    child_at_risk = models.BooleanField()
    is_self_report = models.BooleanField(default=False)
    bullying_policy = models.ForeignKey(
        RelatedDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    bullying_policy_of = models.DateField(null=True, blank=True, help_text="The day of the Anti-bullying policy used.")
    bullying_ticked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bullying_ticked_at = models.DateTimeField(null=True, blank=True)
    protection_number = models.CharField(
        max_length=60, blank=True, help_text="The number in the school's child-protection system."
    )

    class Meta:
        indexes = [models.Index(fields=["kind"], name="incidents_of_a_kind")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_incident_says_what_happened"),
            models.CheckConstraint(
                condition=Q(bullying_ticked_at=None, bullying_ticked_by=None)
                | Q(
                    bullying_ticked_at__isnull=False, bullying_ticked_by__isnull=False, bullying_policy_of__isnull=False
                ),
                name="the_anti_bullying_tick_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%-d %B %Y}"


class CitedRule(models.Model):
    """A rule that was not followed, worded as on the day of the incident, whatever the policy says later."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="cited")
    rule = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    cited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cited_at = models.DateTimeField(default=timezone.now)
    taken_off_at = models.DateTimeField(null=True, blank=True)
    taken_off_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rule__section__order", "rule__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "rule"], condition=Q(taken_off_at=None), name="a_rule_is_cited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule.code} in {self.incident}"


class OutOfHoursTest(models.Model):
    """May the school act on what happened outside school hours? The three questions of policy D3, each with a reason.

    Append-only: answered again it is a new row, and the latest holds. A *no* needs no reason, a *yes* does.
    """

    class Who(models.TextChoices):
        SCHOOL = "school", "the school"
        EMPLOYEE = "employee", "somebody who works here"
        GOVERNOR = "governor", "a governor"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="out_of_hours_tests")
    disturbs = models.BooleanField("it would disturb the orderly running of the school")
    disturbs_because = models.TextField(blank=True)
    threatens = models.BooleanField("it threatens a member of the school community")
    threatens_because = models.TextField(blank=True)
    reputation = models.BooleanField("the reputation of the school or its people could suffer")
    reputation_because = models.TextField(blank=True)
    reputation_of = models.CharField(max_length=10, choices=Who, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(disturbs=False) | ~Q(disturbs_because=""))
                & (Q(threatens=False) | ~Q(threatens_because=""))
                & (Q(reputation=False) | (~Q(reputation_because="") & ~Q(reputation_of=""))),
                name="each_yes_of_the_test_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"test of {self.decided_at:%-d %B %Y}: {'may act' if self.may_act else 'advice only'}"

    @property
    def may_act(self) -> bool:
        """Whether the school may take a step of its own: one yes is enough."""
        return self.disturbs or self.threatens or self.reputation
