"""`/health/`: is the portal able to work? For monitoring, without a word about anybody."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit import triggers
from audit.models import ChainCheck
from people.delivery import is_overdue
from people.permissions import public
from people.upkeep import is_damaged

from . import heartbeat
from .backups.making import is_overdue as backup_is_overdue
from .upkeep.storage import storage_fault


@public
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, is up to date and guarded, and the worker lives; 503 and the reason otherwise."""
    faults = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            faults.append("migrations are waiting")
        elif triggers.missing():
            faults.append("audit triggers are missing")
        elif heartbeat.is_silent(timezone.now()):
            faults.append("the worker has been silent for over a minute")
        elif is_overdue(timezone.now()):
            faults.append("mail has waited for over an hour")
        elif ChainCheck.is_last_broken():
            faults.append("the last check found the record broken")
        elif backup_is_overdue(timezone.now()):
            faults.append("no backup was made for two days")
        elif is_damaged():
            faults.append("the nightly look found damage in database or files")
        elif storage_fault():
            faults.append("the file storage does not answer")
    except DatabaseError:
        faults.append("the database does not answer")
    return JsonResponse({"status": "fault" if faults else "ok", "faults": faults}, status=503 if faults else 200)
