"""The school's calendar: terms, and the days within them on which there is no school."""

from django.db import models
from django.db.models import F, Q


class Term(models.Model):
    """One of the terms of a school year; both days are days of the term."""

    class Name(models.TextChoices):
        AUTUMN = "autumn", "Autumn term"
        SPRING = "spring", "Spring term"
        SUMMER = "summer", "Summer term"

    school_year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=6, choices=Name)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["school_year", "name"], name="each_term_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.starts_on:%Y}"


class Closure(models.Model):
    """Days of a term on which pupils are not in school: half-term, an INSET day, snow. Both ends included.

    Bank holidays are not kept here: they are the same for every school in England (`people/calendar.py`).
    """

    class Kind(models.TextChoices):
        HALF_TERM = "half_term", "Half-term"
        INSET = "inset", "INSET day"
        CLOSED = "closed", "School closed"

    school_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="closure_does_not_end_before_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on:%-d %B %Y}"
