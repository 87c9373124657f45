"""Documents that a policy leans on."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse

from audit.models import AuditEvent
from people.permissions import Permission

from .states import PUBLIC

LINKED = ~Q(url="") | ~Q(file="")
TOUCHED = LINKED | Q(checked_on__isnull=False) | Q(checked_by__isnull=False) | ~Q(dated="")


def _entered() -> models.QuerySet[AuditEvent]:
    """What was done by hand to the document of the query around it, its entering above all."""
    key = Cast(OuterRef("pk"), models.CharField())
    return AuditEvent.objects.filter(target_model="policies.relateddocument", target_id=key)


def a_year_before(day: dt.date) -> dt.date:
    """The same day of the year before; of 29 February, the 28th.

    >>> a_year_before(dt.date(2028, 2, 29))
    datetime.date(2027, 2, 28)
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class RelatedDocumentQuerySet(models.QuerySet["RelatedDocument"]):
    def visible_to(self, user: Any) -> "RelatedDocumentQuerySet":
        """What `user` may know of: a title that only a draft brought in is a part of the draft."""
        if user.has_perm(Permission.POLICY_DRAFT_VIEW):
            return self
        public = self.model.objects.cited_in_public().values("pk")
        return self.filter(TOUCHED | Exists(_entered()) | Q(pk__in=public))

    def only_named(self) -> "RelatedDocumentQuerySet":
        """Those of which there is nothing but a title that the wording of a version brought in."""
        return self.filter(~TOUCHED, ~Exists(_entered()))

    def cited_in_public(self):
        """Those that a version cites which everybody may read, the earlier versions too."""
        return self.filter(cited_by__version__status__in=PUBLIC).distinct()

    def to_look_at_on(self, day: dt.date) -> "RelatedDocumentQuerySet":
        """Those with a link or a file at which nobody has looked for 12 months (A11; requirements 21)."""
        return self.filter(LINKED).filter(Q(checked_on=None) | Q(checked_on__lte=a_year_before(day)))


class RelatedDocument(models.Model):
    """A document named in a policy, with a link or a file. Without either it is shown as *not yet linked*.

    `checked_on` is the day on which somebody last looked whether the address still leads there, or whether the
    file is still the one that holds; `dated` is the document's own date or version, in its words. A file is kept
    under a name of the portal's own and given out under `file_name`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120, unique=True)
    url = models.URLField(blank=True)
    file = models.FileField(upload_to="documents/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    dated = models.CharField("date or version", max_length=60, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RelatedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which it is edited."""
        return reverse("policies:document", args=[self.public_id])

    @property
    def address(self) -> str:
        """Where it is read: its own file before a link; empty where there is neither."""
        return reverse("policies:document-file", args=[self.public_id]) if self.file else self.url

    def is_to_look_at_on(self, day: dt.date) -> bool:
        """As `to_look_at_on`, of this one."""
        return self.is_linked and (self.checked_on is None or self.checked_on <= a_year_before(day))

    @property
    def is_linked(self) -> bool:
        return bool(self.url or self.file)
