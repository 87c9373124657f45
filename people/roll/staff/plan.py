"""What loading a staff list would do. People who are not on it are reported, never ended.

A list makes accounts and shortens them; it revives none. What takes a second person on the pages is left to the pages:
the end and the name of somebody with such a role are said, not written.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from people.names import fold
from people.roles import GIVEN_ALONE, Role
from people.roll.changes import FieldChange, better
from people.roll.rows import Problem

from .doubts import doubts_about
from .known import KnownAccount, KnownLink, KnownRole
from .roles import GIVEN_BY_LIST, roles_of, teaches
from .rows import StaffReading, StaffRow

OTHERS = ("staff_code", "job_title")
ENDED_BY_LIST = frozenset(GIVEN_BY_LIST) & GIVEN_ALONE
NAMES = ("title", "forename", "surname")


@dataclass(frozen=True)
class AccountChange:
    """Somebody on the list: a new account (`known` is None) or what changes of theirs."""

    row: StaffRow
    known: KnownAccount | None = None
    fields: tuple[FieldChange, ...] = ()
    roles_given: tuple[Role, ...] = ()
    roles_ended: tuple[KnownRole, ...] = ()
    classes_begun: tuple[str, ...] = ()
    classes_ended: tuple[KnownLink, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything would be written."""
        parts = (self.fields, self.roles_given, self.roles_ended, self.classes_begun, self.classes_ended)
        return any(parts)


@dataclass(frozen=True)
class StaffPlan:
    """What would happen. With `problems` nothing may. `absent` are staff whom the list does not name."""

    school_year: int
    today: dt.date
    new: tuple[AccountChange, ...] = ()
    changed: tuple[AccountChange, ...] = ()
    unchanged: tuple[KnownAccount, ...] = ()
    absent: tuple[KnownAccount, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def leaving(self) -> tuple[AccountChange, ...]:
        """People whose last day the list gives, as far as that is news."""
        return tuple(c for c in (*self.new, *self.changed) if c.row.ends_on and (not c.known or c.roles_ended))

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "leaving": len(self.leaving),
            "not_listed": len(self.absent),
        }


def plan_staff(
    reading: StaffReading, existing: Sequence[KnownAccount], *, school_year: int, today: dt.date
) -> StaffPlan:
    """Compare a staff list with the accounts we know, by e-mail address whatever its capitals.

    A role or an account that has ended is not given again by a list, and no last day becomes a later one: that is
    reported.
    """
    by_email = {account.email.casefold(): account for account in existing}
    new, changed, unchanged, warnings = [], [], [], list(reading.warnings)
    for row in reading.rows:
        known = by_email.get(row.email)
        change = _change(row, known, today)
        is_renamed = known is not None and bool(_names_kept(row, known))
        warnings += doubts_about(row, known, today, is_renamed=is_renamed)
        if known is None:
            new.append(change)
        elif change.is_change:
            changed.append(change)
        else:
            unchanged.append(known)
    listed = {row.email for row in reading.rows}
    absent = [a for a in existing if a.email.casefold() not in listed and _works_here(a, today)]
    return StaffPlan(
        school_year, today, tuple(new), tuple(changed), tuple(unchanged), tuple(absent),
        reading.problems, tuple(warnings),
    )  # fmt: skip


def _works_here(account: KnownAccount, today: dt.date) -> bool:
    active = account.ends_on is None or account.ends_on >= today
    return active and any(
        role.role in GIVEN_BY_LIST and (role.ends_on is None or role.ends_on >= today) for role in account.roles
    )


def _change(row: StaffRow, known: KnownAccount | None, today: dt.date) -> AccountChange:
    wanted = row.classes if teaches(row.job_title) and not _past(row, today) else ()
    if known is None:
        return AccountChange(row, None, roles_given=roles_of(row.job_title), classes_begun=wanted)
    if known.is_over(today):
        return AccountChange(row, known)
    held = {role.role for role in known.roles}
    open_links = [link for link in known.classes if link.ends_on is None or link.ends_on >= today]
    taught = {fold(link.code) for link in open_links}
    listed = {fold(code) for code in wanted}
    return AccountChange(
        row=row,
        known=known,
        fields=_fields(row, known, today),
        roles_given=tuple(role for role in roles_of(row.job_title) if role not in held),
        roles_ended=_roles_ended(row, known),
        classes_begun=tuple(code for code in wanted if fold(code) not in taught),
        classes_ended=tuple(link for link in open_links if _link_ends(row, link, listed)),
    )


def _past(row: StaffRow, today: dt.date) -> bool:
    return row.ends_on is not None and row.ends_on < today


def _link_ends(row: StaffRow, link: KnownLink, listed: set[str]) -> bool:
    """A class the list no longer gives, if it gives any; or every class of somebody who leaves."""
    if row.ends_on and (link.ends_on is None or link.ends_on > row.ends_on):
        return True
    return bool(listed) and fold(link.code) not in listed


def _fields(row: StaffRow, known: KnownAccount, today: dt.date) -> tuple[FieldChange, ...]:
    new: dict[str, object] = {name: better(getattr(row, name), getattr(known, name)) for name in (*OTHERS, *NAMES)}
    for name in _names_kept(row, known):
        del new[name]
    if row.ends_on and _is_sooner(row.ends_on, known) and not known.posts(today) and not _keeps_account(known):
        new["ends_on"] = row.ends_on
    return tuple(
        FieldChange(name, getattr(known, name), value) for name, value in new.items() if value != getattr(known, name)
    )


def _names_kept(row: StaffRow, known: KnownAccount) -> list[str]:
    """The parts of the name that the list says otherwise, of somebody whose roles take a second person."""
    if not {role.role for role in known.roles} - GIVEN_ALONE:
        return []
    said = {name: better(getattr(row, name), getattr(known, name)) for name in NAMES}
    return [name for name, value in said.items() if getattr(known, name) and value != getattr(known, name)]


def _is_sooner(last_day: dt.date, known: KnownAccount) -> bool:
    return known.ends_on is None or last_day < known.ends_on


def _keeps_account(known: KnownAccount) -> bool:
    """A governor or a parent of the school who leaves its staff still signs in as that."""
    return any(role.role not in GIVEN_BY_LIST and role.ends_on is None for role in known.roles)


def _roles_ended(row: StaffRow, known: KnownAccount) -> tuple[KnownRole, ...]:
    """The staff roles that the list ends sooner; none whose end takes a second person."""
    last = row.ends_on
    if last is None:
        return ()
    return tuple(
        role for role in known.roles if role.role in ENDED_BY_LIST and (role.ends_on is None or role.ends_on > last)
    )
