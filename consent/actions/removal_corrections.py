"""A tick that was wrong: a picture that was said to be gone is out still, an account is to be looked through again."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.checking import Use
from consent.faults import ConsentFault, WrongState
from consent.going_out import rule_on
from consent.models import FoundOutStill, Post, RemovalItem, RemovalList, RemovalLook, TakenDown
from consent.notifications import tell_holders
from people.models import User
from people.school_accounts import possible_holders, working_holders

from .posting import locked_children
from .removal_steps import refuse_called_off
from .removing import hold_lists, list_again

Outcome = RemovalItem.Outcome
NOTHING = {"done_at": None, "done_by": None, "outcome": "", "note": ""}
WRITE_WHY = "Write what you saw, such as: the post can still be opened."


@transaction.atomic
def find_out_still(*, post: Post, why: str, by: User) -> Post:
    """A post that was said to be taken down is out still: every list on which it was ticked for that has it again.

    What was said stays in the register. No clock is moved, so a picture that is late is late again; who holds the
    account is told as when it was listed. Somebody in it whose permission ended meanwhile has it on a list now.
    Said twice it is once. Raises ConsentFault without a word of what was seen.
    """
    if not why.strip():
        raise ConsentFault(WRITE_WHY)
    bulk.one_writer_at_a_time()
    held = _hold(post)
    said = TakenDown.objects.holding().filter(post=post).first()
    if said is None:
        return post
    FoundOutStill.objects.create(taken_down=said, by=by, why=why.strip())
    ticked = RemovalItem.objects.filter(post=post, outcome=Outcome.REMOVED, removal__called_off_at=None)
    _put_back(ticked.select_related("removal"), held)
    listed = set(RemovalItem.objects.open().filter(post=post).values_list("removal__pupil_id", flat=True))
    if listed:
        _tell(post, by)
    children = locked_children(sorted(set(post.children.values_list("pupil_id", flat=True)) - listed))
    list_again(post, rule_on(children, Use(post.destination, post.what, post.names)).words, by=by)
    record(Verb.POST_OUT_STILL, target=post, by=by)
    return post


@transaction.atomic
def correct_picture(*, item: RemovalItem, why: str, by: User) -> RemovalItem:
    """What was said of one picture on a list is wrong; it is to be seen to again. *Taken down* is so for every list.

    Corrected twice it is once. Raises ConsentFault without a word of what was seen, WrongState where the list was
    called off.
    """
    fresh = RemovalItem.objects.select_related("post", "removal").get(pk=item.pk)
    refuse_called_off(fresh.removal)
    if fresh.outcome == Outcome.REMOVED:
        find_out_still(post=fresh.post, why=why, by=by)
    else:
        _correct_one(fresh, why, by)
    return RemovalItem.objects.select_related("removal").get(pk=item.pk)


def _correct_one(item: RemovalItem, why: str, by: User) -> None:
    """What was changed or stays: for this child alone."""
    if not why.strip():
        raise ConsentFault(WRITE_WHY)
    bulk.one_writer_at_a_time()
    held = _hold(item.post)
    item = RemovalItem.objects.select_related("post", "removal").get(pk=item.pk)
    if item.done_at is None:
        return
    was = item.outcome
    _put_back([item], held)
    _tell(item.post, by)
    record(Verb.REMOVAL_CORRECTED, target=item.removal, by=by, outcome=was)


@transaction.atomic
def correct_look(*, look: RemovalLook, by: User) -> RemovalLook:
    """An account is to be looked through once more for a child. Corrected twice it is once.

    Raises WrongState where the list was called off, or a later list of the child is open: there the account is looked
    through.
    """
    bulk.one_writer_at_a_time()
    opened = {removal.pupil_id: removal for removal in hold_lists([look.removal.pupil_id])}
    removal = RemovalList.objects.select_for_update(no_key=True).get(pk=look.removal_id)
    look = RemovalLook.objects.get(pk=look.pk)
    refuse_called_off(removal)
    if look.done_at is None:
        return look
    if opened.get(removal.pupil_id, removal) != removal:
        raise WrongState("A later list of this child is open. Look through the account there.")
    look.done_at, look.done_by, look.removed = None, None, None
    look.save(update_fields=["done_at", "done_by", "removed"])
    _open(removal)
    record(Verb.REMOVAL_CORRECTED, target=removal, by=by, outcome="look")
    return look


def _hold(post: Post) -> Mapping[int, RemovalList]:
    """By child, the open list of everybody in a post, held with the children and then the post, in the order of all."""
    pupils = set(post.children.values_list("pupil_id", flat=True))
    pupils |= set(RemovalItem.objects.filter(post=post).values_list("removal__pupil_id", flat=True))
    held = {removal.pupil_id: removal for removal in hold_lists(pupils)}
    Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    return held


def _put_back(items: Iterable[RemovalItem], held: Mapping[int, RemovalList]) -> None:
    """Each picture is to be seen to again: on its own list, or on the child's later one where that is open, for a child
    has one open list."""
    for item in items:
        later = held.get(item.removal.pupil_id)
        if later is None or later.pk == item.removal_id:
            _open(item.removal)
        else:
            if later.items.filter(post=item.post).exists():
                continue
            item.removal = later
        for name, value in NOTHING.items():
            setattr(item, name, value)
        item.save(update_fields=["removal", *NOTHING])


def _open(removal: RemovalList) -> None:
    """A list that was done is open again, with the clock it had."""
    RemovalList.objects.filter(pk=removal.pk, called_off_at=None).update(done_at=None)


def _tell(post: Post, by: User) -> None:
    """Who holds the account and works here, else the office; not whoever said so."""
    able = set(possible_holders().values_list("pk", flat=True))
    holders = {user.pk for user in working_holders(post.account, able)} if post.account else set()
    tell_holders(holders, is_for_office=not holders, except_users={by.pk})
