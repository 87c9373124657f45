"""Letters about a complaint, word for word as they were made."""

from django.db import models
from django.db.models import Q

from incidents.complaints.letter_kinds import ComplaintLetterKind

from .timeline import TimelineEntry


class ComplaintLetter(models.Model):
    """One letter to whoever complained. Append-only; who made it, when and for whom says its entry in the timeline.

    An entry of the kind *to whoever complained* is read on the page of the complaint too; any other letter goes by
    post alone.
    """

    entry = models.OneToOneField(TimelineEntry, on_delete=models.PROTECT, related_name="letter")
    kind = models.CharField(max_length=10, choices=ComplaintLetterKind)
    text = models.TextField()

    class Meta:
        ordering = ["-entry__at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_letter_says_something")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.entry.at:%-d %B %Y}"

    @property
    def is_offered(self) -> bool:
        """Whether whoever complained reads it on the page of their complaint."""
        return self.entry.kind == TimelineEntry.Kind.TO_AUTHOR
