"""A policy of the school, whatever its wording today."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from people.permissions import Permission

from .states import PUBLIC, Status


class PolicyQuerySet(models.QuerySet["Policy"]):
    def published(self):
        """The policies that the public may read: those with a published version (one at most)."""
        return self.filter(versions__status=Status.PUBLISHED)

    def known_to_all(self):
        """The policies of which everybody may know: something of them was published once, whatever became of it."""
        return self.filter(versions__status__in=PUBLIC).distinct()

    def visible_to(self, user: Any):
        """The policies of which `user` may know: a policy of which there is nothing but a draft is for few people."""
        return self if user.has_perm(Permission.POLICY_DRAFT_VIEW) else self.known_to_all()


class Policy(models.Model):
    """A policy, known by its address for good. What it says is in its versions.

    `owner` looks after it in the portal and is reminded of its review; who answers for it in the school's own
    words is a field of each version.
    """

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("policies:policy", args=[self.slug])
