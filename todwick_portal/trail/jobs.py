"""Checking a long record beside the requests, so that nobody waits on a blank page."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from audit.checking import check_chain
from audit.models import AuditEvent
from people.models import User

LONG = 50_000
OPEN = ("READY", "RUNNING")


@task()
def check_in_the_worker(by_id: int) -> None:
    """Check the record for whoever pressed the button."""
    check_chain(by=User.objects.get(pk=by_id))


def length() -> int:
    """How many events the record has: the number of the last."""
    return AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def is_checking() -> bool:
    """Whether the worker is to check the record, or does so now."""
    return DBTaskResult.objects.filter(task_path=check_in_the_worker.module_path, status__in=OPEN).exists()
