"""Who may know how long the record is.

Each act adds an event, one with an incident about the headteacher too. Whoever may see how many there are, or the seal
of the last, sees that something happened of which they may read nothing (security 2.3 h).
"""

from typing import Any

from people.models import User
from people.permissions import Permission
from people.roles import Role

KEYS = frozenset({"events"})  # of the details of an event: what says how many there are


def may_know_length(user: User) -> bool:
    """The chair, to whom the daily mail says it. Not who is head as well, also standing in, though they may ask
    whether the record is whole."""
    return user.has_perm(Permission.AUDIT_HEAD) and Role.HEAD not in user.roles


def without_length(details: dict[str, Any]) -> dict[str, Any]:
    """The details of an event without how long the record was."""
    return {key: value for key, value in details.items() if key not in KEYS}
