"""Who gets no account and no information by order of a court, and what they are known by (issue 3, item 1).

It beats everything: a mark beside one child shuts out the whole account, by its address, by the accounts that it cut
off, and beside the same child by the name.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower, Trim

from people.models import Namesake, PupilContact, User

from .names import fold, without_title

Named = tuple[int, str]  # a child, and a name without a title
MARKED = (
    "pk", "pupil_id", "name", "email", "user_id", "barred_users", "namesakes__other_id", "namesakes__is_same_person",
)  # fmt: skip


class UnderCourtOrder(Exception):
    """This person gets no account. The sentence is for office and head, and says nothing of the order."""

    def __init__(self) -> None:
        super().__init__("This address is on the contact list with a court order. Ask the safeguarding lead.")


@dataclass
class Marks:
    """What people under a court order are known by: entries on the lists, names beside a child, addresses, accounts.

    `named` says by which marked entries a name is shut out; `apart` of which pairs (marked, other) somebody said that
    they are two people of one name, `same` of which that they are one.
    """

    entries: set[int] = field(default_factory=set)
    named: dict[Named, set[int]] = field(default_factory=lambda: defaultdict(set))
    addresses: set[str] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    apart: set[tuple[int, int]] = field(default_factory=set)
    same: set[tuple[int, int]] = field(default_factory=set)

    def mean(self, contact: PupilContact) -> bool:
        """Whether this entry is somebody under a court order, as far as name, address and account tell."""
        return self._mean_for_certain(contact) or self._mean_by_name(contact)

    def mean_by_name_alone(self, contact: PupilContact) -> bool:
        """Whether nothing but the name tells so, and nobody has said: it may be somebody else, and a person can say."""
        is_said = any((one, contact.pk) in self.same for one in self._of_that_name(contact))
        return self._mean_by_name(contact) and not is_said and not self._mean_for_certain(contact)

    def _mean_by_name(self, contact: PupilContact) -> bool:
        return any((one, contact.pk) not in self.apart for one in self._of_that_name(contact))

    def _of_that_name(self, contact: PupilContact) -> set[int]:
        return self.named.get((contact.pupil_id, without_title(contact.name)), set())

    def _mean_for_certain(self, contact: PupilContact) -> bool:
        address = contact.email.strip().casefold()
        return contact.pk in self.entries or address in self.addresses or contact.user_id in self.accounts


def barred_marks(entries: frozenset[int] | None = None) -> Marks:
    """What a contact with a court order is known by, ended rows too. One query; a second one where there is a mark.

    `entries`: those that were marked on a day gone by (`people.marks`); None means today.
    """
    marks = marks_of(marked_rows(entries))
    if marks.addresses:
        marks.accounts |= set(accounts_of_addresses(marks))
    return marks


def marked_rows(entries: frozenset[int] | None = None) -> QuerySet[Any]:
    """The contacts with a court order, as `marks_of` reads them."""
    marked = Q(gets_nothing=True) if entries is None else Q(pk__in=entries)
    return PupilContact.objects.filter(marked).values_list(*MARKED)


def accounts_of_addresses(marks: Marks) -> QuerySet[Any]:
    """The accounts that have one of the addresses."""
    accounts = User.objects.alias(folded=Lower("email")).filter(folded__in=marks.addresses)
    return accounts.order_by().values_list("pk", flat=True)


def marks_of(rows: Iterable[tuple[Any, ...]]) -> Marks:
    """What they are known by, but for the accounts of their addresses."""
    marks = Marks()
    for pk, pupil, name, email, user, barred, other, is_same in rows:
        marks.entries.add(pk)
        marks.named[pupil, without_title(name)].add(pk)
        marks.addresses.add(email.strip().casefold())
        marks.accounts |= {user, barred}
        if is_same is not None:
            (marks.same if is_same else marks.apart).add((pk, other))
    marks.addresses -= {""}
    marks.accounts -= {None}
    return marks


def is_barred(contact: PupilContact, marks: Marks) -> bool:
    """Whether this is somebody with a court order, as far as name, address and account tell: the one rule for all.

    Whoever shares the address is taken for the same person, because what is sent there is read by both; the
    safeguarding lead sorts it out. So is whoever has the same name beside the same child, until somebody says that
    they are two people.
    """
    return marks.mean(contact)


def refuse_barred(address: str, user: User | None = None) -> None:
    """Raises UnderCourtOrder where the address is marked anywhere, or a mark has shut this account out."""
    marked = PupilContact.objects.filter(gets_nothing=True).alias(folded=Lower(Trim("email")))
    known = Q(folded=address.strip().lower()) & ~Q(folded="")
    if user:
        known |= Q(user=user) | Q(barred_users=user)
    if marked.filter(known).exists():
        raise UnderCourtOrder


def is_barred_account(user: User) -> bool:
    """Whether a mark anywhere on the contact lists means this account."""
    try:
        refuse_barred(user.email, user)
    except UnderCourtOrder:
        return True
    return False


def refuse_barred_pair(one: User, other: User) -> None:
    """Raises UnderCourtOrder where the two accounts as one person would reach past a mark.

    By either address, by either account; and by either name beside a child of either.
    """
    for user in (one, other):
        refuse_barred(user.email, user)
    pupils = PupilContact.objects.filter(user__in=[one, other]).values("pupil")
    marked = PupilContact.objects.filter(gets_nothing=True, pupil__in=pupils).values_list("pk", "name")
    said = Namesake.objects.filter(marked__gets_nothing=True, is_same_person=False, other__user__in=[one, other])
    apart = set(said.values_list("marked_id", "other__user_id"))
    for pk, name in marked:
        if any(_is_called(user, name) and (pk, user.pk) not in apart for user in (one, other)):
            raise UnderCourtOrder


def namesakes_of(contact: PupilContact) -> list[PupilContact]:
    """The other entries of the same name beside the same child, on the list now or earlier."""
    name = without_title(contact.name)
    others = PupilContact.objects.filter(pupil=contact.pupil_id).exclude(pk=contact.pk).order_by("priority", "pk")
    return [other for other in others if name and without_title(other.name) == name]


def accounts_meant_by(contact: PupilContact) -> set[int]:
    """The keys of the accounts that a mark on this contact shuts out, before or after it is set.

    The contact's own and that of its address; and the same of every entry of that name beside the same child, which may
    have another address: a list brings a new one, and the old entry is marked (issue 3, item 1). Not of an entry of
    which somebody said that it is another person.
    """
    apart = set(Namesake.objects.filter(marked=contact, is_same_person=False).values_list("other_id", flat=True))
    return accounts_of(contact, *(other for other in namesakes_of(contact) if other.pk not in apart))


def accounts_of(*entries: PupilContact) -> set[int]:
    """The keys of the accounts that hang on these entries, or have one of their addresses."""
    addresses = {entry.email.strip().lower() for entry in entries} - {""}
    accounts = User.objects.alias(folded=Lower("email")).filter(folded__in=addresses)
    return {entry.user_id for entry in entries if entry.user_id} | set(accounts.values_list("pk", flat=True))


def _is_called(user: User, name: str) -> bool:
    """The name of a contact, with or without a title, is this person's."""
    own = fold(f"{user.forename} {user.surname}")
    return bool(own) and f" {fold(name)}".endswith(f" {own}")


