"""The rules of a policy, and how each is worded in a version."""

from django.db import models

from policies import words
from policies.words import MEANINGS, POWERS, Strength

from .documents import RelatedDocument
from .policies import Policy
from .sections import Section
from .versions import PolicyVersion


class Rule(models.Model):
    """A rule whatever its wording, known by its code (A4): what letters quote, what an incident hangs on."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="rules")
    code = models.CharField(max_length=8)

    class Meta:
        ordering = ["policy_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "code"], name="rule_code_once_in_a_policy"),
        ]

    def __str__(self) -> str:
        return self.code


class RuleVersion(models.Model):
    """A rule as one version of the policy words it.

    `limbs` are the conditions of a rule that has several (a, b, c); the rule's text leads up to them.
    `why` is written by the school to help and is not part of the policy.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="rules")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="rules")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="wordings")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    limbs = models.JSONField(default=list, blank=True)
    strength = models.CharField(max_length=30, choices=Strength)
    audiences = models.JSONField(default=list)
    consequence = models.TextField(blank=True)
    why = models.TextField(blank=True)
    tags = models.JSONField(default=list, blank=True)
    related = models.ManyToManyField(RelatedDocument, blank=True, related_name="cited_by")

    class Meta:
        ordering = ["version_id", "section__order", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "rule"], name="rule_worded_once_in_a_version"),
            models.UniqueConstraint(fields=["section", "order"], name="rule_order_once_in_a_section"),
            models.CheckConstraint(condition=models.Q(strength__in=Strength.values), name="rule_has_a_known_strength"),
            models.CheckConstraint(condition=~models.Q(text=""), name="rule_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} in {self.version}"

    @property
    def power(self) -> str:
        """Which of the four signs of firmness stands before the rule."""
        return POWERS[Strength(self.strength)].value

    @property
    def meaning(self) -> str:
        """What the rule's word asks of the reader."""
        return MEANINGS[Strength(self.strength)]

    @property
    def for_whom(self) -> str:
        return words.for_whom(self.audiences)

    @property
    def is_for_everybody(self) -> bool:
        """True for a rule that speaks to all and so names nobody in particular."""
        return words.is_everybody(self.audiences)
