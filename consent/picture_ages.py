"""What an account still shows, by age: what somebody who looks it through wants to know beforehand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from people.models import SchoolAccount, User
from people.permissions import Permission

from .models import PictureReview, Post
from .removal_pages import is_held_by
from .then_and_now import PostThenNow, then_and_now

YEAR = 365
AGES = (("of the last year", 0, YEAR), ("one to two years old", YEAR, 2 * YEAR), ("older", 2 * YEAR, 100 * YEAR))


@dataclass(frozen=True)
class AccountPictures:
    """The posts of an account that are still there, and the looks at it, the latest first."""

    account: SchoolAccount
    rows: Sequence[PostThenNow]
    reviews: Sequence[PictureReview]
    today: dt.date

    @property
    def by_age(self) -> list[tuple[str, int]]:
        ages = [(self.today - row.post.posted_on).days for row in self.rows]
        return [(label, sum(first <= age < last for age in ages)) for label, first, last in AGES]

    @property
    def ended(self) -> list[PostThenNow]:
        """Where somebody in it has no permission today."""
        return [row for row in self.rows if not row.is_permitted_now]

    @property
    def with_leavers(self) -> list[PostThenNow]:
        return [row for row in self.rows if any(child.pupil.left_on for child in row.children)]

    @property
    def named(self) -> list[PostThenNow]:
        """A face with a name: the school's own advice is against it."""
        return [row for row in self.rows if row.post.names != "none"]

    @property
    def latest(self) -> PictureReview | None:
        return self.reviews[0] if self.reviews else None

    @property
    def is_due(self) -> bool:
        """Whether nobody has looked yet, or somebody is to look again by now."""
        return self.latest is None or self.latest.is_due(self.today)


def accounts_of(user: User) -> list[SchoolAccount]:
    """The accounts in use that a person looks through: those they hold; all for those who see the full record."""
    reviews = Prefetch("picture_reviews", PictureReview.objects.select_related("by"))
    accounts = SchoolAccount.objects.active().select_related("first_holder", "second_holder")
    in_full = user.has_perm(Permission.CONSENT_RECORD_VIEW)
    return [one for one in accounts.prefetch_related(reviews) if in_full or is_held_by(user, one)]


def pictures_of(accounts: Sequence[SchoolAccount], today: dt.date) -> list[AccountPictures]:
    """What each of these accounts shows still. A constant number of queries."""
    posts = Post.objects.standing().filter(account__in=accounts).select_related("destination", "account")
    rows = then_and_now(list(posts.newest_first()), today)
    return [
        AccountPictures(
            account,
            [row for row in rows if row.post.account_id == account.pk],
            list(account.picture_reviews.all()),
            today,
        )
        for account in accounts
    ]
