"""What the worker looks at each night: the database, the files, and the certificate."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator

from django.db import DatabaseError
from django.utils import timezone

from audit.models import Actor
from audit.recorder import acting_as
from people.actions.upkeep import keep_check
from people.models import UpkeepCheck

from .certificate import has_certificate, look_at_certificate
from .finding import Finding
from .integrity import look_at_database, look_at_files

NIGHT = dt.time(2)  # people sleep, and the backup of ten past two is about to be made
Kind = UpkeepCheck.Kind
Look = tuple[UpkeepCheck.Kind, Callable[[], Finding]]
logger = logging.getLogger(__name__)


def look_each_night() -> list[UpkeepCheck]:
    """Do what was not done since two o'clock last night, and keep what was found. Called by the worker every few
    minutes; the rows say what is done. A storage that does not answer is asked again in the next round, and what
    breaks in one look keeps no other from its turn."""
    now = timezone.localtime()
    night = timezone.make_aware(dt.datetime.combine(now.date(), NIGHT))
    since = night if now >= night else night - dt.timedelta(days=1)
    done = set(UpkeepCheck.objects.filter(at__gte=since).values_list("kind", flat=True))
    with acting_as(Actor.WORKER):
        looks = [(kind, look) for kind, look in _looks(now) if kind not in done]
        return [check for kind, look in looks if (check := _looked(kind, look))]


def _looks(now: dt.datetime) -> Iterator[Look]:
    yield Kind.DATABASE, look_at_database
    yield Kind.FILES, look_at_files
    if has_certificate():
        yield Kind.CERTIFICATE, lambda: look_at_certificate(now)


def _looked(kind: UpkeepCheck.Kind, look: Callable[[], Finding]) -> UpkeepCheck | None:
    try:
        found = look()
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The nightly look at the %s broke off. It is tried again.", kind)
        return None
    return keep_check(kind=kind, seen=found.seen, fault=found.fault, kept=found.kept)
