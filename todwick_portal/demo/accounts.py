"""The ten demo accounts, each with its password and its dated role."""

import datetime as dt

from people.actions.contacts import link_contact
from people.actions.roles import give_role
from people.models import PupilContact, User
from people.roles import Role
from people.school_year import first_day
from todwick_portal.demo_people import DEMO_PEOPLE, PASSWORD, DemoPerson

_YEARS_IN_POST = {Role.HEAD: 7, Role.DSL: 4, Role.OFFICE: 9, Role.STAFF: 2, Role.CHAIR: 3, Role.PARENT: 5}


class Everybody(dict[str, User]):
    """The demo's accounts by their keys, everybody else by surname."""

    def __missing__(self, surname: str) -> User:
        self[surname] = User.objects.get(surname=surname)
        return self[surname]


def create_accounts(school_year: int) -> dict[str, User]:
    """One account for each demo person, by key. The head gives the others their roles."""
    accounts = {person.key: _account(person) for person in DEMO_PEOPLE}
    head = accounts["head"]
    for person in sorted(DEMO_PEOPLE, key=lambda person: person.role != Role.HEAD):
        by = None if person.role == Role.HEAD else head
        give_role(user=accounts[person.key], role=person.role, by=by, starts_on=_since(person, school_year))
    return accounts


def link_parents(accounts: dict[str, User]) -> None:
    """The parent's account is that of the contact list: her children, this year's list once loaded."""
    parent = accounts["parent"]
    for contact in PupilContact.objects.filter(email=parent.email, ends_on=None, user=None):
        link_contact(contact=contact, user=parent, by=accounts["office"])


def _account(person: DemoPerson) -> User:
    names = {"title": person.title, "forename": person.forename, "surname": person.surname}
    return User.objects.create_user(person.email, PASSWORD, **names)


def _since(person: DemoPerson, school_year: int) -> dt.date:
    return first_day(school_year - _YEARS_IN_POST.get(person.role, 1))
