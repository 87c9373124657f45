"""The sign of life of the background worker, written by `manage.py worker` and read by `/health/`."""

import datetime as dt

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

KEY = "worker-heartbeat"
LONGEST_SILENCE = dt.timedelta(minutes=1)
_web_started_at = timezone.now()


def beat() -> None:
    """Say that the worker lives. Kept in a cache that every process shares and nothing else is written to."""
    caches["worker"].set(KEY, timezone.now().isoformat(), timeout=None)


def last_beat() -> dt.datetime | None:
    """When the worker last said that it lives; None if it never did."""
    text = caches["worker"].get(KEY)
    return dt.datetime.fromisoformat(text) if text else None


def is_silent(now: dt.datetime, started_at: dt.datetime | None = None) -> bool:
    """Whether the worker has been silent for over a minute, counted from the start of this web process at the
    earliest: both start together. Never silent where tasks need no worker (`TASKS_IN_WORKER`)."""
    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        return False
    heard = max(last_beat() or dt.datetime.min.replace(tzinfo=dt.UTC), started_at or _web_started_at)
    return now - heard > LONGEST_SILENCE
