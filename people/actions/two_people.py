"""The accounts of those whose role takes two: a new address or an end is asked for, and a second person confirms."""

import datetime as dt
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from people.models import RoleProposal, User
from people.roles import ALWAYS_TWO, GUARDED, Role

from .accounts import AccountUnchanged, edit_account, end_account
from .addresses import TakesTwo, fold_address, refuse_address
from .proposals import ask

Change = RoleProposal.Change


@transaction.atomic
def change_account(*, user: User, by: User, email: str, **names: str) -> User | RoleProposal:
    """Change names and address, or where the address takes two people, ask a second person and change the names.

    Raises as `edit_account` does, and AskedAlready.
    """
    try:
        return edit_account(user=user, by=by, email=email, **names)
    except TakesTwo:
        refuse_address(user, fold_address(email))
    with suppress(AccountUnchanged):
        edit_account(user=user, by=by, **names)
    return ask(user, _role(user, GUARDED), Change.MOVE, by, new_address=fold_address(email))


@transaction.atomic
def close_account(*, user: User, by: User, from_day: dt.date | None = None) -> User | RoleProposal:
    """End an account, or ask a second person to. Raises as `end_account` does, and AskedAlready."""
    try:
        return end_account(user=user, by=by, from_day=from_day)
    except TakesTwo:
        return ask(user, _role(user, ALWAYS_TWO), Change.SHUT, by, starts_on=from_day or timezone.localdate())


def _role(user: User, roles: frozenset[Role]) -> Role:
    """The role for which it takes two, the latest they held."""
    return Role(user.assignments.filter(role__in=roles).latest("starts_on", "pk").role)
