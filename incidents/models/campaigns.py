"""Complaints about one thing, put together by whoever owns all of them."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from incidents.relations import Act
from incidents.sorts import Sort
from people.models import User

from .cases import Case


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User):
        """The groups of which `user` owns every complaint; one without any is nobody's."""
        inside = Case.objects.filter(complaint__campaign=OuterRef("pk")).order_by()
        owned = Case.objects.allowing(Act.CHANGE_STATE, user, Sort.COMPLAINT).order_by()
        mine = owned.filter(complaint__campaign=OuterRef("pk"))
        return self.filter(Exists(mine)).exclude(Exists(inside.exclude(pk__in=owned.values("pk"))))


class Campaign(models.Model):
    """Many complaints about one thing, answered with one text. Each keeps its own reference, status and rights."""

    how_many: int  # for the page that lists them

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=160)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="a_campaign_has_a_title")]

    def __str__(self) -> str:
        return self.title