def account_is_barred() -> Exists:
    """For a query of contacts: whether a mark anywhere means the account that the contact is linked to."""
    marked = PupilContact.objects.filter(gets_nothing=True).alias(folded=Lower(Trim("email")))
    known = Q(user=OuterRef("user")) | Q(barred_users=OuterRef("user")) | Q(folded=Lower(OuterRef("user__email")))
    return Exists(marked.filter(known))


def entries_meant() -> QuerySet[PupilContact]:
    """Entries on contact lists that a mark may mean: the marked ones, those of their addresses, those of the accounts.

    As a part of another query, so that a page pays no query for it. Who is meant by name is beside a marked one.
    """
    marked = PupilContact.objects.filter(gets_nothing=True)
    addresses = marked.exclude(email="").annotate(folded=Lower(Trim("email"))).order_by().values("folded")
    meant = Q(barred_from__gets_nothing=True) | Q(pk__in=marked.order_by().values("user")) | Q(folded__in=addresses)
    accounts = User.objects.alias(folded=Lower("email")).filter(meant).order_by().values("pk")
    entries = PupilContact.objects.alias(folded=Lower(Trim("email"))).order_by()
    return entries.filter(Q(gets_nothing=True) | Q(folded__in=addresses) | Q(user__in=accounts))


def pupils_with_a_mark() -> set[int]:
    """The children of whom a contact has a court order, one on the list now or earlier."""
    return set(PupilContact.objects.filter(gets_nothing=True).values_list("pupil_id", flat=True))


def shut_out_accounts() -> set[int]:
    """The keys of the accounts that a mark shut out, whatever address they have now."""
    return set(User.objects.filter(barred_from__gets_nothing=True).values_list("pk", flat=True))
