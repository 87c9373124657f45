"""Who reads a report, in the words that stand before the button and on the confirmation (security 2.3, rule f)."""

from collections.abc import Iterable

from people.models import User
from people.roles import Role

from .walls import Standing

ROLES: dict[Role, str] = {
    Role.HEAD: "the headteacher",
    Role.DSL: "the safeguarding lead",
    Role.CHAIR: "the chair of governors",
    Role.VICE_CHAIR: "the vice-chair of governors",
    Role.CLERK: "the clerk to the governors",
    Role.DPO: "the data-protection officer",
}
POSTS: dict[Standing, str] = {
    Standing.HEAD: "The headteacher",
    Standing.CHAIR: "The chair of governors",
    Standing.VICE_CHAIR: "The vice-chair of governors",
    Standing.CLERK: "The clerk to the governors",
}


def read_by(roles: Iterable[Role]) -> str:
    """Who reads it.

    >>> read_by([Role.HEAD, Role.DSL]), read_by([Role.CHAIR])
    ('the headteacher and the safeguarding lead', 'the chair of governors')
    """
    return " and ".join(ROLES[role] for role in roles)


def who_cannot_see(about: Iterable[tuple[Standing, User | None]], user: User) -> list[str]:
    """Each whom it is about and who might otherwise look: by the post, else by name; oneself is told apart."""
    found = []
    for standing, account in about:
        if account == user and account is not None:
            continue
        if standing in POSTS:
            found.append(POSTS[standing])
        elif account is not None:
            found.append(str(account))
    return list(dict.fromkeys(found))
