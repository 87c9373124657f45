"""Writing what a plan decided: in bulk, whatever the size of the school."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from people import school_year as years
from people.marks import Kind, begin_mark, end_mark
from people.models import ClassMembership, Pupil, PupilContact, SchoolClass
from people.names import fold

from .columns import Part
from .plan import PupilChange, RollPlan
from .rows import RollRow, RowContact

BATCH = 500
_CHILD = (
    "legal_forename", "middle_names", "legal_surname", "preferred_forename", "preferred_surname", "born_on",
    "year_group", "joined_on", "do_not_publish",
)  # fmt: skip
_CONTACT = {"has_responsibility": "has_parental_responsibility"}
_NUMBERS = {"admission_number", "upn"}


def write_plan(plan: RollPlan) -> None:
    """Write new, changed and left children, their classes and contacts. Call inside a transaction.

    A plan that changes nothing writes nothing.
    """
    classes = _classes(plan)
    pupils = _write_new(plan)
    _write_changed(plan.changed)
    _write_left(plan)
    _write_memberships(plan, pupils, classes)
    _write_contacts(plan, pupils)
    _write_year_groups(plan, classes)


def _write_new(plan: RollPlan) -> list[Pupil]:
    pupils = [
        Pupil(
            **{field: getattr(row, field) for field in _CHILD},
            admission_number=row.admission_number or None,
            upn=row.upn or None,
            left_on=row.leaves_on + dt.timedelta(days=1) if row.leaves_on else None,
        )
        for row in plan.new
    ]
    made = Pupil.objects.bulk_create(pupils, batch_size=BATCH)
    begin_mark(Kind.NEVER, [pupil.pk for pupil in made if pupil.do_not_publish])
    return made


def _write_changed(changes: Iterable[PupilChange]) -> None:
    """Children whose fields change, grouped by the fields, so that nothing else is touched."""
    groups: dict[tuple[str, ...], list[Pupil]] = defaultdict(list)
    for change in changes:
        if change.fields:
            values = {f.field: (f.becomes or None) if f.field in _NUMBERS else f.becomes for f in change.fields}
            groups[tuple(values)].append(Pupil(pk=change.known.pk, **values))
    for fields, pupils in groups.items():
        Pupil.objects.bulk_update(pupils, fields, batch_size=BATCH)
        if "do_not_publish" in fields:  # a list sets it, only a person takes it off
            begin_mark(Kind.NEVER, [pupil.pk for pupil in pupils])


def _write_left(plan: RollPlan) -> None:
    for pks in _slices([pupil.pk for pupil in plan.left]):
        Pupil.objects.filter(pk__in=pks).update(left_on=plan.day)
        ClassMembership.objects.filter(open_after(plan.day), pupil__in=pks).update(ends_on=plan.day)


def open_after(day: dt.date) -> Q:
    """Memberships that are not over on `day`: those of a year whose end is set already, too."""
    return Q(ends_on=None) | Q(ends_on__gt=day)


def _slices(pks: list[int]) -> Iterable[list[int]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def _classes(plan: RollPlan) -> dict[str, SchoolClass]:
    """The classes of the year by folded code; those that the list adds are made."""
    classes = {fold(c.code): c for c in SchoolClass.objects.filter(school_year=plan.school_year)}
    changed_rows = [change.row for change in plan.changed]
    names: dict[str, RollRow] = {}
    for row in (*plan.new, *changed_rows):
        if row.class_code:
            names.setdefault(fold(row.class_code), row)
    made = [
        SchoolClass(school_year=plan.school_year, code=row.class_code)
        for key, row in names.items()
        if key not in classes
    ]
    SchoolClass.objects.bulk_create(made)
    return classes | {fold(c.code): c for c in made}


def _write_memberships(plan: RollPlan, pupils: list[Pupil], classes: dict[str, SchoolClass]) -> None:
    """The classes of new and moved children. The first class of a year counts from the year's first day."""
    begins = years.first_day(plan.school_year)
    moved = [change for change in plan.changed if change.new_class]
    for pks in _slices([change.known.pk for change in moved]):
        open_ones = ClassMembership.objects.filter(open_after(plan.day), pupil__in=pks)
        open_ones.filter(school_class__school_year=plan.school_year).update(ends_on=plan.day)
        open_ones.filter(school_class__school_year__lt=plan.school_year).update(ends_on=begins)
    memberships = [
        ClassMembership(
            pupil_id=change.known.pk,
            school_class=classes[fold(change.new_class)],
            starts_on=plan.day if change.known.latest_year >= plan.school_year else begins,
        )
        for change in moved
    ]
    memberships += [
        ClassMembership(pupil=pupil, school_class=classes[fold(row.class_code)], starts_on=begins)
        for pupil, row in zip(pupils, plan.new, strict=True)
        if row.class_code
    ]
    ClassMembership.objects.bulk_create(memberships, batch_size=BATCH)


