"""A checked picture was posted: it is entered in the register, by what holds at that moment (B12, policy A4, A11)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk, checking
from consent.checking import Use
from consent.evidence import answers_of, statuses_of
from consent.faults import ConsentFault, MayNotGoOut, WrongState
from consent.going_out import Ruling, account_rule, goes_on_an_account, in_a_quote, rule_on
from consent.models import Post, PostedChild, PostHanding, Purpose, RecordedCheck
from people.models import Pupil, SchoolAccount, SchoolYear, User
from policies.models import Feature
from policies.rule_uses import rule_in_force

from .removing import list_again

OUT_ALREADY = "If the picture is out already, take it down now and tell the school office."
OTHER_ACCOUNT = (
    "A picture of a child is posted on an account of the school and on no other, so this is not entered. Take it down "
    "there and tell the headteacher."
)


@dataclass(frozen=True)
class Posted:
    """What was typed about a post."""

    posted_on: dt.date
    link: str = ""
    title: str = ""
    on_other_account: bool = False


@transaction.atomic
def register_post(*, check: RecordedCheck, posted: Posted, key: UUID, by: User) -> Post:
    """Enter that the picture of a recorded check is out. `key` is the page's own: sent twice, it is one post.

    Everybody in it is judged anew in here, while nobody else writes an answer, marks a child or closes the account.
    Raises MayNotGoOut where somebody may not be in it now (a stop, a mark, who has left, another school year), or
    nothing goes out there (no account of the school, policy A4); WrongState where it was entered before; ConsentFault
    for a day before the check or to come.
    """
    bulk.one_writer_at_a_time()
    public_id = uuid5(key, f"{by.pk} {check.pk}")
    if kept := Post.objects.filter(public_id=public_id).first():
        return kept
    use = Use(check.destination, check.what, check.names)
    _refuse_day(posted.posted_on, timezone.localdate(check.recorded_at))
    _refuse_other_account(posted)
    if Post.objects.filter(check_record=check).exists():
        raise WrongState("This picture is entered as posted already. For another post, ask again and record that.")
    account = locked_account(check.destination)
    pupils = locked_children(list(check.children.values_list("pupil_id", flat=True)))
    ruling = rule_on(pupils, use)
    _refuse(check, ruling, account)
    post = keep_post(public_id, ruling, posted, account, by, check=check)
    PostHanding.objects.filter(check_record=check, ended_at=None).update(ended_at=post.entered_at, ended_by=by)
    record(
        Verb.POST_REGISTERED, target=post, by=by, destination=check.destination.slug, children=len(pupils),
        permitted=True,
    )  # fmt: skip
    return post


@transaction.atomic
def enter_post_later(*, pupils: Sequence[Pupil], use: Use, posted: Posted, key: UUID, by: User) -> Post:
    """Enter what went out without a check: it was on the account before the portal, or nobody asked first.

    What is kept is whether permission was there on the day it was posted, by what the portal knows of that day: where
    it knows nothing, it was not. Somebody in it whose pictures are to come down has it on that list at once. Raises
    ConsentFault without children, for a day to come, or where it is not on an account of the school (policy A4).
    """
    bulk.one_writer_at_a_time()
    public_id = uuid5(key, f"{by.pk} later")
    if kept := Post.objects.filter(public_id=public_id).first():
        return kept
    _refuse_day(posted.posted_on, dt.date.min)
    _refuse_other_account(posted)
    if not pupils:
        raise ConsentFault("Choose who can be seen in it.")
    account = locked_account(use.destination)
    if goes_on_an_account(use.destination) and account is None:
        raise MayNotGoOut(_no_account(use.destination))
    children = locked_children([pupil.pk for pupil in pupils])
    ruling = rule_on(children, use, posted.posted_on)
    post = keep_post(public_id, ruling, posted, account, by)
    list_again(post, rule_on(children, use).words, by=by)
    record(
        Verb.POST_REGISTERED, target=post, by=by, destination=use.destination.slug, children=len(children),
        permitted=post.was_permitted, late=True,
    )  # fmt: skip
    return post


def locked_account(place: Purpose) -> SchoolAccount | None:
    """The account on which pictures for the place go out, held so that nobody closes it meanwhile. None: none."""
    accounts = SchoolAccount.objects.select_for_update(no_key=True)
    fresh = Purpose.objects.get(pk=place.pk)
    return accounts.filter(pk=fresh.account_id).first() if fresh.account_id else None


def locked_children(numbers: Sequence[int]) -> list[Pupil]:
    """The children of these row numbers, held: a mark or a leaving is seen or waits. In one order, whoever asks."""
    return list(
        Pupil.objects.select_for_update(no_key=True)
        .filter(pk__in=list(numbers))
        .defer("do_not_publish_reason")
        .order_by("pk")
    )


def keep_post(
    public_id: UUID, ruling: Ruling, posted: Posted, account: SchoolAccount | None, by: User,
    check: RecordedCheck | None = None,
) -> Post:  # fmt: skip
    """Write the post with each child's word and what it rested on, inside the caller's transaction."""
    use, register = ruling.use, ruling.register
    post = Post.objects.create(
        public_id=public_id, check_record=check, school_year=register.school_year, destination=use.destination,
        account=account, what=use.what, names=use.names, title=posted.title.strip(), link=posted.link.strip(),
        posted_on=posted.posted_on, was_permitted=ruling.is_permitted,
        rule_version=rule_in_force(Feature.PHOTOS, register.day), posted_by=by,
    )  # fmt: skip
    needed = checking.involved(register, use)
    PostedChild.objects.bulk_create(
        PostedChild(
            post=post, pupil=pupil, word=ruling.words[pupil.pk],
            statuses=statuses_of(register, pupil, needed), answers=answers_of(register, pupil, needed),
        )
        for pupil in ruling.pupils
    )  # fmt: skip
    return post


def _refuse_day(posted_on: dt.date, first: dt.date) -> None:
    today = timezone.localdate()
    if posted_on > today:
        raise ConsentFault("Write the day on which it was posted: today or an earlier one.")
    if posted_on < first:
        raise ConsentFault(f"The picture was checked on {first:%-d %B %Y}. Write that day or a later one.")


def _refuse_other_account(posted: Posted) -> None:
    if posted.on_other_account:
        raise MayNotGoOut(OTHER_ACCOUNT + in_a_quote(account_rule(timezone.localdate())))


def _no_account(place: Purpose) -> str:
    rule = in_a_quote(account_rule(timezone.localdate()))
    return f"{place}: the school has no account there in use, so nothing goes out on it.{rule}"


def _refuse(check: RecordedCheck, ruling: Ruling, account: SchoolAccount | None) -> None:
    """Raise MayNotGoOut unless everybody in it has permission now and it is the school's account (policy A4, A11)."""
    place = ruling.use.destination
    has_none = account is None or not account.is_active
    if place.is_social_media and has_none and SchoolAccount.objects.exists():
        raise MayNotGoOut(f"{_no_account(place)} {OUT_ALREADY}")
    if ruling.nowhere:
        raise MayNotGoOut(f"{ruling.nowhere} So this is not entered as posted. {OUT_ALREADY}")
    if check.account_id != (account.pk if account else None):
        raise MayNotGoOut("Since the check, another account serves this place. Ask again, and record that check.")
    if ruling.is_permitted:
        return
    another = check.school_year != SchoolYear.objects.year_on(timezone.localdate())
    why = "The check is of last school year, and permission begins anew each year." if another else "This has changed."
    raise MayNotGoOut(f"{why} Leave out {ruling.left_out}. Ask again without them. {OUT_ALREADY}")
