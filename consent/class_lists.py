"""The classes of today with the children in them, for choosing who can be seen in a picture."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from people.models import ClassTeacher, Pupil, RollImport, User
from people.names import fold

NO_CLASS = "-"
SHORT = 10


@dataclass
class ClassList:
    """One class and its children, by the name they are called. `code` is "-" for those in no class."""

    code: str
    is_own: bool = False
    years: tuple[str, ...] = ()
    pupils: list[Pupil] = field(default_factory=list)

    @property
    def label(self) -> str:
        return "no class" if self.code == NO_CLASS else self.code


@dataclass
class ClassLists:
    """The classes of a day, one's own first. `updated_at`: when a pupil list was last loaded."""

    classes: list[ClassList]
    pupils: dict[int, Pupil]
    updated_at: dt.datetime | None

    def by_code(self, code: str) -> ClassList | None:
        return next((listed for listed in self.classes if listed.code == code), None)

    def class_of(self, pupil: Pupil) -> str:
        """The class in which a pupil is listed first."""
        return next(listed.label for listed in self.classes if pupil in listed.pupils)

    def in_order(self, numbers: Collection[int]) -> list[Pupil]:
        """The pupils of these row numbers, class by class; each once."""
        return list({p.pk: p for listed in self.classes for p in listed.pupils if p.pk in numbers}.values())

    def handles(self) -> dict[str, Pupil]:
        """Pupils by what stands for them in an address: the beginning of their public id, and no name."""
        short = Counter(pupil.public_id.hex[:SHORT] for pupil in self.pupils.values())
        return {
            handle if short[handle := pupil.public_id.hex[:SHORT]] == 1 else pupil.public_id.hex: pupil
            for pupil in self.pupils.values()
        }


def class_lists(user: User, day: dt.date, school_year: int) -> ClassLists:
    """The classes of `school_year` with everybody on the roll that `user` may know of. One query."""
    return lists_of(listed_rows(user, day), school_year)


def lists_of(rows: Iterable[Any], school_year: int) -> ClassLists:
    """The same by the rows that `listed_rows` asks for.

    A child in two classes is listed in both, and is one pupil all the same.
    """
    lists: dict[str, ClassList] = {}
    pupils: dict[int, Pupil] = {}
    placed: set[int] = set()
    updated_at = None
    for row in rows:
        pupil = pupils.setdefault(row.pk, row)
        updated_at = row.list_updated_at
        if row.class_year == school_year:
            listed = lists.setdefault(row.class_code, ClassList(row.class_code, row.is_own, tuple(row.class_years)))
            placed.add(pupil.pk)
            if pupil not in listed.pupils:
                listed.pupils.append(pupil)
    if without := [pupil for pupil in pupils.values() if pupil.pk not in placed]:
        lists[NO_CLASS] = ClassList(NO_CLASS, pupils=without)
    for listed in lists.values():
        listed.pupils.sort(key=as_called)
    return ClassLists(sorted(lists.values(), key=in_school_order), pupils, updated_at)


def days_old(updated_at: dt.datetime | None, today: dt.date) -> int | None:
    """How old the pupil list is, in days. None where none has been loaded."""
    return (today - timezone.localtime(updated_at).date()).days if updated_at else None


def members_on(user: User, code: str, school_year: int, day: dt.date) -> list[Pupil]:
    """Who of those that `user` may know of is in the class `code` on `day`. Empty where there is no such class."""
    members = (
        Pupil.objects.visible_to(user)
        .on_roll_on(day)
        .filter(
            Q(memberships__starts_on=None) | Q(memberships__starts_on__lte=day),
            Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=day),
            memberships__school_class__school_year=school_year,
            memberships__school_class__code=code,
        )
    )
    return sorted(members.defer("do_not_publish_reason").distinct(), key=as_called)


def as_called(pupil: Pupil) -> tuple[str, str, int]:
    """The order in which children are listed: by the name they are called."""
    return fold(pupil.called), fold(pupil.called_surname), pupil.pk


def in_school_order(listed: ClassList) -> tuple[bool, bool, int, str]:
    """One's own class, then from Reception upwards, those without a class last."""
    first = listed.years[0] if listed.years else ""
    year = int(first) if first.isdecimal() else (0 if first else 99)
    return listed.code == NO_CLASS, not listed.is_own, year, listed.code


def listed_rows(user: User, day: dt.date) -> QuerySet[Any]:
    """A row for each pupil and class. The date of the list comes along, for one query instead of two."""
    now_in = FilteredRelation(
        "memberships",
        condition=(Q(memberships__starts_on=None) | Q(memberships__starts_on__lte=day))
        & (Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=day)),
    )
    teaching = ClassTeacher.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        school_class=OuterRef("now_in__school_class"),
        user_id=user.pk,
        starts_on__lte=day,
    )
    loads = RollImport.objects.filter(kind=RollImport.Kind.PUPILS, status=RollImport.Status.APPLIED)
    rows = (
        Pupil.objects.visible_to(user)
        .on_roll_on(day)
        .annotate(now_in=now_in)
        .annotate(
            class_pk=F("now_in__school_class"),
            class_code=F("now_in__school_class__code"),
            class_year=F("now_in__school_class__school_year"),
            class_years=F("now_in__school_class__year_groups"),
            is_own=Exists(teaching),
            list_updated_at=Subquery(loads.order_by("-applied_at").values("applied_at")[:1]),
        )
        .defer("do_not_publish_reason")
        .order_by()
    )
    # A class tablet lists its own classes alone, also of a child who is in another one as well.
    return rows if user.only_classes is None else rows.filter(class_pk__in=user.only_classes)
