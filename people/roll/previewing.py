"""A plan in words, for the page that is looked at before a list is saved."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from .changes import ContactChange, FieldChange
from .plan import PupilChange, RollPlan
from .staff.plan import AccountChange, StaffPlan

LONGEST = 300


@dataclass(frozen=True)
class Line:
    """One thing that becomes another, for one person. `was` and `becomes` are words; empty is nothing."""

    name: str
    tag: str
    label: str
    was: str
    becomes: str


def fingerprint(plan: RollPlan | StaffPlan) -> str:
    """What was on the page when somebody pressed *save*, so that something else is never saved."""
    if isinstance(plan, RollPlan):
        shown = repr((plan.new, plan.changed, plan.left, plan.is_partial))
    else:
        shown = repr((plan.new, plan.changed))
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def pupil_lines(changes: Iterable[PupilChange]) -> list[Line]:
    """What changes of the children, one line a thing."""
    lines = []
    for change in changes:
        name, tag = change.known.name, change.new_class or change.known.class_code
        lines += [_line(name, tag, field) for field in change.fields]
        if change.new_class:
            lines.append(Line(name, tag, "Class", change.known.class_code, change.new_class))
        for contact in change.contacts:
            lines += _contact_lines(name, tag, contact)
    return lines


def _contact_lines(name: str, tag: str, contact: ContactChange) -> list[Line]:
    if contact.known is None and contact.row:
        return [Line(name, tag, "Parent or carer", "", contact.row.name)]
    if contact.known and contact.row is None:
        return [Line(name, tag, "Parent or carer", contact.known.name, "no longer on the list")]
    who = contact.known.name if contact.known else ""
    return [_line(name, tag, field, f" of {who}") for field in contact.fields]


def account_lines(changes: Iterable[AccountChange]) -> list[Line]:
    """What changes for people who have an account, one line a thing."""
    lines = []
    for change in changes:
        name, tag = change.row.name, change.row.staff_code
        lines += [_line(name, tag, field) for field in change.fields]
        lines += [Line(name, tag, "Role", "", role.label) for role in change.roles_given]
        ends = _words(change.row.ends_on)
        lines += [Line(name, tag, "Role", held.role.label, f"until {ends}") for held in change.roles_ended]
        lines += [Line(name, tag, "Class", "", code) for code in change.classes_begun]
        lines += [Line(name, tag, "Class", link.code, "no longer") for link in change.classes_ended]
    return lines


def _line(name: str, tag: str, field: FieldChange, of: str = "") -> Line:
    return Line(name, tag, field.label + of, _words(field.was), _words(field.becomes))


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value)
