"""Who gets no account and no information by order of a court, and what they are known by (issue 3, item 1).

It beats everything: a mark beside one child shuts out the whole account, by its address, by the accounts that it cut
off, and beside the same child by the name.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower, Trim

from people.models import PupilContact, User

from .names import fold, without_title

Marks = set[tuple[int, str] | str | int]


class UnderCourtOrder(Exception):
    """This person gets no account. The sentence is for office and head, and says nothing of the order."""

    def __init__(self) -> None:
        super().__init__("This address is on the contact list with a court order. Ask the safeguarding lead.")


def barred_marks() -> Marks:
    """What a contact with a court order is known by, ended rows too. One query; a second one where there is a mark.

    (child, name without a title); the address anywhere; the keys of the accounts that a mark means, by row, by
    address or shut out.
    """
    marks: Marks = set()
    fields = ("pupil_id", "name", "email", "user_id", "barred_users")
    for pupil, name, email, *users in PupilContact.objects.filter(gets_nothing=True).values_list(*fields):
        marks |= {(pupil, without_title(name)), email.strip().casefold(), *users}
    marks -= {"", None}
    addresses = [mark for mark in marks if isinstance(mark, str)]
    accounts = User.objects.alias(folded=Lower("email")).filter(folded__in=addresses)
    return marks | set(accounts.values_list("pk", flat=True) if addresses else ())


def is_barred(contact: PupilContact, marks: Marks) -> bool:
    """Whether this is somebody with a court order, as far as name, address and account tell: the one rule for all.

    Whoever shares the address is taken for the same person, because what is sent there is read by both; the
    safeguarding lead sorts it out.
    """
    known = {(contact.pupil_id, without_title(contact.name)), contact.email.strip().casefold(), contact.user_id}
    return contact.gets_nothing or bool(known & marks)


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
    marked = PupilContact.objects.filter(gets_nothing=True, pupil__in=pupils)
    if any(_is_called(user, name) for user in (one, other) for name in marked.values_list("name", flat=True)):
        raise UnderCourtOrder


def accounts_meant_by(contact: PupilContact) -> set[int]:
    """The keys of the accounts that a mark on this contact shuts out, before or after it is set.

    The contact's own and that of its address; and the same of every entry of that name beside the same child, which may
    have another address: a list brings a new one, and the old entry is marked (issue 3, item 1).
    """
    name = without_title(contact.name)
    entries = PupilContact.objects.filter(pupil=contact.pupil_id).values_list("user_id", "name", "email")
    same = [(contact.user_id, contact.email)]
    same += [(user, email) for user, called, email in entries if name and without_title(called) == name]
    addresses = {email.strip().lower() for _, email in same} - {""}
    accounts = User.objects.alias(folded=Lower("email")).filter(folded__in=addresses)
    return {user for user, _ in same if user} | set(accounts.values_list("pk", flat=True))


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
