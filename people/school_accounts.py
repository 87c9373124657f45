"""The register of the school's accounts on social media: what is missing from an entry or overdue (policy A2, A4)."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from .models import SchoolAccount, User
from .models.users import UserQuerySet
from .roles import Role

HOLDING = (Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF)


def possible_holders() -> UserQuerySet:
    """Who may hold an account of the school today: whoever works here, with an account of the portal that works."""
    return User.objects.holding(*HOLDING)


def has_working_holder(account: str) -> Exists:
    """Whether an account, to which `account` is the way, has a holder who works here: the rule of `working_holders`,
    for a query. False where there is no account."""
    either = Q(pk=OuterRef(f"{account}__first_holder")) | Q(pk=OuterRef(f"{account}__second_holder"))
    return Exists(possible_holders().filter(either))


def working_holders(account: SchoolAccount, holders: set[int]) -> list[User]:
    """Those of its two holders who are among `holders`: who works here no longer is a holder on paper only."""
    named = [account.first_holder, account.second_holder]
    return [holder for holder in named if holder and holder.pk in holders]


def wanting(account: SchoolAccount, holders: set[int], today: dt.date, months: int = 12) -> list[str]:
    """What is missing from an account in use, or overdue, as ends of a sentence. Nothing is of one that is closed.

    `holders` are the row numbers of everybody who may hold one today (`possible_holders`), read once for a list.
    `months`: how often the school looks at each.
    """
    if not account.is_active:
        return []
    working = len(working_holders(account, holders))
    found = [*_gone(account, holders)]
    if working < 2:
        found.append("nobody holds it" if not working else "only one person holds it")
    if not account.recovery_contact:
        found.append("no way to get it back if it is lost")
    return found + _review(account, today, months)


def _gone(account: SchoolAccount, holders: set[int]) -> list[str]:
    named = [account.first_holder, account.second_holder]
    return [f"{one} does not work here any longer" for one in named if one and one.pk not in holders]


def _review(account: SchoolAccount, today: dt.date, months: int) -> list[str]:
    if account.reviewed_on is None:
        return ["never looked at"]
    if today - account.reviewed_on <= dt.timedelta(days=months * 365 // 12):
        return []
    return [f"not looked at for over {'a year' if months == 12 else f'{months} months'}"]
