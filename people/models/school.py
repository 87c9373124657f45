"""School years, classes and who teaches them; what the school has set for itself."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people import school_year

from .users import User


class SchoolYearQuerySet(models.QuerySet["SchoolYear"]):
    def year_on(self, day: dt.date) -> int:
        """The school year of `day` by the school's own boundaries, else from 1 September."""
        row = self.filter(starts_on__lte=day, ends_on__gte=day).first()
        return row.starts_in if row else school_year.school_year_of(day)


class SchoolYear(models.Model):
    """A school year and its boundaries. `starts_in` 2026 is 2026/27."""

    starts_in = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_in"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="year_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return school_year.label(self.starts_in)


class SchoolClass(models.Model):
    """A class in one school year, such as 3H. A class is not a year group: it may hold two (3/4B)."""

    school_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    year_groups = models.JSONField(default=list, help_text='"R", "1" ... "6"')
    teachers = models.ManyToManyField(User, through="ClassTeacher", related_name="classes")

    class Meta:
        ordering = ["school_year", "code"]
        constraints = [models.UniqueConstraint(fields=["school_year", "code"], name="one_class_of_a_code_each_year")]

    def __str__(self) -> str:
        return self.code


class ClassTeacher(models.Model):
    """Who teaches a class, from one day to another."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="teaching")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="teaching")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.school_class}"


class SchoolSetting(models.Model):
    """One thing the school has set for itself. The known keys and their defaults are in `people/settings.py`."""

    key = models.CharField(max_length=60, unique=True)
    value = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key
