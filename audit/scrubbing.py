"""Free space of the database, written anew: what was erased stays readable in its file until then (decision record 19).

SQLite overwrites what is deleted (`secure_delete`), and still keeps older copies of pages in the file and in the log
beside it. PostgreSQL keeps every row that was changed or deleted until a vacuum, and its bytes until the table is
written anew.
"""

import logging

from django.db import DatabaseError, connection, transaction

from .models import AuditEvent, Verb
from .recorder import record

STATEMENTS = {
    "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": ("SET lock_timeout = '10s'", "VACUUM (FULL)", "RESET lock_timeout"),
}
logger = logging.getLogger(__name__)


def scrub() -> bool:
    """Write the database anew without what is free in it. Returns whether it was done: where somebody else works in it,
    it is not, and the worker tries again (`is_owed`)."""
    try:
        with connection.cursor() as cursor:
            for statement in STATEMENTS[connection.vendor]:
                cursor.execute(statement)
    except DatabaseError:
        logger.warning("The free space of the database could not be written anew just now. It is tried again.")
        return False
    with transaction.atomic():
        record(Verb.FREE_SPACE_CLEARED, target=None, by=None)
    return True


def is_owed() -> bool:
    """Whether something was destroyed since it was done last."""
    gone = AuditEvent.objects.filter(verb__in=(Verb.DESTROYED, Verb.DESTROYED_AGAIN, Verb.NAMES_GONE))
    done = (
        AuditEvent.objects.filter(verb=Verb.FREE_SPACE_CLEARED).order_by("-sequence").values_list("sequence", flat=True)
    )
    return gone.filter(sequence__gt=done.first() or 0).exists()
