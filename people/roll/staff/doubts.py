"""What a person should look at in a staff list: what it suggests and the portal does not do by itself."""

import datetime as dt

from people.roles import Role
from people.roll.rows import Problem

from .known import KnownAccount
from .roles import GIVEN_BY_LIST, roles_of
from .rows import StaffRow


def doubts_about(row: StaffRow, known: KnownAccount | None, today: dt.date, *, is_renamed: bool) -> list[Problem]:
    """In sentences; none about somebody new. `is_renamed`: the list has another name, which is not taken over."""
    if known is None:
        return []
    if known.is_over(today):
        return [Problem(row.record, doubt) for doubt in _is_back(row, known)]
    doubts = [*_about_the_end(row, known, today), *_about_roles(row, known, today)]
    if is_renamed:
        doubts.append(f"{known.name} is called {row.name} on the list. Change the name on the account’s page.")
    return [Problem(row.record, doubt) for doubt in doubts]


def _is_back(row: StaffRow, known: KnownAccount) -> list[str]:
    if row.ends_on and known.ends_on and row.ends_on <= known.ends_on:
        return []
    return [f"{known.name} is on the list again: open the account on its page."]


def _about_the_end(row: StaffRow, known: KnownAccount, today: dt.date) -> list[str]:
    last, posts = row.ends_on, [role for role in known.posts(today) if role in GIVEN_BY_LIST]
    if known.ends_on and (last is None or last > known.ends_on):
        given = f"the list gives {last:%d/%m/%Y}" if last else "the list gives no last day"
        return [f"the account of {known.name} ends on {known.ends_on:%d/%m/%Y}; {given}."]
    if last and posts and (known.ends_on is None or last < known.ends_on):
        roles = " and ".join(role.label for role in posts)
        return [f"{known.name} ({roles}) leaves on {last:%d/%m/%Y}: end the account on its page."]
    return []


def _about_roles(row: StaffRow, known: KnownAccount, today: dt.date) -> list[str]:
    doubts, carried = [], roles_of(row.job_title)
    for role in known.roles:
        over = role.ends_on is not None and role.ends_on < today
        if over and row.ends_on is None and role.role in carried:
            doubts.append(f"{known.name}’s role {role.role.label} was ended, and the list does not give it back.")
        elif not over and role.role in (Role.HEAD, Role.DSL, Role.OFFICE) and role.role not in carried:
            doubts.append(f"{known.name} holds the role {role.role.label}, which the job title does not say.")
    return doubts
