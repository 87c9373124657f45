"""`manage.py system_events`: what happened to the portal itself, for whoever runs the server."""

from typing import Any

from django.core.management.base import CommandParser
from django.db.models import Q

from audit.commands import PlainCommand
from audit.models import AuditEvent
from people.models import Notification
from todwick_portal.trail.system import GROUPS, in_one_line, verbs_of

MOST = 1000


class Command(PlainCommand):
    help = (
        "The newest events of the portal itself: sign-ins, accounts and roles by number, settings, mail sent again, "
        "backups, checks. No names, no words of anybody, nothing about children."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", choices=sorted(GROUPS), help="only this kind")
        parser.add_argument("--before", type=int, metavar="N", help="only events before number N: the next page")
        parser.add_argument("--limit", type=int, default=50, help=f"how many, {MOST} at most (50)")

    def handle(self, *args: Any, **options: Any) -> None:
        before = Q(sequence__lt=options["before"]) if options["before"] else Q()
        events = AuditEvent.objects.filter(before, verb__in=verbs_of(options["kind"]))
        for event in events.order_by("-sequence")[: min(max(options["limit"], 1), MOST)]:
            self.stdout.write(in_one_line(event))
        failed = Notification.objects.failed().count()
        self.stdout.write(f"Mails that could not be sent: {failed}")
