"""What the portal lets go of by itself, gathered from the apps. Run by the worker."""

import logging

from django.utils import timezone

from consent.actions.retention import blank_old_comments, drop_expired_surveys
from people.actions.waiting import drop_old_loads

RETENTION_EVERY_SECONDS = 600
logger = logging.getLogger(__name__)


def let_go() -> dict[str, int]:
    """Drop what was held as long as it may be. Returns how many of each kind, for the log: counts, no names."""
    now = timezone.now()
    done = {
        "survey files": drop_expired_surveys(now),
        "pupil and staff lists": drop_old_loads(),
        "comments": blank_old_comments(now),
    }
    if any(done.values()):
        logger.info("Let go: %s", ", ".join(f"{count} {kind}" for kind, count in done.items() if count))
    return done
