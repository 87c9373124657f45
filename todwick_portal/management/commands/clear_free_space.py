"""`manage.py clear_free_space`: write the database anew after something was destroyed, as the owner of its tables."""

import sys
from typing import Any

from audit import scrubbing
from audit.commands import PlainCommand
from todwick_portal.retention import clear_free_space

NOTHING = "Nothing was destroyed since the database was written anew last."
DONE = "The database was written anew: what was destroyed is not in its free space any more."
NOT_DONE = (
    "The database could not be written anew: somebody works in it just now, or its tables belong to another role "
    "(portal --owner clear_free_space). It stays owed."
)


class Command(PlainCommand):
    help = (
        "Write the database anew where something was destroyed since that was done last. On PostgreSQL run it as the "
        "role that owns the tables; the backup of each night does. Exit 2, one line on standard error: it was not done."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not scrubbing.is_owed():
            self.stdout.write(NOTHING)
        elif clear_free_space():
            self.stdout.write(DONE)
        else:
            self.stderr.write(NOT_DONE)
            sys.exit(2)
