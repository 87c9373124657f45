"""`manage.py portal_status`: how the portal is doing, as JSON, for whoever runs the server (contract 2)."""

import datetime as dt
import json
import sys
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from audit.commands import PlainCommand
from todwick_portal.upkeep.state import as_data, signs
from todwick_portal.version import version

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
NO_DATABASE = {"key": "database", "name": "Database", "state": "no", "says": "It does not answer."}


class Command(PlainCommand):
    help = (
        "Print how the portal is doing as JSON: what head and office read under How the portal is doing, with details. "
        "No names, nothing about children or cases. Exit 0 where all is in order or should only be seen to; exit 1 "
        "where something is at fault."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = as_data(signs(timezone.now(), web_since=LONG_AGO))
        except DatabaseError:
            said = {"status": "fault", "version": version(), "signs": [NO_DATABASE]}
        self.stdout.write(json.dumps(said, indent=1, ensure_ascii=False))
        if said["status"] == "fault":
            sys.exit(1)
