"""The rules of a policy, and how each is worded in a version."""

from django.db import models

from policies import words
from policies.words import MEANINGS, POWERS, Strength

from .documents import RelatedDocument
from .policies import Policy
from .sections import Section
from .versions import PolicyVersion


class Rule(models.Model):
    """A rule whatever its wording and whatever its code: the same one from version to version.

    Incidents, comparisons and acknowledgements hang on it. Its code (A4) is a version's: a rule put in before it
    may make it A5 next year.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="rules")

    class Meta:
        ordering = ["policy_id", "pk"]

    def __str__(self) -> str:
        return f"rule {self.pk} of {self.policy}"


class RuleVersion(models.Model):
    """A rule as one version of the policy words it, with the code by which letters quote it (A4, 1.2.3).

    `limbs` are the conditions of a rule that has several (a, b, c); the rule's text leads up to them.
    `following` are paragraphs that stand after the rule in the document and are no rule themselves. `why` is
    written by the school to help and is not part of the policy. `revision` grows with every edit of a draft, so
    that of two people who edit at once the second is told (architecture 7).
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="rules")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="rules")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="wordings")
    code = models.CharField(max_length=12)
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    limbs = models.JSONField(default=list, blank=True)
    strength = models.CharField(max_length=30, choices=Strength)
    audiences = models.JSONField(default=list)
    consequence = models.TextField(blank=True)
    why = models.TextField(blank=True)
    tags = models.JSONField(default=list, blank=True)
    following = models.TextField(blank=True, help_text="Paragraphs with an empty line between them.")
    related = models.ManyToManyField(RelatedDocument, blank=True, related_name="cited_by")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["version_id", "section__order", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "rule"], name="rule_worded_once_in_a_version"),
            models.UniqueConstraint(fields=["version", "code"], name="rule_code_once_in_a_version"),
            models.UniqueConstraint(fields=["section", "order"], name="rule_order_once_in_a_section"),
            models.CheckConstraint(condition=models.Q(strength__in=Strength.values), name="rule_has_a_known_strength"),
            models.CheckConstraint(condition=~models.Q(text=""), name="rule_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.version}"

    @property
    def power(self) -> str:
        """Which of the four signs of firmness stands before the rule."""
        return POWERS[Strength(self.strength)].value

    @property
    def meaning(self) -> str:
        """What the rule's word asks of the reader."""
        return MEANINGS[Strength(self.strength)]

    @property
    def features(self) -> frozenset[str]:
        """What of the portal rests on this rule. No query of its own on a version fetched `with_wording`."""
        return frozenset(use.feature for use in self.rule.uses.all())

    @property
    def for_whom(self) -> str:
        return words.for_whom(self.audiences)

    @property
    def is_for_everybody(self) -> bool:
        """True for a rule that speaks to all and so names nobody in particular."""
        return words.is_everybody(self.audiences)
