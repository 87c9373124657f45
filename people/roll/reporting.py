"""What loading a pupil list changed, as plain values for a report file."""

import datetime as dt
from typing import Any

from .changes import FieldChange
from .known import KnownPupil
from .plan import PupilChange, RollPlan


def roll_report(plan: RollPlan, file_name: str, sha256: str, *, dry_run: bool) -> dict[str, Any]:
    """The load in numbers and, child by child, by admission number; names stand only where a number lacks."""
    return {
        "file": file_name,
        "sha256": sha256,
        "school_year": plan.school_year,
        "dry_run": dry_run,
        "partial": plan.is_partial,
        "counts": plan.counts,
        "new": [{"row": row.record, "pupil": row.admission_number or row.upn or row.name} for row in plan.new],
        "changed": [_changed(change) for change in plan.changed],
        "left": [_pupil(pupil) for pupil in plan.left],
        "notes": [{"row": warning.row, "message": warning.message} for warning in plan.warnings],
    }


def _pupil(pupil: KnownPupil) -> str:
    return pupil.admission_number or pupil.upn or pupil.name


def _changed(change: PupilChange) -> dict[str, Any]:
    fields = [_field(field) for field in change.fields]
    if change.new_class:
        fields.append({"field": "class", "was": change.known.class_code, "becomes": change.new_class})
    return {
        "row": change.row.record,
        "pupil": _pupil(change.known),
        "fields": fields,
        "contacts": len(change.contacts),
    }


def _field(field: FieldChange) -> dict[str, Any]:
    return {"field": field.field, "was": _plain(field.was), "becomes": _plain(field.becomes)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
