"""Documents that a policy leans on."""

import uuid

from django.conf import settings
from django.db import models


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

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_linked(self) -> bool:
        return bool(self.url or self.file)
