"""A report that is being written: kept as typed for its writer alone, and held as long as the school set; a day where
it is no incident."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from incidents.models import Case, ReportDraft
from people.models import User
from people.settings import Key, number, read_all

STOPPED_FOR = dt.timedelta(hours=24)  # criticism is not recorded (decision 11), so it is not kept either


@transaction.atomic
def save_draft(*, user: User, form_key: uuid.UUID, typed: dict[str, object]) -> ReportDraft:
    """Keep what somebody has typed so far. Read by nobody else. Not recorded: nothing has happened yet.

    A key that is somebody else's is not taken: the draft gets a new one.
    """
    others = Case.objects.filter(form_key=form_key).exclude(reported_by=user)
    if others.exists() or ReportDraft.objects.filter(form_key=form_key).exclude(user=user).exists():
        form_key = uuid.uuid4()
    draft, _ = ReportDraft.objects.update_or_create(
        form_key=form_key, user=user, defaults={"typed": typed, "saved_at": timezone.now()}
    )
    return draft


@transaction.atomic
def drop_draft(*, draft: ReportDraft) -> None:
    """Let a draft go, by its writer."""
    draft.delete()


@transaction.atomic
def mark_stopped(*, draft: ReportDraft, is_stopped: bool) -> ReportDraft:
    """Say whether a draft is criticism and nothing more. The day runs from the first time on."""
    held = ReportDraft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
    if bool(held.stopped_at) != is_stopped:
        held.stopped_at = timezone.now() if is_stopped else None
        held.save(update_fields=["stopped_at"])
    return held


def held_for() -> int:
    """For how many days a draft that nobody touches is held, as the school set it."""
    return number(read_all(), Key.DRAFT_DAYS)


def drafts_of(user: User) -> list[ReportDraft]:
    """One's own drafts, each with `goes_at`: when it is let go of if nobody goes on with it. Two queries."""
    drafts, days = list(ReportDraft.objects.visible_to(user)), dt.timedelta(days=held_for())
    for draft in drafts:
        draft.goes_at = goes_at(draft, days)
    return drafts


def goes_at(draft: ReportDraft, days: dt.timedelta) -> dt.datetime:
    """When a draft is let go of: the earlier of the two moments where it was stopped."""
    untouched = draft.saved_at + days
    return min(untouched, draft.stopped_at + STOPPED_FOR) if draft.stopped_at else untouched


def let_drafts_go(now: dt.datetime) -> int:
    """Delete the drafts whose time is over; their writers read the day on *My reports*. By the worker. Gives how many.

    One statement: a draft that its writer saves in the same moment is not lost.
    """
    return ReportDraft.objects.held_too_long(now, dt.timedelta(days=held_for()), STOPPED_FOR).delete()[0]
