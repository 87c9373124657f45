"""Documents that a policy leans on."""

from django.db import models


class RelatedDocument(models.Model):
    """A document named in a policy. Without an address it is shown as *not yet linked*, never as a dead link.

    `checked_on` is the day on which somebody last looked whether the address still leads there.
    """

    title = models.CharField(max_length=120, unique=True)
    url = models.URLField(blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_linked(self) -> bool:
        return bool(self.url)
