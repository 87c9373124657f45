"""Whom the office may invite: the parents on the contact list by e-mail address, and why somebody cannot be."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from people.models import ClassMembership, Pupil, PupilContact, User

from .barred import barred_marks, is_barred, pupils_with_a_mark, shut_out_accounts


class State(StrEnum):
    """What stands between a parent and an account."""

    BARRED = "barred"
    SHARED = "shared"
    ENDED = "ended"
    TO_INVITE = "to_invite"
    TO_LINK = "to_link"
    INVITED = "invited"
    OTHER_ADDRESS = "other_address"


@dataclass(frozen=True)
class Listed:
    """A contact of one child, as far as this page needs it."""

    contact: PupilContact
    class_code: str


@dataclass
class Family:
    """One parent at one address, with every child of theirs on the roll; `others` are names that share the address.

    `key` names it in a form: the smallest key of its contacts. `beside_mark`: another contact of one of the children
    has a court order, and only a person can tell that this is somebody else. `barred_by_name`: beside this child
    nothing but the name says that it is the person under a court order.
    """

    name: str
    address: str
    listed: list[Listed] = field(default_factory=list)
    others: tuple[str, ...] = ()
    user: User | None = None
    is_barred: bool = False
    beside_mark: bool = False
    barred_by_name: Pupil | None = None

    @property
    def key(self) -> int:
        return min(one.contact.pk for one in self.listed)

    @property
    def state(self) -> State:
        """A court order comes before everything."""
        if self.is_barred:
            return State.BARRED
        if self.user and not self.user.is_active:
            return State.ENDED
        if all(one.contact.user_id for one in self.listed):
            return State.INVITED
        if self.elsewhere:
            return State.OTHER_ADDRESS
        if self.others:
            return State.SHARED
        return State.TO_LINK if self.user else State.TO_INVITE

    @property
    def elsewhere(self) -> User | None:
        """Another account that has some of these children already: the list brings a new address of its holder."""
        linked = (one.contact.user for one in self.listed if one.contact.user and one.contact.user != self.user)
        return next(linked, None)

    @property
    def may_be_invited_unseen(self) -> bool:
        """Whether there is nothing to ask about first."""
        return self.state in {State.TO_INVITE, State.TO_LINK} and not self.others and not self.beside_mark

    @property
    def may_be_ticked(self) -> bool:
        return self.state in {State.TO_INVITE, State.TO_LINK, State.SHARED}

    @property
    def classes(self) -> set[str]:
        return {one.class_code for one in self.listed}


def families_of(rows: Iterable[PupilContact], day: dt.date, school_year: int) -> list[Family]:
    """The families of these contacts, in the order of their first one. Of an address all contacts are among them.

    A contact with a court order is listed and cannot be ticked: it is known by its row, by its name beside the same
    child, and by its address anywhere. Five queries, and one more where there is a mark.
    """
    rows = list(rows)
    barred = barred_marks()
    beside, shut_out = pupils_with_a_mark(), shut_out_accounts()
    users = _accounts({row.folded_email for row in rows})
    codes = _codes({row.pupil_id for row in rows}, school_year, day)
    found: dict[tuple[str, str], Family] = {}
    for row in rows:
        key = (row.folded_email, row.folded_name)
        family = found.setdefault(key, Family(row.name, row.folded_email, user=users.get(row.folded_email)))
        family.listed.append(Listed(row, codes.get(row.pupil_id, "")))
        known = {row.user_id, family.user.pk if family.user else None}
        family.is_barred = family.is_barred or is_barred(row, barred) or bool(known & shut_out)
        if barred.mean_by_name_alone(row):
            family.barred_by_name = row.pupil
        family.beside_mark = family.beside_mark or row.pupil_id in beside
    _share(found)
    return list(found.values())


def _accounts(addresses: set[str]) -> dict[str, User]:
    """The accounts of these addresses, by address: of all the others nothing is read."""
    matching = User.objects.alias(folded=Lower("email")).filter(folded__in=addresses)
    return {user.email.casefold(): user for user in matching}


def classes_on(day: dt.date, school_year: int) -> QuerySet[ClassMembership]:
    """Who is in which class of the year on `day`. Of two classes of a child the first counts."""
    return ClassMembership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), Q(starts_on=None) | Q(starts_on__lte=day),
        school_class__school_year=school_year,
    )  # fmt: skip


def _codes(pupils: set[int], school_year: int, day: dt.date) -> dict[int, str]:
    open_ones = classes_on(day, school_year).filter(pupil__in=pupils)
    return dict(open_ones.order_by("-pk").values_list("pupil_id", "school_class__code"))


def _share(found: dict[tuple[str, str], Family]) -> None:
    """Say of each who else is listed with the same address."""
    names: dict[str, list[Family]] = defaultdict(list)
    for (address, _), family in found.items():
        names[address].append(family)
    for shared in names.values():
        for family in shared:
            family.others = tuple(other.name for other in shared if other is not family)
