"""What parents are asked about: where a picture is used, and what it shows."""

import datetime as dt

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, Q

from people.models import SchoolAccount


class Shut(models.TextChoices):
    """Why nothing goes out in a place, whatever was answered: as a heading says it."""

    RETIRED = "retired", "Retired"
    NO_ACCOUNT = "no_account", "No account"


class PurposeQuerySet(models.QuerySet["Purpose"]):
    def active_on(self, day: dt.date):
        """Those not retired on `day` (contract 3)."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=day))

    def retired_untold(self, today: dt.date):
        """Those whose day of retiring has come, and whose parents have not heard of it."""
        untold = Q(parents_told_of=None) | ~Q(parents_told_of=F("retired_on"))
        return self.filter(untold, retired_on__lte=today)

    def destinations(self):
        """Where a picture may go, not what it shows (requirements 1.3)."""
        return self.filter(kind=Purpose.Kind.DESTINATION)

    def without_account(self):
        """Platforms on which the school has no account in use: nothing goes out there (policy A4).

        None are as long as the school has not entered a single account: what is not known yet forbids nothing.
        """
        return self.filter(_has_no_account())

    def with_account_known(self):
        """Each with its account and `has_no_account`, whether it is one of `without_account`. Still one query."""
        known = ExpressionWrapper(_has_no_account(), output_field=BooleanField())
        return self.select_related("account").annotate(has_no_account=known)


def _has_no_account() -> Q:
    nowhere = Q(account=None) | Q(account__closed_on__isnull=False)
    return Q(nowhere, Exists(SchoolAccount.objects.all()), is_social_media=True, kind="destination")


class Purpose(models.Model):
    """One thing a parent may permit. A use needs a yes for its destination and for every condition it involves.

    Retired, never deleted: old answers keep their meaning (requirements 1.3, contract 3).
    """

    class Kind(models.TextChoices):
        DESTINATION = "destination", "Where it is used"
        CONDITION = "condition", "What it shows"

    slug = models.SlugField(unique=True)
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    aliases = models.JSONField(default=list, help_text="Other words for it in survey questions.")
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)
    parents_told_of = models.DateField(
        null=True, blank=True, help_text="The day of retiring that parents heard of, so that they hear of each once."
    )  # fmt: skip
    is_social_media = models.BooleanField("a platform: pictures go out on a school account", default=False)
    account = models.ForeignKey(SchoolAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="purposes")

    objects = PurposeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.label

    def is_active_on(self, day: dt.date) -> bool:
        """False from the day on which it is retired."""
        return self.retired_on is None or self.retired_on > day
