"""The number on the tab of answers to sort out, on every page: counted once for each state of the school."""

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import QuerySet, Subquery

from audit.models import AuditEvent, Verb
from people.models import User
from people.permissions import Permission

from .deciding import number_undecided
from .models import ConsentDecision, ConsentResponse, ConsentRetraction, ReviewEntry

KEPT = 24 * 60 * 60
# What happens often and changes no number here. Everything else that is recorded lets it be counted anew.
HARMLESS = (
    Verb.SIGNED_IN, Verb.SIGN_IN_REFUSED, Verb.SESSIONS_ENDED, Verb.RECORD_READ, Verb.CHECK_RECORDED,
    Verb.CLASS_LIST_PRINTED, Verb.REGISTER_EXPORTED, Verb.NON_ANSWERS_EXPORTED, Verb.SURVEY_UPLOADED,
    Verb.SURVEY_MAPPED,
    *(verb for verb in Verb if verb.value.startswith(("incident.", "evidence."))),  # reading one is recorded each time
)  # fmt: skip


def number_waiting(user: User, day: dt.date) -> int:
    """What the desk of `user` counts on `day`, exactly: 0 for who sorts nothing out.

    Two queries while nothing changes. Where the cache is empty or gone, it is counted.
    """
    if not user.has_perm(Permission.CONSENT_CORRECT):
        return 0
    key = f"waiting:{day:%Y%m%d}:{_state(user)}"  # before counting: what changes meanwhile is counted anew
    kept = _kept(key)
    if kept is None:
        kept = _counted(day)
        _keep(key, kept)
    return kept


def _counted(day: dt.date) -> int:
    return ReviewEntry.objects.waiting_count() + number_undecided(day)


def _state(user: User) -> str:
    """What changes whenever the number may: every act is recorded, and answers are only ever added. One query."""
    marks = {
        "event": _last(AuditEvent.objects.exclude(verb__in=HARMLESS)),
        "response": _last(ConsentResponse.objects.all()),
        "retraction": _last(ConsentRetraction.objects.all()),
        "decision": _last(ConsentDecision.objects.all()),
        "entry": _last(ReviewEntry.objects.all()),
    }
    [state] = User.objects.filter(pk=user.pk).annotate(**marks).values_list(*marks)  # one row, whoever it is
    return ".".join(str(mark or 0) for mark in state)


def _last(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by("-pk").values("pk")[:1])


def _kept(key: str) -> int | None:
    try:
        return cache.get(key)
    except DatabaseError:  # the table of the cache is gone: the portal goes on without it
        return None


def _keep(key: str, number: int) -> None:
    try:
        cache.set(key, number, KEPT)
    except DatabaseError:
        return
