"""School years, classes and who teaches them; what the school has set for itself."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people import school_year
from people.permissions import Permission

from .users import User


class SchoolYearQuerySet(models.QuerySet["SchoolYear"]):
    def year_on(self, day: dt.date) -> int:
        """The school year of `day` by the school's own boundaries, else from 1 September."""
        return year_of(self.of(day)[:1], day)

    def of(self, day: dt.date) -> "SchoolYearQuerySet":
        """The row of `day`, if the school entered one."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


def year_of(rows: Iterable["SchoolYear"], day: dt.date) -> int:
    """The school year of `day` by the rows `of` that day; the later one, should two hold it."""
    return max((row.starts_in for row in rows), default=school_year.school_year_of(day))


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


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    def visible_to(self, user: Any):
        """The classes whose permissions `user` may look at: all for a person, its own for a class tablet."""
        if not user.has_perm(Permission.CONSENT_CHECK):
            return self.none()
        return self if user.only_classes is None else self.filter(pk__in=user.only_classes)

    def with_figures(self, day: dt.date):
        """Each class with `children`, the number of those in it on `day`, and `teachers_now`. Two queries."""
        here = (Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=day)) & (
            Q(memberships__pupil__left_on=None) | Q(memberships__pupil__left_on__gt=day)
        )
        arrived = (Q(memberships__starts_on=None) | Q(memberships__starts_on__lte=day)) & (
            Q(memberships__pupil__joined_on=None) | Q(memberships__pupil__joined_on__lte=day)
        )
        teaching = ClassTeacher.objects.in_force_on(day).select_related("user").order_by("pk")
        return self.annotate(
            children=models.Count("memberships__pupil", filter=here & arrived, distinct=True)
        ).prefetch_related(models.Prefetch("teaching", queryset=teaching, to_attr="teachers_now"))


class SchoolClass(models.Model):
    """A class in one school year, such as 3H. A class is not a year group: it may hold two (3/4B)."""

    school_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    year_groups = models.JSONField(default=list, help_text='"R", "1" ... "6"')
    teachers = models.ManyToManyField(User, through="ClassTeacher", related_name="classes")

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        ordering = ["school_year", "code"]
        constraints = [models.UniqueConstraint(fields=["school_year", "code"], name="one_class_of_a_code_each_year")]

    def __str__(self) -> str:
        return self.code

    @property
    def year_label(self) -> str:
        """The school year as people write it."""
        return school_year.label(self.school_year)

    @property
    def year_words(self) -> str:
        """Its year groups as people say them: "Reception", "Years 3, 4"."""
        words = {"N": "Nursery", "R": "Reception"}
        named = [words[year] for year in self.year_groups if year in words]
        numbers = [year for year in self.year_groups if year not in words]
        if numbers:
            named.append(f"Year{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}")
        return ", ".join(named)

    @property
    def school_order(self) -> tuple[int, str]:
        """For sorting as a school does: nursery and reception first, then by year; a class without year last."""
        years = [{"N": -1, "R": 0}.get(year, int(year) if year.isdecimal() else 99) for year in self.year_groups]
        return min(years, default=99), self.code


class ClassTeacherQuerySet(models.QuerySet["ClassTeacher"]):
    def in_force_on(self, day: dt.date):
        """Who teaches which class on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class ClassTeacher(models.Model):
    """Who teaches a class, from one day to another, both included."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="teaching")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="teaching")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = ClassTeacherQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: {self.school_class}"


class SchoolSetting(models.Model):
    """One thing the school has set for itself. The known keys and their defaults are in `people/settings.py`."""

    key = models.CharField(max_length=60, unique=True)
    value = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key
