"""Keeping and destroying: periods, *keep, do not destroy*, and the two people that destruction takes (security 2.7)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.disposal import LONGEST, Erased, Kind, period_of
from people.models import DestructionRequest, Ground, KeepOrder, Notification, RetentionPeriod, User
from people.permissions import Permission
from people.tracing import Finder, as_typed

from .mail import queue_mails

LONGEST_REVIEW = dt.timedelta(days=366 * 5)
TOLD = """Somebody asks you to be the second of two people who have something destroyed: {reference}.
Nothing goes unless you confirm it.

Sign in and read what would go, and why:
{address}"""


class NotAllowed(Exception):
    """This person may not do that with this record. For them it does not exist."""


class CannotBeSo(Exception):
    """What was typed cannot be. `field` names where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class WrongState(Exception):
    """It cannot be done now. The message says why."""


@transaction.atomic
def set_period(*, kind: Kind, months: int, source: str, by: User) -> RetentionPeriod:
    """Set, or confirm, how long a kind is kept, and where the figure comes from. Raises NotAllowed, CannotBeSo."""
    if not by.has_perm(Permission.RETENTION_SET):
        raise NotAllowed
    if not 1 <= months <= LONGEST:
        raise CannotBeSo("months", f"Write a number of months from 1 to {LONGEST:,}.")
    if not source.strip():
        raise CannotBeSo(
            "source", "Write where the figure comes from, such as “IRMS toolkit” or “decided by the head”."
        )
    before = period_of(kind).months
    kept, _ = RetentionPeriod.objects.update_or_create(
        kind=kind.slug,
        defaults={"months": months, "source": source.strip()[:300], "set_by": by, "set_at": timezone.now()},
    )
    record(Verb.PERIOD_SET, target=kept, by=by, months_before=before, months=months)
    return kept


def held(kind: Kind, found: Any, by: User) -> Any:
    """The record as it stands now, held. Raises NotAllowed where it is gone, or for nobody like `by`."""
    row = kind.model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=found.pk).first()
    if row is None or not kind.opened(by).filter(pk=row.pk).exists() or by.pk in kind.about(row):
        raise NotAllowed
    return row


def _without_names(kind: Kind, row: Any, text: str, field: str) -> str:
    """What stays in the record of destruction names nobody: not whom it is about, and not who stands in it."""
    if not text.strip():
        raise CannotBeSo(field, "Write why.")
    if Finder(kind.traces(row).all.union(*map(as_typed, kind.names(row)))).stands_in(text):
        raise CannotBeSo(field, "Write why without the name: this stays when everything else is gone.")
    return text.strip()


@transaction.atomic
def keep(*, kind: Kind, found: Any, reason: str, review_on: dt.date, by: User) -> KeepOrder:
    """*Keep, do not destroy*: beats every time, and a destruction that was asked for. Raises NotAllowed, CannotBeSo,
    WrongState."""
    row = held(kind, found, by)
    if not may_keep(kind, row, by):
        raise NotAllowed
    if KeepOrder.objects.in_force().filter(kind__in=kind.slugs, record=row.pk).exists():
        raise WrongState("It is kept already.")
    _check_review(review_on)
    order = KeepOrder.objects.create(
        kind=kind.slug, record=row.pk, reference=kind.reference(row), set_by=by, review_on=review_on,
        reason=_without_names(kind, row, reason, "reason"),
    )  # fmt: skip
    record(Verb.KEPT, target=order, by=by, last_day=review_on.isoformat())
    return order


def _check_review(day: dt.date) -> None:
    today = timezone.localdate()
    if not today < day <= today + LONGEST_REVIEW:
        raise CannotBeSo("review_on", "Write a day from tomorrow on, five years from now at the latest.")


def may_keep(kind: Kind, row: Any, user: User) -> bool:
    """Whoever may ask for its destruction, or be the second, may keep it instead."""
    return kind.may_ask(user, row) or kind.keeps(user, row) or is_second(kind, row, user)


