"""Free space of the database, written anew: what was erased stays readable in its file until then (decision record 19).

SQLite overwrites what is deleted (`secure_delete`), and still keeps older copies of pages in the file and in the log
beside it. PostgreSQL keeps every row that was changed or deleted until a vacuum, and its bytes until the table is
written anew.
"""

import logging
from typing import Any

from django.db import DatabaseError, connection, transaction

from .models import AuditEvent, Verb
from .recorder import record

PATIENCE = 3  # seconds: somebody waits for the page on which it was confirmed
STATEMENTS = {
    "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": ("VACUUM (FULL)",),
}
WAITS = {
    "sqlite": (f"PRAGMA busy_timeout = {PATIENCE * 1000}", "PRAGMA busy_timeout = {}"),
    "postgresql": (f"SET lock_timeout = '{PATIENCE}s'", "RESET lock_timeout"),
}
# A role that does not own a table leaves it out with a warning, no fault. Who holds the rights of the owner may do it.
OF_OTHERS = (
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_tables"
    " WHERE schemaname = 'public' AND NOT pg_has_role(tableowner, 'USAGE'))"
)
logger = logging.getLogger(__name__)


def scrub() -> bool:
    """Write the database anew without what is free in it. Returns whether it was done: where somebody else works in it,
    it is not, and the worker tries again (`is_owed`). Nor where the tables are somebody else's: `clear_free_space`, run
    as their owner, does it then."""
    try:
        if _is_of_others():
            logger.info("The free space of the database is written anew by the owner of its tables alone.")
            return False
        is_done = _rewritten()
    except DatabaseError:
        is_done = False
    if not is_done:
        logger.warning("The free space of the database could not be written anew just now. It is tried again.")
        return False
    with transaction.atomic():
        record(Verb.FREE_SPACE_CLEARED, target=None, by=None)
    return True


def _is_of_others() -> bool:
    """Whether PostgreSQL would leave a table out, because this role does not own it (decision record 22)."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(OF_OTHERS)
        return bool(cursor.fetchone()[0])


def _rewritten() -> bool:
    """SQLite says of its log whether somebody still reads in it; it then holds what was erased."""
    short, usual = WAITS[connection.vendor]
    with connection.cursor() as cursor:
        before = _busy_timeout(cursor)
        cursor.execute(short)
        try:
            for statement in STATEMENTS[connection.vendor]:
                cursor.execute(statement)
            is_in_use = connection.vendor == "sqlite" and cursor.fetchone()[0]
        finally:
            cursor.execute(usual.format(before))
    return not is_in_use


def _busy_timeout(cursor: Any) -> int:
    if connection.vendor != "sqlite":
        return 0
    cursor.execute("PRAGMA busy_timeout")
    return int(cursor.fetchone()[0])


def is_owed() -> bool:
    """Whether something was destroyed since it was done last."""
    gone = AuditEvent.objects.filter(verb__in=(Verb.DESTROYED, Verb.DESTROYED_AGAIN, Verb.NAMES_GONE))
    done = (
        AuditEvent.objects.filter(verb=Verb.FREE_SPACE_CLEARED).order_by("-sequence").values_list("sequence", flat=True)
    )
    return gone.filter(sequence__gt=done.first() or 0).exists()
