"""Which accounts of the school a request about a picture is about: they are never told of it (issue 3, item 2)."""

from collections.abc import Iterable

from people.models import PupilContact, User
from people.names import fold


def subjects_of(asked_by: str, reach_by: str, pupils: Iterable[int]) -> set[int]:
    """Parents of the children meant, and whoever has the name or the address that was typed. Two queries, always.

    Too many rather than too few: somebody of the same name is left out as well, and the next one is told.
    """
    contacts = PupilContact.objects.filter(pupil__in=list(pupils) or [0]).values_list("user_id", "email")
    rows = list(contacts)
    users = {user for user, _ in rows if user}
    addresses = {email.strip().casefold() for _, email in rows if email}
    names, typed = {fold(asked_by)}, reach_by.casefold()
    return users | {user.pk for user in User.objects.all() if _is_meant(user, addresses, names, typed)}


def _is_meant(user: User, addresses: set[str], names: set[str], typed: str) -> bool:
    address = user.email.casefold()
    return address in addresses or address in typed or fold(f"{user.forename} {user.surname}") in names
