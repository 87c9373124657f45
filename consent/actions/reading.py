"""Reading the full record of a child leaves a trace."""

from django.db import transaction

from audit.models import AuditEvent, Verb
from audit.recorder import record
from people.models import Pupil, User


@transaction.atomic
def record_reading(pupil: Pupil, by: User) -> AuditEvent:
    """Keep that `by` opened the full permission record of `pupil`."""
    return record(Verb.RECORD_READ, target=pupil, by=by)
