"""Which rule of the school each of the portal's features rests on (ADR 0015)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .rules import Rule


class Feature(models.TextChoices):
    """What of the portal rests on a rule, in words for whoever names the rule."""

    PHOTOS = "photos", "Pictures of a child go out only with the parents’ permission"
    ACCOUNTS = "accounts", "Pictures go out on the school’s own accounts alone"
    FOLLOWING = "following", "Following the school’s accounts"
    AGES = "ages", "The age from which people may have an account"
    LAWS = "laws", "The laws that the policy counts on"
    PRIVACY = "privacy", "The privacy settings of staff"
    CONFIDENTIALITY = "confidentiality", "Confidentiality, which goes on after somebody has left"


class RuleUse(models.Model):
    """The rule that one feature rests on: the rule itself, whatever its code and its wording.

    No row, or one without a rule: nobody has named one, which is shown as open and never guessed. `named_by` is
    empty for what stood before the school could say so.
    """

    feature = models.CharField(max_length=20, choices=Feature, unique=True)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="uses")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["feature"]

    def __str__(self) -> str:
        return self.get_feature_display()
