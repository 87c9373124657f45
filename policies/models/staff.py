"""What two rules ask of staff: a look at their own settings (A8), and silence after they have left (A9)."""

from django.conf import settings
from django.db import models

from .rules import RuleVersion
from .versions import PolicyVersion


class PrivacyCheckup(models.Model):
    """A member of staff went through the checklist for rule A8. Who and when, and nothing else is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="privacy_checkups")
    done_on = models.DateField()

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "done_on"], name="one_privacy_checkup_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.done_on}"


class ConfidentialityLetter(models.Model):
    """The letter that reminds a leaver of rule A9, and how it reached them (requirements 23)."""

    class Way(models.TextChoices):
        HAND = "hand", "Given by hand"
        POST = "post", "By post"
        EMAIL = "email", "By e-mail"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leaver_letters")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    rule_version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, null=True, related_name="+", help_text="The rule that it quotes."
    )
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delivered_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"Letter to {self.user_id} of {self.made_on}"
