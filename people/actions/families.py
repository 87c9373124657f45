"""Inviting parents from the contact list: one account for all children of the same address."""

import contextlib
import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from people.families import Family, State
from people.family_list import FamilyList
from people.models import PupilContact, User
from people.roles import Role

from .accounts import AccountUnchanged, create_account, invite
from .addresses import account_of
from .contacts import link_contact
from .roles import RoleHeldAlready, give_role


class SharedAddress(Exception):
    """Two names with one address were ticked: one account cannot be both."""


class NobodyToInvite(Exception):
    """Nobody of those ticked can be invited."""


@transaction.atomic
def invite_families(*, keys: Sequence[int], by: User, day: dt.date, school_year: int) -> int:
    """Invite the parents whose keys were ticked; returns how many.

    Each gets one account, the role parent, all children of that name and address, and one mail. Whoever cannot be
    invited when it is done (a court order, an ended account) is passed over. Raises SharedAddress, NobodyToInvite;
    then nobody was invited.
    """
    list(PupilContact.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    chosen = [family for family in FamilyList(day, school_year).of_keys(keys) if family.may_be_ticked]
    if not chosen:
        raise NobodyToInvite("Tick whom to invite.")
    addresses = [family.address for family in chosen if family.user is None]
    for address in addresses:
        if addresses.count(address) > 1:
            raise SharedAddress(f"Two names are listed with {address}. Tick the one whose address it is.")
    for family in chosen:
        _invite(family, by)
    return len(chosen)


def _invite(family: Family, by: User) -> None:
    is_new = family.state != State.TO_LINK and family.user is None
    forename, _, surname = family.name.rpartition(" ")
    user = account_of(family.address) or create_account(
        email=family.address, by=by, forename=forename[:80], surname=surname[:80]
    )
    for one in family.listed:
        if one.contact.user_id is None:
            link_contact(contact=one.contact, user=user, by=by)
    with contextlib.suppress(RoleHeldAlready):
        give_role(user=user, role=Role.PARENT, by=by)
    if is_new or user.invited_at is None:
        with contextlib.suppress(AccountUnchanged):
            invite(user=user, by=by)
