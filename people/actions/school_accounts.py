"""The register of the school's accounts on social media: entered, changed, looked at, closed, opened again.

The record keeps which fields were changed, never what stands in them.
"""

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import SchoolAccount, User
from people.school_accounts import possible_holders

from .telling import parents_told_where_it_turns

WEB = ("https://", "http://")


class CannotBeSo(Exception):
    """An entry cannot be so. `field` says where, the message what to do."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class StandsAlready(Exception):
    """Everything stands as asked already, or the account is closed or in use."""


@dataclass(frozen=True)
class Entry:
    """What stands in the register about one account. Either holder may be open yet; the list then says so."""

    platform: str
    handle: str
    purpose: str = ""
    address: str = ""
    first_holder: User | None = None
    second_holder: User | None = None
    recovery_contact: str = ""
    opened_on: dt.date | None = None


@transaction.atomic
def register_account(*, entry: Entry, by: User) -> SchoolAccount:
    """Enter an account that the school owns. Raises CannotBeSo.

    From the first one on a platform that hangs on none is used no longer (A4): parents for whom that turns hear of it.
    """
    account, is_first = SchoolAccount(), not SchoolAccount.objects.exists()
    _fill(account, entry)
    with parents_told_where_it_turns() if is_first else nullcontext():
        account.save()
    record(Verb.SCHOOL_ACCOUNT_CHANGED, target=account, by=by, created=True)
    return account


@transaction.atomic
def change_account(*, account: SchoolAccount, entry: Entry, by: User) -> SchoolAccount:
    """Change an entry, of a closed account too: its history is to be right. Raises CannotBeSo, StandsAlready."""
    account = _locked(account)
    changed = _fill(account, entry)
    if not changed:
        raise StandsAlready("Nothing was changed.")
    account.save(update_fields=changed)
    record(Verb.SCHOOL_ACCOUNT_CHANGED, target=account, by=by, fields=sorted(changed))
    return account


@transaction.atomic
def record_review(*, account: SchoolAccount, by: User, on: dt.date | None = None) -> SchoolAccount:
    """Somebody looked at an account: who can sign in, whether the way to get it back is right. `on` is today.

    Raises StandsAlready for a closed account and for a day that is not after the last one.
    """
    account, today = _locked(account), timezone.localdate()
    day = on or today
    _refuse_closed(account)
    if account.reviewed_on and day <= account.reviewed_on:
        raise StandsAlready(f"It was looked at on {account.reviewed_on:%-d %B %Y} already.")
    if not account.opened_on <= day <= today:
        raise StandsAlready("An account is looked at while it is in use.")
    account.reviewed_on = day
    account.save(update_fields=["reviewed_on"])
    record(Verb.SCHOOL_ACCOUNT_CHANGED, target=account, by=by, fields=["reviewed_on"])
    return account


@transaction.atomic
def close_account(*, account: SchoolAccount, on: dt.date, by: User) -> SchoolAccount:
    """The school uses the account no longer, since `on`. From now on nothing may go out on it (policy A4).

    The parents of children whose pictures were used there hear that something changed, as they do when it is opened
    again.

    Raises StandsAlready for a closed one, CannotBeSo for a day to come or before the account was opened.
    """
    account = _locked(account)
    _refuse_closed(account)
    if on > timezone.localdate():
        raise CannotBeSo("closed_on", "Write today or an earlier day.")
    if on < account.opened_on:
        raise CannotBeSo("closed_on", f"The account is in use since {account.opened_on:%-d %B %Y}. Write a later day.")
    with parents_told_where_it_turns():
        account.closed_on = on
        account.save(update_fields=["closed_on"])
    record(Verb.SCHOOL_ACCOUNT_CHANGED, target=account, by=by, fields=["closed_on"])
    return account


@transaction.atomic
def reopen_school_account(*, account: SchoolAccount, by: User) -> SchoolAccount:
    """The school uses it again: the places that hang on it are offered again. Raises StandsAlready."""
    account = _locked(account)
    if account.is_active:
        raise StandsAlready("The account is in use already.")
    with parents_told_where_it_turns():
        account.closed_on = None
        account.save(update_fields=["closed_on"])
    record(Verb.SCHOOL_ACCOUNT_CHANGED, target=account, by=by, fields=["closed_on"], reopened=True)
    return account


def _locked(account: SchoolAccount) -> SchoolAccount:
    return SchoolAccount.objects.select_for_update(no_key=True).get(pk=account.pk)


def _refuse_closed(account: SchoolAccount) -> None:
    if account.closed_on:
        raise StandsAlready(f"The account was closed on {account.closed_on:%-d %B %Y}. Open it again first.")


def _fill(account: SchoolAccount, entry: Entry) -> list[str]:
    """Put the entry into the row, unsaved. Returns the names of the fields that differ."""
    wanted: dict[str, Any] = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    wanted |= {name: " ".join(wanted[name].split()) for name in ("platform", "handle", "purpose", "recovery_contact")}
    wanted["opened_on"] = entry.opened_on or account.opened_on
    _refuse(account, wanted)
    changed = [name for name, value in wanted.items() if getattr(account, name) != value]
    for name in changed:
        setattr(account, name, wanted[name])
    return changed


def _refuse(account: SchoolAccount, wanted: dict[str, Any]) -> None:
    """Raises CannotBeSo where the entry is not one, stands in the register already, or names wrong holders."""
    for name, thing in (("platform", "the platform"), ("handle", "the name of the account there")):
        if not wanted[name]:
            raise CannotBeSo(name, f"Write {thing}.")
    same = SchoolAccount.objects.filter(platform__iexact=wanted["platform"], handle__iexact=wanted["handle"])
    if same.exclude(pk=account.pk).exists():
        raise CannotBeSo("handle", "This account stands in the register already. Look for it in the list.")
    if wanted["address"] and not wanted["address"].startswith(WEB):
        raise CannotBeSo("address", "Write an address that begins with https://")
    latest = min(account.closed_on or timezone.localdate(), account.reviewed_on or timezone.localdate())
    if wanted["opened_on"] > latest:
        raise CannotBeSo("opened_on", f"Write {latest:%-d %B %Y} or an earlier day.")
    _refuse_holders(account, wanted)


def _refuse_holders(account: SchoolAccount, wanted: dict[str, Any]) -> None:
    """Two different people, each of whom works here. Who held it before may stay named on a closed one."""
    first, second = wanted["first_holder"], wanted["second_holder"]
    if first and second and first.pk == second.pk:
        raise CannotBeSo("second_holder", "Choose two different people, so that no one leaving loses the account.")
    known = {account.first_holder_id, account.second_holder_id}
    new = {name: wanted[name] for name in ("first_holder", "second_holder") if wanted[name]}
    able = set(possible_holders().filter(pk__in=[one.pk for one in new.values()]).values_list("pk", flat=True))
    for name, one in new.items():
        if one.pk not in able and (account.is_active or one.pk not in known):
            raise CannotBeSo(name, "Choose somebody who works here and whose account works.")
