"""The school's list of places and conditions: added, changed, retired, taken back, hung on an account.

Never deleted, and the slug stays: old answers, exports and matched questions keep their meaning (contract 3).
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from audit.models import Verb
from audit.recorder import record
from consent.faults import PlaceFault, WrongState
from consent.models import Purpose
from people.actions.telling import parents_told_where_it_turns
from people.models import SchoolAccount, User

RESERVED = {"new", "accounts", "every", "everywhere", "all", "contact"}  # words of addresses and forms
SLUG_FITS, LABEL_FITS, WORD_FITS, MOST_WORDS = 46, 60, 80, 100
Kind = Purpose.Kind


@dataclass(frozen=True)
class PlaceEntry:
    """What the school says of a place. `after`: behind which of its kind it stands in every list, None for first."""

    label: str
    aliases: tuple[str, ...] = ()
    is_social_media: bool = False
    account: SchoolAccount | None = None
    after: Purpose | None = None


@transaction.atomic
def add_place(*, entry: PlaceEntry, by: User) -> Purpose:
    """A new place. Its slug comes from its label and is never changed. Raises PlaceFault.

    Nobody has permission for it until a survey asks about it.
    """
    every = _locked()
    purpose = Purpose(kind=Kind.DESTINATION)
    _fill(purpose, entry, every)
    purpose.slug = _slug_of(purpose.label, {one.slug for one in every})
    purpose.save()
    _put(purpose, entry.after, [*every, purpose])
    record(Verb.PURPOSE_CHANGED, target=purpose, by=by, created=True)
    return purpose


@transaction.atomic
def change_place(*, purpose: Purpose, entry: PlaceEntry, by: User) -> Purpose:
    """Other words, another account, another place in the list. Raises PlaceFault, WrongState if nothing differs."""
    every = _locked()
    purpose = next(one for one in every if one.pk == purpose.pk)
    changed = _fill(purpose, entry, every)
    with parents_told_where_it_turns() if {"account", "is_social_media"} & set(changed) else nullcontext():
        purpose.save(update_fields=changed)
    if _put(purpose, entry.after, every):
        changed.append("position")
    if not changed:
        raise WrongState("Nothing was changed.")
    record(Verb.PURPOSE_CHANGED, target=purpose, by=by, fields=sorted(changed))
    return purpose


@transaction.atomic
def retire_place(*, purpose: Purpose, from_day: dt.date, by: User) -> Purpose:
    """From that day on no picture goes there and no survey is read for it; what was answered stays.

    Where that is today, the parents of those whose pictures were used there hear that something changed; of a later
    day they hear when it has come (`retiring.py`).
    Raises WrongState for one that is retired, PlaceFault for a day that is past.
    """
    purpose = Purpose.objects.select_for_update(no_key=True).get(pk=purpose.pk)
    today = timezone.localdate()
    if purpose.retired_on and (purpose.retired_on <= today or purpose.retired_on == from_day):
        raise WrongState(f"{purpose} is retired from {purpose.retired_on:%-d %B %Y} on already.")
    if from_day < today:
        raise PlaceFault("retired_on", "Write today or a later day.")
    with parents_told_where_it_turns():
        purpose.retired_on = from_day
        purpose.parents_told_of = from_day if from_day <= today else None
        purpose.save(update_fields=["retired_on", "parents_told_of"])
    record(Verb.PURPOSE_CHANGED, target=purpose, by=by, fields=["retired_on"])
    return purpose


@transaction.atomic
def take_place_back(*, purpose: Purpose, by: User) -> Purpose:
    """The school uses it again, or after all: this year's answers count again. Parents hear of it.

    Raises WrongState for one that is not retired.
    """
    purpose = Purpose.objects.select_for_update(no_key=True).get(pk=purpose.pk)
    if purpose.retired_on is None:
        raise WrongState(f"{purpose} is not retired.")
    with parents_told_where_it_turns():
        purpose.retired_on = purpose.parents_told_of = None
        purpose.save(update_fields=["retired_on", "parents_told_of"])
    record(Verb.PURPOSE_CHANGED, target=purpose, by=by, fields=["retired_on"], taken_back=True)
    return purpose


@transaction.atomic
def serve_places(*, account: SchoolAccount, purposes: Iterable[Purpose], by: User) -> list[Purpose]:
    """The platforms that hang on `account` are these and no others. One event for each place that changed.

    A place that hung on another account moves over. Raises WrongState where nothing differs or the account is closed,
    PlaceFault for what is no platform. Returns what changed.
    """
    every = _locked()
    account = SchoolAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    if not account.is_active:
        raise WrongState(f"{account} is closed. Open it again first.")
    wanted = {purpose.pk for purpose in purposes}
    if any(one.pk in wanted and not one.is_social_media for one in every):
        raise PlaceFault("places", "Only a platform hangs on an account.")
    changed = [one for one in every if (one.pk in wanted) != (one.account_id == account.pk)]
    if not changed:
        raise WrongState("Nothing was changed.")
    with parents_told_where_it_turns():
        for one in changed:
            one.account = account if one.pk in wanted else None
            one.save(update_fields=["account"])
    for one in changed:
        record(Verb.PURPOSE_CHANGED, target=one, by=by, fields=["account"], account=account.pk)
    return changed


def _locked() -> list[Purpose]:
    """All of them, a dozen rows, so that two people cannot write one label or one position."""
    return list(Purpose.objects.select_for_update(no_key=True).order_by("position", "slug"))


def _fill(purpose: Purpose, entry: PlaceEntry, every: list[Purpose]) -> list[str]:
    """Put the entry into the row, unsaved. Returns the names of the fields that differ."""
    is_platform = entry.is_social_media and purpose.kind == Kind.DESTINATION
    wanted: dict[str, Any] = {
        "label": " ".join(entry.label.split()),
        "aliases": _words(entry.aliases),
        "is_social_media": is_platform,
        "account": entry.account,
    }
    _refuse(purpose, wanted, every)
    changed = [name for name, value in wanted.items() if getattr(purpose, name) != value]
    for name in changed:
        setattr(purpose, name, wanted[name])
    return changed


def _words(aliases: Iterable[str]) -> list[str]:
    """Each once, whatever its capitals, without blanks at the ends. Raises PlaceFault for too many or too long ones."""
    first: dict[str, str] = {}
    for word in (" ".join(text.split()) for text in aliases):
        first.setdefault(word.casefold(), word)
    words = [word for word in first.values() if word]
    if len(words) > MOST_WORDS:
        raise PlaceFault("aliases", f"Write {MOST_WORDS} lines at most.")
    if long := next((word for word in words if len(word) > WORD_FITS), None):
        raise PlaceFault("aliases", f"“{long[:30]} …” is too long. Write {WORD_FITS} signs a line at most.")
    return words


def _refuse(purpose: Purpose, wanted: dict[str, Any], every: list[Purpose]) -> None:
    label, account = wanted["label"], wanted["account"]
    if not 0 < len(label) <= LABEL_FITS:
        raise PlaceFault("label", f"Write what it is called, in {LABEL_FITS} signs at most.")
    same = next((one for one in every if one.label.casefold() == label.casefold() and one.pk != purpose.pk), None)
    if same:
        back = " It is retired: take it back." if same.retired_on else ""
        raise PlaceFault("label", f"“{same}” is on the list already.{back}")
    if account and not wanted["is_social_media"]:
        raise PlaceFault("account", "Only a platform hangs on an account. Tick that it is one, or choose no account.")
    if account and not account.is_active and account.pk != purpose.account_id:
        raise PlaceFault("account", "This account is closed. Choose another, or open it again first.")


def _slug_of(label: str, taken: set[str]) -> str:
    """What stands for a new place in files and addresses: its label in small plain letters, with a number if need be.

    >>> _slug_of("Church magazine", set()), _slug_of("Église!", {"eglise"}), _slug_of("新聞", set())
    ('church_magazine', 'eglise_2', 'place')
    """
    plain = slugify(label).replace("-", "_")[:SLUG_FITS].strip("_") or "place"
    numbered = [plain, *(f"{plain}_{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in numbered if slug not in taken | RESERVED)


def _put(purpose: Purpose, after: Purpose | None, every: list[Purpose]) -> bool:
    """Number all anew with `purpose` behind `after`, places before conditions. True if anything stands elsewhere.

    The class grid relies on that order: its columns are the places, then what a picture shows.
    """
    before = [one.pk for one in every]
    others = [one for one in every if one.pk != purpose.pk]
    of_kind = [one for one in others if one.kind == purpose.kind]
    place = next((n for n, one in enumerate(of_kind, start=1) if after and one.pk == after.pk), 0)
    of_kind.insert(place, purpose)
    rest = [one for one in others if one.kind != purpose.kind]
    ordered = of_kind + rest if purpose.kind == Kind.DESTINATION else rest + of_kind
    for number, one in enumerate(ordered, start=1):
        one.position = number
    Purpose.objects.bulk_update(ordered, ["position"])
    return [one.pk for one in ordered] != before
