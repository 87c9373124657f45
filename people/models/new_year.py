"""The school year that comes: what the office has chosen for it, and what was written when it was prepared."""

from django.db import models

from people import school_year

from .users import User


class NewYear(models.Model):
    """One new school year on its way: chosen step by step, then prepared; from its first day on it is history.

    `choices` holds classes, the keys of class teachers and a date (`people/new_year.py`); `written` the keys of the
    rows that preparing it made or changed, so that it can be taken back.
    """

    class Status(models.TextChoices):
        CHOOSING = "choosing", "Not saved yet"
        PREPARED = "prepared", "Prepared"

    school_year = models.PositiveSmallIntegerField(unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CHOOSING)
    choices = models.JSONField(default=dict)
    written = models.JSONField(default=dict)
    prepared_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-school_year"]

    def __str__(self) -> str:
        return school_year.label(self.school_year)

    @property
    def is_prepared(self) -> bool:
        """Whether its classes stand."""
        return self.status == self.Status.PREPARED
