"""The accounts we know, as plain values to plan against; read with a constant number of queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from people.models import ClassTeacher, RoleAssignment, User
from people.roles import GIVEN_ALONE, Role


@dataclass(frozen=True)
class KnownRole:
    """A role somebody holds, held or will hold, in their own right; both days included."""

    pk: int
    role: Role
    ends_on: dt.date | None


@dataclass(frozen=True)
class KnownLink:
    """A class of the year that somebody teaches; `ends_on` is the last day."""

    pk: int
    code: str
    ends_on: dt.date | None


@dataclass(frozen=True)
class KnownAccount:
    """Somebody with an account."""

    pk: int
    email: str
    staff_code: str = ""
    title: str = ""
    forename: str = ""
    surname: str = ""
    job_title: str = ""
    ends_on: dt.date | None = None
    roles: tuple[KnownRole, ...] = ()
    classes: tuple[KnownLink, ...] = ()

    @property
    def name(self) -> str:
        """With title, as colleagues write it."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part) or self.email

    def is_over(self, today: dt.date) -> bool:
        """The account has ended: a list changes nothing of it."""
        return self.ends_on is not None and self.ends_on < today

    def posts(self, today: dt.date) -> list[Role]:
        """The roles of today or later that a second person confirms: a list alone ends none of them."""
        held = {one.role for one in self.roles if one.ends_on is None or one.ends_on >= today}
        return sorted(held - GIVEN_ALONE)


_FIELDS = ("pk", "email", "staff_code", "title", "forename", "surname", "job_title", "ends_on")


def known_accounts(school_year: int) -> list[KnownAccount]:
    """Everybody with an account, their roles, the classes of the year they teach. Three queries."""
    roles: dict[int, list[KnownRole]] = defaultdict(list)
    own = RoleAssignment.objects.filter(is_cover=False).order_by("pk")
    for pk, user, role, ends_on in own.values_list("pk", "user_id", "role", "ends_on"):
        roles[user].append(KnownRole(pk, Role(role), ends_on))
    links: dict[int, list[KnownLink]] = defaultdict(list)
    teaching = ClassTeacher.objects.filter(school_class__school_year=school_year).order_by("pk")
    for pk, user, code, ends_on in teaching.values_list("pk", "user_id", "school_class__code", "ends_on"):
        links[user].append(KnownLink(pk, code, ends_on))
    accounts = []
    for values in User.objects.order_by("pk").values_list(*_FIELDS):
        fields = dict(zip(_FIELDS, values, strict=True))
        pk = fields["pk"]
        accounts.append(KnownAccount(**fields, roles=tuple(roles.get(pk, ())), classes=tuple(links.get(pk, ()))))
    return accounts