def is_second(kind: Kind, row: Any, user: User) -> bool:
    """Whether `user` could confirm what somebody else asks."""
    asked = (
        DestructionRequest.objects.waiting()
        .select_related("asked_by")
        .filter(kind__in=kind.slugs, record=row.pk)
        .first()
    )
    order = KeepOrder.objects.in_force().select_related("set_by").filter(kind__in=kind.slugs, record=row.pk).first()
    firsts = [asked.asked_by] if asked else [order.set_by] if order else []
    return any(_confirms(kind, row, first, user) for first in firsts)


def _confirms(kind: Kind, row: Any, first: User, user: User) -> bool:
    found = kind.second(row, first)
    return found is not None and user.pk != first.pk and found[1].filter(pk=user.pk).exists()


def may_lift(kind: Kind, row: Any, order: KeepOrder, user: User) -> bool:
    """Another person than whoever had it kept: the one who would confirm what they asked for. Of most kinds that is the
    chair (access matrix, legal_hold)."""
    return user.pk not in kind.about(row) and _confirms(kind, row, order.set_by, user)


@transaction.atomic
def keep_on(*, kind: Kind, found: Any, review_on: dt.date, by: User) -> KeepOrder:
    """Looked at again: it is kept on, until another day. Raises NotAllowed, CannotBeSo, WrongState."""
    row = held(kind, found, by)
    order = _order(kind, row)
    if not (may_keep(kind, row, by) or by.pk == order.set_by_id):
        raise NotAllowed
    _check_review(review_on)
    order.review_on = review_on
    order.save(update_fields=["review_on"])
    record(Verb.KEPT_LONGER, target=order, by=by, last_day=review_on.isoformat())
    return order


@transaction.atomic
def lift(*, kind: Kind, found: Any, reason: str, by: User) -> KeepOrder:
    """Keep it no longer: its time counts as if it had never been kept. By another person. Raises NotAllowed,
    CannotBeSo, WrongState."""
    row = held(kind, found, by)
    order = _order(kind, row)
    if not may_lift(kind, row, order, by):
        raise NotAllowed
    order.lifted_reason = _without_names(kind, row, reason, "reason")
    order.lifted_by, order.lifted_at = by, timezone.now()
    order.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
    record(Verb.KEPT_NO_LONGER, target=order, by=by)
    return order


def _order(kind: Kind, row: Any) -> KeepOrder:
    orders = KeepOrder.objects.select_for_update(of=("self",), no_key=True).in_force()
    order = orders.filter(kind__in=kind.slugs, record=row.pk).first()
    if order is None:
        raise WrongState("It is not kept any more.")
    return order


@dataclass(frozen=True)
class Asked:
    """What the first of the two says."""

    ground: Ground
    reason: str
    keeps_names: bool = True  # until each incident or complaint is due itself
    bears_on_nothing: bool = False  # made sure: it bears on no child abuse


def refuse_held(kind: Kind, row: Any) -> None:
    """Raise WrongState where something holds it back. What is kept beats every time and every wish."""
    if KeepOrder.objects.in_force().filter(kind__in=kind.slugs, record=row.pk).exists():
        raise WrongState("It is to be kept. Only when another person says so is it kept no longer.")
    for why in kind.holds_back(row):
        raise WrongState(why)


@transaction.atomic
def ask_destruction(*, kind: Kind, found: Any, asked: Asked, by: User, address: str) -> DestructionRequest:
    """Ask for destruction, as the first of two; whoever can confirm is told by the reference and `address`.

    Raises NotAllowed, CannotBeSo; WrongState where something holds it back, it was asked for already, its time is not
    over and no other ground was given, or nobody could be the second.
    """
    row = held(kind, found, by)
    if not kind.may_ask(by, row):
        raise NotAllowed
    refuse_held(kind, row)
    if DestructionRequest.objects.waiting().filter(kind__in=kind.slugs, record=row.pk).exists():
        raise WrongState("It was asked for already. Another person confirms it.")
    _check_ground(kind, row, asked)
    second = kind.second(row, by)
    if second is None:
        raise WrongState("Nobody could be the second person: it is about them, or their post is empty. It stays.")
    role, people = second
    made = DestructionRequest.objects.create(
        kind=kind.slug, record=row.pk, reference=kind.reference(row), ground=asked.ground, asked_by=by,
        second_role=role, keeps_names=asked.keeps_names, reason=_without_names(kind, row, asked.reason, "reason"),
    )  # fmt: skip
    body = TOLD.format(reference=made.reference, address=address)
    queue_mails(kind=Notification.Kind.CASE, users=list(people), subject=f"To confirm: {made.reference}", body=body)
    record(Verb.DESTRUCTION_ASKED, target=made, by=by, ground=str(asked.ground))
    return made


