"""Which people and numbers that the portal relies on are still empty, each with the page that mends it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from people import settings as school_settings
from people.models import Pupil, RoleAssignment, SchoolAccount, Term, User
from people.models.contacts import PupilContact
from people.permissions import Permission
from people.roles import Role
from people.setting_groups import GROUP_OF
from people.settings import Key

from .calendar import calendar_gaps
from .school_accounts import possible_holders, wanting


@dataclass(frozen=True)
class Gap:
    """Something that is not there yet, what follows from it, and the name of the address that mends it.

    `where` is what the address names beside, such as a group of settings.
    """

    text: str
    then: str
    route: str
    door: str
    where: tuple[str, ...] = ()


SETTING_UP = "setting_up"  # in a session: whoever signed in to an empty school is led into the guide

NEEDED = {
    Role.HEAD: "Roles cannot be confirmed, and nobody decides what is the head’s to decide.",
    Role.DSL: "Marks and court orders rest with the headteacher alone.",
    Role.OFFICE: "Nobody sorts out answers or looks after accounts.",
    Role.CHAIR: "A second person for roles is missing, and nobody sees what the head opened.",
    Role.VICE_CHAIR: "Nobody acts where something is about the chair.",
    Role.CLERK: "Nobody acts for the governors between meetings.",
    Role.DPO: "Questions on data protection reach nobody.",
}
NAMES = "The holder names somebody."
AWAY = {
    Role.HEAD: f"A request or an answer that nobody opens then goes to the chair. {NAMES}",
    Role.DSL: f"While they are away, nobody sets marks and court orders but the headteacher. {NAMES}",
    Role.CHAIR: f"While they are away, a second person for roles is missing. {NAMES}",
}


def gaps(today: dt.date) -> list[Gap]:
    """Everything that is empty today, what matters most first. A constant number of queries."""
    own = school_settings.read_all()
    held = list(held_on(today))
    return [
        *role_gaps(held),
        *_numbers(own),
        *ringing_gaps(own),
        *cover_gaps(held, set(covers_named(today))),
        *_school_accounts(today, own),
        *_calendar(today),
        *_families(today),
    ]


def held_on(today: dt.date) -> QuerySet[RoleAssignment]:
    """Who holds what, with an account that works."""
    return RoleAssignment.objects.in_force_on(today).filter(Q(user__ends_on=None) | Q(user__ends_on__gte=today))


def covers_named(today: dt.date) -> QuerySet[Any]:
    """For which roles somebody stands in, today or later."""
    coming = RoleAssignment.objects.filter(is_cover=True).exclude(ends_on__lt=today)
    return coming.order_by().values_list("role", flat=True)


def role_gaps(holders: Iterable[RoleAssignment], beside: Collection[Role] = ()) -> list[Gap]:
    """The posts that none of `holders` has, but for those `beside`."""
    held = {one.role for one in holders}
    return [
        Gap(f"Nobody is {role.label.lower()}.", then, "people:accounts", "Accounts")
        for role, then in NEEDED.items()
        if role not in held and role not in beside
    ]


def _numbers(own: dict[Key, str]) -> list[Gap]:
    wanted = {
        Key.OFFICE_PHONE: ("The telephone number of the office is empty.", "Nobody who needs help finds whom to ring."),
        Key.OFFICE_EMAIL: ("The e-mail address of the office is empty.", "A parent without an account cannot write."),
        Key.PERMISSION_BASIS: ("Why the school asks for permission is empty.", "The privacy page cannot say it."),
    }
    return [_setting_gap(key, *wanted[key]) for key in wanted if not own[key].strip()]


def ringing_gaps(own: Mapping[Key, str]) -> list[Gap]:
    """The numbers that stand above every report of an incident, as far as they are empty."""
    then = "Nobody can report an incident before it is there: it is whom to ring for a child at risk."
    return [
        _setting_gap(key, f"The telephone number of {who} is empty.", then)
        for key, who in school_settings.RINGING.items()
        if not own[key].strip()
    ]


def _setting_gap(key: Key, text: str, then: str) -> Gap:
    group = GROUP_OF[key]
    return Gap(text, then, "people:settings-group", f"Settings: {group.title}", (group.slug,))


def cover_gaps(holders: Iterable[RoleAssignment], named: Collection[str]) -> list[Gap]:
    """No word of who stands in, today or later, for a role that is held. `named`: the roles of which there is one."""
    held = {one.role for one in holders if not one.is_cover}
    return [
        Gap(f"Nobody stands in for the {role.label.lower()}.", AWAY[role], "people:cover", "Who stands in")
        for role in AWAY
        if role in held and role not in named
    ]


def _school_accounts(today: dt.date, own: Mapping[Key, str]) -> list[Gap]:
    """What is missing from the register; of a school that closed every account of its own, nothing is."""
    every = list(SchoolAccount.objects.select_related("first_holder", "second_holder"))
    route, door = "people:school-accounts", "School accounts"
    if not every:
        then = "Until the first one is, every place is offered where a picture is checked."
        return [Gap("No school account is registered.", then, route, door)]
    holders = set(possible_holders().values_list("pk", flat=True))
    then = "Somebody’s leaving could lose it, or nobody would notice what goes on there."
    months = school_settings.number(own, Key.ACCOUNT_REVIEW_MONTHS)
    found = [(one, wanting(one, holders, today, months)) for one in every]
    return [Gap(f"{one}: {', '.join(missing)}.", then, route, door) for one, missing in found if missing]


def _calendar(today: dt.date) -> list[Gap]:
    then = "Days for answers are counted by it."
    return [Gap(text, then, "people:calendar", "Calendar") for text in calendar_gaps(today)]


def may_set_up(user: User) -> bool:
    """Whether this is somebody who fills in a school of which nothing is there yet: no term, no child. Two queries for
    those who may, none for anybody else."""
    if not user.has_perm(Permission.SETTINGS_EDIT):
        return False
    return not (Term.objects.exists() or Pupil.objects.exists())


def _families(today: dt.date) -> list[Gap]:
    """Whether parents can sign in at all; how many are not invited stands on the page that invites them."""
    if PupilContact.objects.filter(ends_on=None).exists() and not User.objects.holding(Role.PARENT).exists():
        then = "They cannot see or stop a permission themselves."
        return [Gap("No parent is invited yet.", then, "people:contacts", "Parents to invite")]
    return []
