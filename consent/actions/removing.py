"""Pictures of a child are to come down: the list comes to be in the transaction of whatever asked for it (B11, B14)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from consent.checking import FILM, NAME
from consent.effective import Word
from consent.models import (
    PhotoRequest,
    Post,
    PostedChild,
    Purpose,
    RemovalCause,
    RemovalItem,
    RemovalList,
    RemovalLook,
)
from consent.notifications import tell_holders
from people.models import Pupil, SchoolAccount, User
from people.school_accounts import possible_holders, working_holders
from people.settings import Key, number, read_all

Kind = RemovalCause.Kind


@dataclass(frozen=True)
class Why:
    """What asked for it. `places` are the slugs of what was stopped; empty means everything."""

    kind: Kind
    places: tuple[str, ...] = ()
    request: PhotoRequest | None = None

    def is_about(self, post: Post) -> bool:
        """Whether the post rests on one of these permissions: there, or of that manner."""
        of_manner = (FILM in self.places and post.what != "photo") or (NAME in self.places and post.names != "none")
        return not self.places or post.destination.slug in self.places or of_manner

    def is_to_be_looked_for_on(self, account: SchoolAccount) -> bool:
        """Whether an account is looked through by hand: one that serves a place, each where it is about a manner."""
        if not self.places or {FILM, NAME} & set(self.places):
            return True
        return any(purpose.slug in self.places for purpose in account.purposes.all())


@dataclass
class Listed:
    """What came of it: the lists, and who is to be told: account holders by row numbers, and whether the office, of
    what nobody holds. Nobody where nothing is new."""

    lists: list[RemovalList] = field(default_factory=list)
    holders: set[int] = field(default_factory=set)
    is_for_office: bool = False

    def tell(self, except_users: Collection[int] = ()) -> None:
        """One mail to each of them (requirements 6.6)."""
        if self.holders or self.is_for_office:
            tell_holders(self.holders, is_for_office=self.is_for_office, except_users=except_users)


def list_pictures(
    pupils: Iterable[int], why: Why, *, by: User | None, actor: Actor | None = None, empty: Collection[int] = ()
) -> Listed:
    """List what is to come down of these children, all for one reason: see `list_each`."""
    return list_each(dict.fromkeys(pupils, why), by=by, actor=actor, empty=empty)


def list_each(
    whys: Mapping[int, Why], *, by: User | None, actor: Actor | None = None, empty: Collection[int] = ()
) -> Listed:
    """List the posts with each child that are to come down now, inside the caller's transaction.

    A child has one open list: another stop adds what is missing there and moves no clock. `empty` are the children for
    whom there is a list even where no post of theirs is known: the accounts are looked through by hand. What cannot be
    recalled, or was put up again without the child, is not asked for twice. A constant number of queries to look, and
    a few for each child who has a list; none for nobody. Called before any event of the transaction is recorded.
    """
    listed, keys = Listed(), sorted(whys)
    if not keys:
        return listed
    known = {removal.pupil_id: removal for removal in hold_lists(keys)}
    wanted = _wanted(whys)
    listing = _Listing(listed, known)
    for pupil in keys:
        if wanted[pupil] or pupil in known or pupil in empty:
            listing.add(pupil, wanted[pupil], whys[pupil])
    close_where_done([removal.pk for removal in listed.lists], listing.now)
    for removal in listed.lists:
        cause, pictures = str(whys[removal.pupil_id].kind), len(wanted[removal.pupil_id])
        record(Verb.REMOVAL_LISTED, target=removal, by=by, actor=actor, cause=cause, pictures=pictures)
    return listed


def hold_lists(pupils: Collection[int]) -> list[RemovalList]:
    """The open lists of these children, held together with the children until the transaction ends: always in one
    order, and before any event is recorded."""
    children = Pupil.objects.select_for_update(no_key=True).filter(pk__in=list(pupils))
    list(children.order_by("pk").values("pk"))
    lists = RemovalList.objects.open().select_for_update(no_key=True).filter(pupil__in=list(pupils))
    return list(lists.order_by("pk"))


def list_for_people(kinds: Mapping[int, str], by: User | None) -> None:
    """What `people` asks for where a child is marked or has left (`settings.PICTURES_TO_REMOVE`, decision 12).

    A mark makes a list in any case, for what was never entered; somebody who has left has one where a post stands.
    """
    whys = {pupil: Why(Kind(kind)) for pupil, kind in kinds.items()}
    list_each(whys, by=by, empty=[pupil for pupil, why in whys.items() if why.kind is Kind.MARK]).tell()


def list_turned(places: Mapping[int, Collection[str]], *, by: User | None) -> None:
    """Of children whose permission for these places (by slug) was a yes and is none any more, by answers that came in
    or were sorted out: what is out there is listed, where a post stands."""
    list_each({pupil: Why(Kind.ANSWER, tuple(sorted(slugs))) for pupil, slugs in places.items()}, by=by).tell()


def list_again(post: Post, now: Mapping[int, Word], *, by: User) -> None:
    """A post entered later goes on the list of every child in it whose pictures were to come down before, and who has
    no permission for it `now`, inside the caller's transaction."""
    causes = RemovalCause.objects.filter(struck_at=None, removal__called_off_at=None, removal__pupil__in=list(now))
    latest: dict[int, Why] = {}
    for cause in causes.select_related("removal", "request").order_by("at", "pk"):
        why = Why(Kind(cause.kind), tuple(cause.places), cause.request)
        if now[cause.removal.pupil_id] is not Word.YES and why.is_about(post):
            latest[cause.removal.pupil_id] = why
    list_each(latest, by=by).tell()


