"""What becomes of a list of pictures to remove: ticked, accounts looked through, shown to parents, called off."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.faults import ConsentFault, WrongState
from consent.models import Post, RemovalItem, RemovalList, RemovalLook, TakenDown
from people.models import User

from .removing import close_where_done

Outcome = RemovalItem.Outcome


@transaction.atomic
def tick_picture(*, item: RemovalItem, outcome: RemovalItem.Outcome, by: User, note: str = "") -> RemovalItem:
    """Say what became of one post on a list. *Taken down* is so for every child in it: other lists have it ticked too.

    Ticked twice with the same word it is one tick. Raises ConsentFault for what cannot be recalled without a note,
    WrongState where it was ticked otherwise or the list was called off.
    """
    locked = _hold_lists_with(item.post)
    item = RemovalItem.objects.select_related("post", "removal").get(pk=item.pk)
    if item.outcome == outcome:
        return item
    if item.done_at:
        raise WrongState(f"It is ticked already: {item.get_outcome_display().lower()}. Open the list again.")
    refuse_called_off(item.removal)
    if outcome == Outcome.STAYS and not note.strip():
        raise ConsentFault("Write why it cannot be recalled, such as: printed and handed out.")
    now = timezone.now()
    done = {"done_at": now, "done_by": by, "outcome": outcome, "note": note.strip()}
    RemovalItem.objects.filter(pk=item.pk).update(**done)
    if outcome == Outcome.REMOVED:
        keep_taken_down(item.post, now, by)
        RemovalItem.objects.open().filter(post=item.post, removal__in=locked).update(**done)
    close_where_done([removal.pk for removal in locked], now)
    record(Verb.REMOVAL_TICKED, target=item.removal, by=by, outcome=str(outcome))
    item.refresh_from_db()
    return item


@transaction.atomic
def take_down(*, post: Post, by: User) -> None:
    """A post was taken down without being on a list, as when an account is looked through. Once."""
    locked = _hold_lists_with(post)
    now = timezone.now()
    if not keep_taken_down(post, now, by):
        return
    open_items = RemovalItem.objects.open().filter(post=post, removal__in=locked)
    open_items.update(done_at=now, done_by=by, outcome=Outcome.REMOVED)
    close_where_done([removal.pk for removal in locked], now)
    record(Verb.POST_TAKEN_DOWN, target=post, by=by)


@transaction.atomic
def tick_look(*, look: RemovalLook, removed: int, by: User) -> RemovalLook:
    """An account was looked through by hand for this child, and so many pictures taken down that stood on no list.

    Ticked twice it is one tick. Raises WrongState where the list was called off.
    """
    removal = RemovalList.objects.select_for_update(no_key=True).get(pk=look.removal_id)
    look = RemovalLook.objects.select_related("removal").get(pk=look.pk)
    if look.done_at:
        return look
    refuse_called_off(removal)
    look.done_at, look.done_by, look.removed = timezone.now(), by, removed
    look.save(update_fields=["done_at", "done_by", "removed"])
    close_where_done([removal.pk], look.done_at)
    record(Verb.REMOVAL_LOOKED, target=removal, by=by, removed=removed)
    return look


@transaction.atomic
def release_list(*, removal: RemovalList, by: User) -> RemovalList:
    """Let the child's parents see how far it is: numbers and what cannot be recalled, no place and nobody's name.

    Released twice it is one release. Raises WrongState where the list was called off.
    """
    removal = RemovalList.objects.select_for_update(no_key=True).get(pk=removal.pk)
    if removal.released_at:
        return removal
    refuse_called_off(removal)
    removal.released_at, removal.released_by = timezone.now(), by
    removal.save(update_fields=["released_at", "released_by"])
    record(Verb.REMOVAL_RELEASED, target=removal, by=by)
    return removal


@transaction.atomic
def call_off_list(*, removal: RemovalList, why: str, by: User) -> RemovalList:
    """Nothing of it is to come down after all: a mistake, or the parent took it back. What was ticked stays.

    Raises ConsentFault without a reason, WrongState where the list is done or was called off.
    """
    removal = RemovalList.objects.select_for_update(no_key=True).get(pk=removal.pk)
    if not removal.is_open:
        raise WrongState("This list is not open any more. Open the lists again.")
    if not why.strip():
        raise ConsentFault("Write why: whom you spoke to, and what they said.")
    removal.called_off_at, removal.called_off_by, removal.called_off_why = timezone.now(), by, why.strip()
    removal.save(update_fields=["called_off_at", "called_off_by", "called_off_why"])
    record(Verb.REMOVAL_CALLED_OFF, target=removal, by=by)
    return removal


def keep_taken_down(post: Post, now: dt.datetime, by: User) -> bool:
    """Enter that a post is out no longer, inside the caller's transaction; whether that is new. One at a time."""
    Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    if TakenDown.objects.holding().filter(post=post).exists():
        return False
    TakenDown.objects.create(post=post, at=now, by=by)
    return True


def _hold_lists_with(post: Post) -> list[RemovalList]:
    """Every open list with the post, held in one order: a tick on one may end another."""
    mine = RemovalItem.objects.filter(post=post).values("removal_id")
    return list(RemovalList.objects.open().select_for_update(no_key=True).filter(pk__in=mine).order_by("pk"))


def refuse_called_off(removal: RemovalList) -> None:
    """Raises WrongState where nothing of a list is to come down any more."""
    if removal.called_off_at:
        raise WrongState(f"This list was called off: {removal.called_off_why}. Nothing of it is to come down.")
