"""Staff whose account or work here ends or has ended: those who get the letter on confidentiality (A9)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from people.models import RoleAssignment, User

from .models import ConfidentialityLetter
from .readers import ROLES_OF
from .words import Audience


@dataclass(frozen=True)
class Leaver:
    """Somebody who worked here, the last day on which they do, and their letter, if it was made."""

    user: User
    last_day: dt.date
    letter: ConfidentialityLetter | None

    @property
    def is_delivered(self) -> bool:
        return self.letter is not None and self.letter.delivered_on is not None


def leavers() -> list[Leaver]:
    """Everybody who leaves or left: whose letter is not delivered first, then the latest. Three queries."""
    return sorted(_found(None), key=lambda one: (one.is_delivered, -one.last_day.toordinal(), one.user.pk))


def leaver(pk: int) -> Leaver | None:
    """One of them, by the key of the account; None for somebody who stays or never worked here."""
    return next(iter(_found(pk)), None)


def _found(pk: int | None) -> list[Leaver]:
    """An account that ends; or one that goes on, as a parent's does, after the last role at work has ended."""
    held = RoleAssignment.objects.filter(role__in=ROLES_OF[Audience.STAFF], is_cover=False)
    held = held if pk is None else held.filter(user=pk)
    ends: dict[int, list[dt.date | None]] = defaultdict(list)
    for user, ends_on in held.values_list("user_id", "ends_on"):
        ends[user].append(ends_on)
    users = User.objects.in_bulk(list(ends))
    letters = {}
    for letter in ConfidentialityLetter.objects.filter(user__in=list(ends)).order_by("pk"):
        letters[letter.user_id] = letter
    found = []
    for key, user in users.items():
        last_day = _last_day(user.ends_on, ends[key])
        if last_day:
            found.append(Leaver(user, last_day, letters.get(key)))
    return found


def _last_day(account: dt.date | None, roles: list[dt.date | None]) -> dt.date | None:
    """The account's last day or the last role's, whichever comes first; None where neither has one."""
    known = [day for day in roles if day is not None]
    ended = max(known) if len(known) == len(roles) else None
    return min((day for day in (account, ended) if day), default=None)
