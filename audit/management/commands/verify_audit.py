"""`manage.py verify_audit`: does the record of everything still hold?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from audit import chain, triggers
from audit.models import AuditEvent


class Command(BaseCommand):
    help = "Read the whole audit chain. Exit 0 with the count and the head, exit 1 with the first broken event."

    def handle(self, *args: Any, **options: Any) -> None:
        if gone := triggers.missing():
            self.stderr.write(
                f"These triggers are missing: {', '.join(gone)}. Run `manage.py migrate` to put them back."
            )
            sys.exit(1)
        finding = chain.verify(AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000))
        if finding.fault:
            self.stderr.write(f"{finding.fault} The {finding.count} events before it hold.")
            sys.exit(1)
        self.stdout.write(f"{finding.count} events hold. Head of the chain: {finding.head}")
