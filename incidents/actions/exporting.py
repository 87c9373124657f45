"""Leaving the portal: what goes out as a file is recorded before it is handed out."""

from django.db import transaction
from django.db.models import Model

from audit.models import Verb
from audit.recorder import record
from people.models import User


@transaction.atomic
def record_export(*, form: str, rows: int, by: User) -> None:
    """Record that the list of incidents was handed out: as csv or xlsx, and of how many."""
    record(Verb.INCIDENTS_EXPORTED, target=None, by=by, form=form, rows=rows)


@transaction.atomic
def record_breach_export(*, form: str, rows: int, by: User) -> None:
    """Record that the list of data breaches was handed out: as csv or xlsx, and of how many."""
    record(Verb.BREACH_EXPORTED, target=None, by=by, form=form, rows=rows)


@transaction.atomic
def record_register_export(*, form: str, rows: int, by: User) -> None:
    """Record that the register of complaints was handed out: as csv or xlsx, and of how many."""
    record(Verb.COMPLAINT_EXPORTED, target=None, by=by, form=form, rows=rows)


@transaction.atomic
def record_trail_export(target: Model, *, by: User) -> None:
    """Record that the trail of a record was handed out as a file."""
    record(Verb.TRAIL_EXPORTED, target=target, by=by)
