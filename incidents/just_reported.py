"""Who has just reported a case, in the session in which they did so: for an hour they may add files to it, whomever it
is about (access matrix: attach while reporting). No right to the case comes of it."""

import datetime as dt
from collections.abc import MutableMapping
from typing import Any

from django.utils import timezone

from .models import Case

KEY = "just_reported"
WHILE = dt.timedelta(hours=1)
MOST = 20


def remember(session: MutableMapping[str, Any], case: Case) -> None:
    """Called by the page that sent a report, in the same request."""
    session[KEY] = [*session.get(KEY, []), str(case.public_id)][-MOST:]


def is_while_reporting(session: MutableMapping[str, Any], case: Case) -> bool:
    """Whether the case was reported in this session, less than an hour ago."""
    return str(case.public_id) in session.get(KEY, []) and is_new(case)


def is_new(case: Case) -> bool:
    return timezone.now() - case.reported_at < WHILE
