"""Moments and sizes as the pages of upkeep say them."""

import datetime as dt

from django.utils import timezone

MEGA, GIGA = 10**6, 10**9
HOUR, DAY = 3600, 86_400


def on(moment: dt.datetime) -> str:
    """A moment by the school's clock."""
    local = timezone.localtime(moment)
    return f"{local:%-d %B %Y at %H:%M}"


def files_in_words(count: int) -> str:
    """So many files.

    >>> files_in_words(1), files_in_words(2100)
    ('1 file', '2,100 files')
    """
    return f"{count:,} file{'' if count == 1 else 's'}"


def ago(moment: dt.datetime, now: dt.datetime) -> str:
    """How long something is past, and when it was where that is longer than a few hours.

    >>> now = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
    >>> ago(now, now), ago(now - dt.timedelta(minutes=5), now), ago(now - dt.timedelta(hours=7), now)
    ('just now', '5 minutes ago', '7 hours ago, on 30 November 2026 at 02:00')
    >>> ago(now - dt.timedelta(days=3), now)
    '3 days ago, on 27 November 2026 at 09:00'
    """
    seconds = (now - moment).total_seconds()
    if seconds < 120:
        return "just now"
    if seconds < 2 * HOUR:
        return f"{round(seconds / 60)} minutes ago"
    if seconds < 2 * DAY:
        return f"{round(seconds / HOUR)} hours ago, on {on(moment)}"
    return f"{round(seconds / DAY)} days ago, on {on(moment)}"


def megabytes(count: int) -> str:
    """A size that people can compare.

    >>> megabytes(900), megabytes(12_345_678), megabytes(5_600_000_000)
    ('less than 1 MB', '12 MB', '5.6 GB')
    """
    if count < MEGA:
        return "less than 1 MB"
    return f"{count / GIGA:.1f} GB" if count >= GIGA else f"{round(count / MEGA)} MB"
