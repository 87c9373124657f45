"""What the portal lets go of by itself, gathered from the apps. Run by the worker."""

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import scrubbing
from audit.models import Actor, Verb
from audit.recorder import acting_as, record
from consent.actions.retention import blank_old_comments, drop_expired_surveys
from incidents.actions.bundles import let_bundles_go
from incidents.actions.complaint_codes import drop_mailed_codes
from incidents.actions.complaint_drafts import sweep_drafts
from incidents.actions.drafts import let_drafts_go
from incidents.actions.erasing_names import black_out_waiting
from incidents.actions.evidence_ending import sweep_evidence
from people import destroyed_list
from people.actions.logo import put_former_logos_away
from people.actions.mail import let_mail_go
from people.actions.sign_in import drop_ended_sessions
from people.actions.waiting import drop_old_loads
from people.models import DestructionRecord

RETENTION_EVERY_SECONDS = 600
logger = logging.getLogger(__name__)


def let_go() -> dict[str, int]:
    """Drop what was held as long as it may be (domain 0.11). Returns how many of each kind: counts, no names.

    Recorded as one event of the worker, but only where anything went. What two people had destroyed is seen to as well:
    names that had to wait, and the list of it.
    """
    with acting_as(Actor.WORKER):
        black_out_waiting()
        _keep_list()
        now = timezone.now()
        drop_ended_sessions(now)
        # First, and with no row held: the storage may be far away and slow.
        return _let_go(now, left_over=sweep_evidence(now))


def _keep_list() -> None:
    """Bring the list of what was destroyed up to date, where a full disk kept that from being done at once. None is
    begun where nothing was: an empty one would tell a restore that nothing is missing from it."""
    try:
        if DestructionRecord.objects.exists():
            destroyed_list.keep()
    except OSError:  # no room on the disk: next time. The worker has other things to do
        logger.exception("The list of what was destroyed could not be written.")


def clear_free_space() -> bool:
    """Write the database anew where that could not be done when something was destroyed. Outside a transaction."""
    with acting_as(Actor.WORKER):
        return scrubbing.is_owed() and scrubbing.scrub()


@transaction.atomic
def _let_go(now: dt.datetime, left_over: int) -> dict[str, int]:
    done = {
        "survey files": drop_expired_surveys(now),
        "pupil and staff lists": drop_old_loads(),
        "comments": blank_old_comments(now),
        "complaint drafts": sweep_drafts(now),
        "evidence left over": left_over,
        "report drafts": let_drafts_go(now),
        "bundles": let_bundles_go(now),
        "codes by mail": drop_mailed_codes(now),
        "former logos": put_former_logos_away(),
        **let_mail_go(now),
    }
    if any(done.values()):
        counts: dict[str, Any] = {kind.replace(" ", "_"): count for kind, count in done.items()}
        record(Verb.RETENTION_RUN, target=None, by=None, **counts)
        logger.info("Let go: %s", ", ".join(f"{count} {kind}" for kind, count in done.items() if count))
    return done
