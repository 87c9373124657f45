"""Leaving the portal: what goes out as a file is recorded before it is handed out."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.models import User


@transaction.atomic
def record_export(*, school_year: int, form: str, rows: int, by: User | None) -> None:
    """Record that the permission register was handed out. `form` is csv or xlsx."""
    record(Verb.REGISTER_EXPORTED, target=None, by=by, school_year=school_year, form=form, rows=rows)


@transaction.atomic
def record_non_answers(*, school_year: int, form: str, children: int, rows: int, by: User) -> None:
    """Record that the list of families without an answer was handed out: of how many children, in how many rows."""
    record(
        Verb.NON_ANSWERS_EXPORTED, target=None, by=by, school_year=school_year, form=form, children=children, rows=rows
    )