def _write_contacts(plan: RollPlan, pupils: list[Pupil]) -> None:
    contacts = [
        _contact(contact, plan, pupil=pupil)
        for pupil, row in zip(pupils, plan.new, strict=True)
        for contact in row.contacts
    ]
    ended: list[int] = []
    changed: dict[tuple[str, ...], list[PupilContact]] = defaultdict(list)
    for change in plan.changed:
        for contact in change.contacts:
            if contact.known is None and contact.row:
                contacts.append(_contact(contact.row, plan, pupil_id=change.known.pk))
            elif contact.known and contact.row is None:
                ended.append(contact.known.pk)
            elif contact.known:
                values = {_CONTACT.get(field.field, field.field): field.becomes for field in contact.fields}
                known = PupilContact(pk=contact.known.pk, pupil_id=change.known.pk, **values)
                changed[tuple(values)].append(known)
    PupilContact.objects.bulk_create(contacts, batch_size=BATCH)
    begin_mark(Kind.NO_SAY, contacts=[one for one in contacts if not one.has_parental_responsibility])
    for fields, rows in changed.items():
        PupilContact.objects.bulk_update(rows, fields, batch_size=BATCH)
        if "has_parental_responsibility" in fields:
            begin_mark(Kind.NO_SAY, contacts=[one for one in rows if not one.has_parental_responsibility])
            end_mark(Kind.NO_SAY, contacts=[one for one in rows if one.has_parental_responsibility])
    for pks in _slices(ended):
        PupilContact.objects.filter(pk__in=pks).update(ends_on=plan.day)


def _contact(contact: RowContact, plan: RollPlan, **pupil: Any) -> PupilContact:
    """A new contact. Responsibility is a yes unless the list has a column for it that does not say so."""
    said = contact.has_responsibility
    return PupilContact(
        **pupil,
        name=contact.name,
        email=contact.email,
        relationship=contact.relationship,
        priority=contact.priority,
        has_parental_responsibility=Part.CONTACT_RESPONSIBILITY not in plan.given if said is None else said,
    )


def _write_year_groups(plan: RollPlan, classes: dict[str, SchoolClass]) -> None:
    """Which year groups are in each class, told from the children who are in it now."""
    groups: dict[int, set[str]] = defaultdict(set)
    rows = ClassMembership.objects.filter(school_class__school_year=plan.school_year, ends_on=None)
    for pk, year in rows.values_list("school_class_id", "pupil__year_group").distinct():
        groups[pk].add(year)
    changed = []
    for school_class in classes.values():
        found = sorted(groups[school_class.pk] - {""}, key=_year_order)
        if found and found != school_class.year_groups:
            school_class.year_groups = found
            changed.append(school_class)
    SchoolClass.objects.bulk_update(changed, ["year_groups"])


def _year_order(year: str) -> int:
    """Nursery, Reception, then by number."""
    return {"N": -1, "R": 0}.get(year) or (int(year) if year.isdecimal() else 0)
