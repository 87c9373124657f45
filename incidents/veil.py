"""What is blacked out of a paper as somebody chose it: names, wherever they stand in it (requirements C19)."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any

from people.models import User

from .blacking import covered, parts_of_names, pieces_of
from .models import Case, CasePerson
from .walls import Standing

PUPILS, REPORTER, STAFF, EVERYBODY, NOTES = "pupils", "reporter", "staff", "everybody", "notes"
OF_THE_SCHOOL = frozenset({
    Standing.STAFF, Standing.FORMER_STAFF, Standing.HEAD, Standing.GOVERNOR, Standing.CHAIR, Standing.VICE_CHAIR,
    Standing.CLERK,
})  # fmt: skip
AS_THEY_ARE = (int, dt.date, dt.time)  # True and moments are such; nothing else stands on a paper but texts


class Fixed(str):
    """Words of the portal or of a policy: no name is looked for in them, since "will" and "may" are names too."""

    __slots__ = ()


def veiled(paper: Any, case: Case, hidden: Collection[str]) -> Any:
    """The same lists and dictionaries with every text veiled and every account named by its name, veiled.

    Whatever is put on a paper goes through here. Raises TypeError for a row: its fields would go past the veil.
    """
    names = _names(case, set(_accounts(paper)), hidden)
    last = {name.split()[-1] for name in names if len(name.split()) > 1}  # however short: "Ms Ng" is somebody
    phrases = parts_of_names(names) | last
    return _each(paper, lambda text: covered(text, pieces_of(text, phrases)))


def _each(part: Any, veil: Callable[[str], str]) -> Any:
    if isinstance(part, dict):
        return {key: _each(value, veil) for key, value in part.items()}
    if isinstance(part, list):
        return [_each(one, veil) for one in part]
    if part is None or isinstance(part, (Fixed, *AS_THEY_ARE)):
        return part
    if isinstance(part, (str, User)):
        return veil(str(part))
    raise TypeError(f"{type(part).__name__} is no text: put its texts on the paper.")


def _accounts(part: Any) -> Iterator[User]:
    """Everybody who is named on a paper by an account."""
    if isinstance(part, User):
        yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _accounts(one)


def _names(case: Case, accounts: Collection[User], hidden: Collection[str]) -> set[str]:
    """The names that were chosen. Titles stay: they stand before other names too."""
    names: set[str] = set()
    for person in case.people.select_related("pupil", "user"):
        if _is_hidden(person, hidden):
            names |= _names_of(person)
    if case.reported_by and REPORTER in hidden:
        names.add(_name_of(case.reported_by))
    if STAFF in hidden or EVERYBODY in hidden:
        dealt = [one.user for one in case.assignments.select_related("user")]  # the timeline names them
        names |= {_name_of(user) for user in (*accounts, *dealt, *filter(None, [case.reported_by]))}
    return names


def _is_hidden(person: CasePerson, hidden: Collection[str]) -> bool:
    is_of_school = person.user_id is not None or person.standing in OF_THE_SCHOOL
    return EVERYBODY in hidden or (PUPILS in hidden and person.is_child) or (STAFF in hidden and is_of_school)


def _names_of(person: CasePerson) -> set[str]:
    names = {person.name}
    if person.user:  # as linked, and as they are called today
        names = {_name_of(person.user), person.name.removeprefix(person.user.title).strip()}
    if person.pupil:
        names |= {str(person.pupil), f"{person.pupil.legal_forename} {person.pupil.legal_surname}"}
    return names


def _name_of(user: User) -> str:
    return f"{user.forename} {user.surname}".strip() or user.email
