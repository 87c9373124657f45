"""The roll of a school year as plain values, for those who compare something with it."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q

from people import school_year as years
from people.models import ClassMembership, ClassTeacher, Pupil, PupilContact, SchoolClass

from .listing import ListedClass, ListedContact, ListedPupil, Roll

_FIELDS = (
    "pk", "admission_number", "upn", "legal_forename", "middle_names", "legal_surname", "preferred_forename",
    "preferred_surname", "born_on", "year_group",
)  # fmt: skip


def current_roll(school_year: int, day: dt.date) -> Roll:
    """Who belongs to the school on `day`, with the classes of `school_year`. Five queries, however many pupils.

    A day outside the school year counts as the nearest day inside it: a list for September that is loaded in
    July is compared with September's classes.
    """
    day = min(max(day, years.first_day(school_year)), years.last_day(school_year))
    classes = _class_codes(school_year, day)
    contacts = _contacts(day)
    pupils = []
    for values in Pupil.objects.on_roll_on(day).order_by("pk").values_list(*_FIELDS):
        fields = dict(zip(_FIELDS, values, strict=True))
        fields["admission_number"] = fields["admission_number"] or ""
        fields["upn"] = fields["upn"] or ""
        pk = fields["pk"]
        pupils.append(
            ListedPupil(**fields, class_codes=tuple(classes.get(pk, ())), contacts=tuple(contacts.get(pk, ())))
        )
    return Roll(school_year, tuple(pupils), _listed_classes(school_year, day))


def _class_codes(school_year: int, day: dt.date) -> dict[int, list[str]]:
    rows = ClassMembership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day),
        Q(starts_on=None) | Q(starts_on__lte=day),
        school_class__school_year=school_year,
    ).order_by("pk")
    codes: dict[int, list[str]] = defaultdict(list)
    for pupil, code in rows.values_list("pupil_id", "school_class__code"):
        codes[pupil].append(code)
    return codes


def _contacts(day: dt.date) -> dict[int, list[ListedContact]]:
    """Contacts whose end is not reached. Their beginning is the day they were loaded, which says nothing."""
    rows = PupilContact.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day)).order_by("priority", "pk")
    contacts: dict[int, list[ListedContact]] = defaultdict(list)
    fields = ("pupil_id", "name", "email", "relationship", "has_parental_responsibility")
    for pupil, name, email, relationship, responsible in rows.values_list(*fields):
        contacts[pupil].append(ListedContact(name, email, relationship, responsible))
    return contacts


def _listed_classes(school_year: int, day: dt.date) -> tuple[ListedClass, ...]:
    teachers: dict[int, list[str]] = defaultdict(list)
    rows = ClassTeacher.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, school_class__school_year=school_year
    ).order_by("pk")
    for school_class, title, surname in rows.values_list("school_class_id", "user__title", "user__surname"):
        teachers[school_class].append(f"{title} {surname}".strip())
    fields = ("pk", "code", "name", "year_groups")
    return tuple(
        ListedClass(code, name, tuple(groups), tuple(teachers.get(pk, ())))
        for pk, code, name, groups in SchoolClass.objects.filter(school_year=school_year).values_list(*fields)
    )