def _check_ground(kind: Kind, row: Any, asked: Asked) -> None:
    if asked.ground == Ground.DUE and not is_due(kind, row):
        raise CannotBeSo("ground", "Its time is not over. Choose another ground, or leave it until then.")
    if asked.ground == Ground.DUE and period_of(kind).confirmed is None:
        raise WrongState("The school has not confirmed how long this kind is kept. Confirm that first.")
    if kind.bears_on_abuse(row) and not asked.bears_on_nothing:
        raise CannotBeSo("bears_on_nothing", "Make sure first, and say so. If you are not sure, keep it.")


def is_due(kind: Kind, row: Any) -> bool:
    """Whether its time is over today."""
    cutoff = period_of(kind).cutoff(timezone.localdate())
    return bool(kind.rows().filter(pk=row.pk).exists() and (day := counts_on(kind, row)) and day <= cutoff)


def counts_on(kind: Kind, row: Any) -> dt.date | None:
    """The day from which its time runs; None while it runs from none."""
    return kind.model._default_manager.filter(pk=row.pk).values_list(kind.day, flat=True).first()


@transaction.atomic
def decline(*, kind: Kind, found: Any, reason: str, by: User) -> DestructionRequest:
    """Not destroyed: the second says no, or the first asks no longer. Raises NotAllowed, CannotBeSo, WrongState."""
    row = held(kind, found, by)
    asked = waiting_of(kind, row)
    is_first = by.pk == asked.asked_by_id
    if not is_first and not _confirms(kind, row, asked.asked_by, by):
        raise NotAllowed
    if not is_first:
        asked.decided_reason = _without_names(kind, row, reason, "reason")
    asked.outcome = DestructionRequest.Outcome.WITHDRAWN if is_first else DestructionRequest.Outcome.DECLINED
    asked.decided_by, asked.decided_at = by, timezone.now()
    asked.save(update_fields=["outcome", "decided_by", "decided_at", "decided_reason"])
    record(Verb.DESTRUCTION_DECLINED, target=asked, by=by, outcome=str(asked.outcome))
    return asked


def waiting_of(kind: Kind, row: Any) -> DestructionRequest:
    """What was asked for, held. Raises WrongState where nothing waits."""
    requests = DestructionRequest.objects.select_for_update(of=("self",), no_key=True).waiting()
    asked = requests.select_related("asked_by").filter(kind__in=kind.slugs, record=row.pk).first()
    if asked is None:
        raise WrongState("Nobody asks for it any more.")
    return asked


def may_confirm(kind: Kind, row: Any, asked: DestructionRequest, user: User) -> bool:
    """Whether `user` is the other of the two, and whoever asked may still ask."""
    first = asked.asked_by
    return user.pk not in kind.about(row) and _confirms(kind, row, first, user) and kind.may_ask(first, row)


@transaction.atomic
def record_export(*, rows: int, by: User) -> None:
    """The record of destruction was taken as a file."""
    record(Verb.DESTRUCTIONS_EXPORTED, target=None, by=by, rows=rows)


def erased_of(kind: Kind, row: Any, *, keeps_names: bool, by: User | None) -> Erased:
    """What the parts of an erasure need, worked out before anything goes."""
    return Erased(row, kind.traces(row), keeps_names, by)
