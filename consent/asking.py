"""Which accounts of the school a request about a picture is about: they are never told of it (issue 3, item 2)."""

from collections.abc import Iterable

from people.models import PupilContact, User
from people.names import fold
from people.roles import Role

TOLD = tuple(role for role in Role if role != Role.PARENT)  # nobody is told of a request for being a parent


def subjects_of(asked_by: str, reach_by: str, pupils: Iterable[int]) -> set[int]:
    """Parents of the children meant, and whoever has the name or the address that was typed. Two queries, always.

    Too many rather than too few: somebody of the same name is left out as well, and the next one is told. Of names and
    addresses only theirs are compared who could be told at all: the school's own people, not its parents.
    """
    contacts = PupilContact.objects.filter(pupil__in=list(pupils) or [0]).values_list("user_id", "email")
    rows = list(contacts)
    users = {user for user, _ in rows if user}
    addresses = {email.strip().casefold() for _, email in rows if email}
    name, typed = fold(asked_by), reach_by.casefold()
    told = User.objects.holding(*TOLD).values_list("pk", "email", "forename", "surname")
    return users | {pk for pk, email, *names in told if _is_meant(email.casefold(), names, addresses, name, typed)}


def _is_meant(address: str, names: list[str], addresses: set[str], name: str, typed: str) -> bool:
    return address in addresses or address in typed or fold(" ".join(names)) == name
