"""The wordings of a policy over time."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from people.permissions import Permission

from .policies import Policy
from .states import AGREED, EDITABLE, PUBLIC, UNDER_WAY, Status


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def published(self):
        """The one published version of each policy."""
        return self.filter(status=Status.PUBLISHED)

    def in_force_on(self, day: dt.date) -> "PolicyVersionQuerySet":
        """The version of each policy that holds on `day`: of those that began by then, the last to begin.

        A version published before its first day does not hold yet; the one before it does until then. From the day
        of its withdrawal a version holds no longer, and none does instead; withdrawn up to its first day it never held.
        """
        began = (
            self.model.objects.filter(policy=OuterRef("policy"), status__in=PUBLIC, effective_from__lte=day)
            .exclude(withdrawn_on__lte=F("effective_from"))
            .order_by("-effective_from", "-number")
        )
        return self.filter(pk=Subquery(began.values("pk")[:1])).exclude(withdrawn_on__lte=day)

    def under_way(self):
        """The one version of each policy that is being written, looked at, or waits to be published."""
        return self.filter(status__in=UNDER_WAY)

    def visible_to(self, user: Any) -> "PolicyVersionQuerySet":
        """The versions `user` may read: everybody what was published, few a draft, nobody one thrown away."""
        if user.has_perm(Permission.POLICY_DRAFT_VIEW):
            return self.exclude(status=Status.DISCARDED)
        return self.filter(status__in=PUBLIC)

    def discarded_for(self, user: Any) -> "PolicyVersionQuerySet":
        """The drafts that were thrown away, for those who may know that there were drafts: a line of history each."""
        found = self.filter(status=Status.DISCARDED)
        return found if user.has_perm(Permission.POLICY_DRAFT_VIEW) else found.none()

    def with_wording(self):
        """Everything a page of the policy shows, in a number of queries that does not grow with the rules."""
        return self.select_related("policy").prefetch_related(
            "sections__rules__rule__uses", "sections__rules__related", "methods", "open_points"
        )


class PolicyVersion(models.Model):
    """One wording of a policy. Once approved it never changes, so that an old case keeps its rules.

    `effective_from` is the first day on which it holds. The fields on responsibility (`looked_after_by`,
    `responsibilities`) may be empty: that is shown as not settled yet, never filled in by the portal.
    `is_minor` says that the governors hold it for a correction which nobody has to read again. `edited_by` is the
    last person who changed the draft and so cannot approve it (A5); `revision` grows with every such change.
    """

    Status = Status

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lead = models.CharField(max_length=300, blank=True)
    in_short = models.TextField(blank=True, help_text="Written to help; not part of the policy.")
    introduction = models.TextField(blank=True, help_text="Paragraphs with an empty line between them.")
    looked_after_by = models.CharField(max_length=120, blank=True)
    responsibilities = models.TextField(blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    is_minor = models.BooleanField("correction that nobody has to read again", default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by_text = models.CharField(max_length=120, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    minute_reference = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField("holds no longer since", null=True, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["policy_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_number_once"),
            models.UniqueConstraint(
                fields=["policy"], condition=Q(status="published"), name="one_published_version_of_a_policy"
            ),
            models.UniqueConstraint(
                fields=["policy"], condition=Q(status__in=UNDER_WAY), name="one_version_under_way_of_a_policy"
            ),
            models.CheckConstraint(
                condition=Q(status__in=AGREED, approved_on__isnull=False) & ~Q(approved_by_text="")
                | ~Q(status__in=AGREED) & Q(approved_on=None, approved_by_text=""),
                name="approved_version_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status__in=PUBLIC, published_at__isnull=False, effective_from__isnull=False)
                | ~Q(status__in=PUBLIC) & Q(published_at=None, effective_from=None),
                name="published_version_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_on__isnull=False)
                | ~Q(status="withdrawn") & Q(withdrawn_on=None),
                name="withdrawn_version_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("policies:version", args=[self.policy.slug, self.number])

    @property
    def label(self) -> str:
        """As the way back names it: "Version 2"."""
        return f"Version {self.number}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it, today's and earlier ones alike."""
        return self.status in PUBLIC

    @property
    def is_under_way(self) -> bool:
        """Whether it is written, looked at, or waits to be published."""
        return self.status in UNDER_WAY

    @property
    def never_held(self) -> bool:
        """Whether it was withdrawn before it applied."""
        return bool(self.withdrawn_on and self.effective_from and self.withdrawn_on <= self.effective_from)

    @property
    def is_editable(self) -> bool:
        """Whether its wording may still be changed."""
        return self.status in EDITABLE