def places_of(purposes: Sequence[Purpose]) -> tuple[str, ...]:
    """What a stop was about, as `Why` has it: nothing where it was everything."""
    slugs = {purpose.slug for purpose in purposes}
    every = set(Purpose.objects.active_on(timezone.localdate()).values_list("slug", flat=True))
    return () if every <= slugs else tuple(sorted(slugs))


def close_where_done(removals: Collection[int], now: dt.datetime) -> None:
    """Every open list on which nothing is left is done, inside the caller's transaction."""
    items = RemovalItem.objects.filter(removal=OuterRef("pk"), done_at=None)
    looks = RemovalLook.objects.filter(removal=OuterRef("pk"), done_at=None)
    RemovalList.objects.open().filter(~Exists(items), ~Exists(looks), pk__in=removals).update(done_at=now)


def leavers_to_list(today: dt.date) -> QuerySet[Pupil]:
    """Who has left, can be seen in a post that stands, and was not listed for it since."""
    pictured = PostedChild.objects.filter(post__in=Post.objects.standing(), pupil=OuterRef("pk"))
    listed = RemovalCause.objects.filter(
        kind=Kind.LEAVER, removal__pupil=OuterRef("pk"), at__date__gte=OuterRef("left_on")
    )
    return Pupil.objects.filter(Exists(pictured), ~Exists(listed), left_on__lte=today)


def strike_request(pupils: Collection[int], why: str, *, by: User) -> None:
    """A stop on the public page turned out to be nobody's: what it alone asked for is called off, inside the caller's
    transaction. `pupils` are those whom no request holds back any more."""
    now = timezone.now()
    lists = hold_lists(pupils)
    RemovalCause.objects.filter(removal__in=lists, kind=Kind.PUBLIC, struck_at=None).update(struck_at=now)
    wanted = set(RemovalCause.objects.filter(removal__in=lists, struck_at=None).values_list("removal_id", flat=True))
    called_off = [removal for removal in lists if removal.pk not in wanted]
    for removal in called_off:
        removal.called_off_at, removal.called_off_by, removal.called_off_why = now, by, why
        removal.save(update_fields=["called_off_at", "called_off_by", "called_off_why"])
    for removal in called_off:
        record(Verb.REMOVAL_CALLED_OFF, target=removal, by=by)


def _wanted(whys: Mapping[int, Why]) -> dict[int, list[Post]]:
    """By child, the posts that stand and are to come down for it, and are on no list of the child's that counts."""
    rows = PostedChild.objects.filter(pupil__in=list(whys), post__in=Post.objects.standing())
    counting = RemovalItem.objects.filter(removal__pupil__in=list(whys), removal__called_off_at=None)
    settled = set(counting.values_list("removal__pupil_id", "post_id"))
    places = [row for row in rows.values_list("pupil_id", "post_id") if row not in settled]
    held = ("destination", "account__first_holder", "account__second_holder")
    posts = Post.objects.select_related(*held).in_bulk([post for _, post in places])
    found: dict[int, list[Post]] = defaultdict(list)
    for pupil, post in places:
        if whys[pupil].is_about(posts[post]):
            found[pupil].append(posts[post])
    return found


class _Listing:
    """Puts posts and accounts on the children's open lists, or on new ones, and notes who is to be told of them."""

    def __init__(self, listed: Listed, known: Mapping[int, RemovalList]) -> None:
        self.listed, self.known, self.now = listed, known, timezone.now()
        self.due_at = self.now + dt.timedelta(hours=number(read_all(), Key.REMOVAL_HOURS))
        first = Post.objects.order_by("posted_on").values_list("posted_on", flat=True).first()
        self.since = first or timezone.localdate(self.now)
        accounts = SchoolAccount.objects.active().select_related("first_holder", "second_holder")
        self.accounts = list(accounts.prefetch_related("purposes"))
        self.able = set(possible_holders().values_list("pk", flat=True))
        looks = RemovalLook.objects.filter(removal__in=list(known.values()))
        self.looked = set(looks.values_list("removal_id", "account_id"))

    def add(self, pupil: int, posts: Sequence[Post], why: Why) -> None:
        removal = self.known.get(pupil) or RemovalList.objects.create(
            pupil_id=pupil, opened_at=self.now, due_at=self.due_at, register_since=self.since
        )
        accounts = [
            account
            for account in self.accounts
            if (removal.pk, account.pk) not in self.looked and why.is_to_be_looked_for_on(account)
        ]
        RemovalCause.objects.create(
            removal=removal, kind=why.kind, request=why.request, places=list(why.places), at=self.now
        )
        RemovalItem.objects.bulk_create(RemovalItem(removal=removal, post=post, due_at=self.due_at) for post in posts)
        RemovalLook.objects.bulk_create(RemovalLook(removal=removal, account=account) for account in accounts)
        self.listed.lists.append(removal)
        self._note([*accounts, *(post.account for post in posts)])

    def _note(self, accounts: Sequence[SchoolAccount | None]) -> None:
        """Who holds these accounts and works here. What nobody holds, and what is on no account, is the office's."""
        for account in accounts:
            holders = {user.pk for user in working_holders(account, self.able)} if account else set()
            self.listed.holders |= holders
            self.listed.is_for_office |= not holders
