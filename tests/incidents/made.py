"""A school's people for incidents, and reports as plain as can be."""

import dataclasses
import datetime as dt
import uuid
from functools import cached_property
from typing import Any

from django.utils import timezone

from incidents.actions.reporting import Linked, Reported, report_incident
from incidents.kinds import Kind, Place
from incidents.models import Case, CasePerson
from incidents.walls import Standing
from people.models import User
from people.roles import Role
from tests.factories import UserFactory

Part = CasePerson.Part


class School:
    """One holder of each role, made when first asked for, and a teacher who reports."""

    @cached_property
    def head(self) -> User:
        return UserFactory(role=Role.HEAD)

    @cached_property
    def dsl(self) -> User:
        return UserFactory(role=Role.DSL)

    @cached_property
    def chair(self) -> User:
        return UserFactory(role=Role.CHAIR)

    @cached_property
    def vice_chair(self) -> User:
        return UserFactory(role=Role.VICE_CHAIR)

    @cached_property
    def clerk(self) -> User:
        return UserFactory(role=Role.CLERK)

    @cached_property
    def governor(self) -> User:
        return UserFactory(role=Role.GOVERNOR)

    @cached_property
    def office(self) -> User:
        return UserFactory(role=Role.OFFICE)

    @cached_property
    def reporter(self) -> User:
        return UserFactory(role=Role.STAFF)

    @cached_property
    def handler(self) -> User:
        return UserFactory(role=Role.STAFF)

    @cached_property
    def colleague(self) -> User:
        return UserFactory(role=Role.STAFF)

    def everybody_leading(self) -> "School":
        """The same, with head, safeguarding lead, chair, vice-chair and clerk in their posts."""
        for name in ("head", "dsl", "chair", "vice_chair", "clerk"):
            getattr(self, name)
        return self


def reported(**changes: Any) -> Reported:
    """A comment online, today, about nobody in particular."""
    plain = Reported(
        title="Words in a group chat",
        words="Several messages about a coat were sent in a group chat.",
        kind=Kind.COMMENT,
        happened_on=timezone.localdate() - dt.timedelta(days=1),
        place=Place.IN_SCHOOL,
        child_at_risk=False,
    )
    return dataclasses.replace(plain, **changes)


def about(user: User | None = None, standing: Standing = Standing.STAFF, name: str = "") -> Linked:
    """Somebody whom a case is about."""
    return Linked(Part.SUBJECT, standing, name or str(user), user=user)


def report(by: User, *people: Linked, **changes: Any) -> Case:
    """An incident as reported by somebody, out of the database."""
    case = report_incident(reported=reported(people=people, **changes), form_key=uuid.uuid4(), by=by)
    return Case.objects.get(pk=case.pk)


def again(user: User) -> User:
    """The same person on their next request: what they may is read anew."""
    return User.objects.get(pk=user.pk)
