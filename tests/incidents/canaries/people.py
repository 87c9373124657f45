"""Who stands behind each row of the access matrix: one school, with somebody for every relation that it names."""

import datetime as dt

from django.utils import timezone

from people.models import ClassTeacher, Pupil, PupilContact, User
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, SchoolClassFactory, UserFactory
from tests.incidents.made import School

WITHOUT_ACCOUNT = {"anon", "receipt_holder", "it_admin"}  # who runs the server has commands, and no page
STAFF = ("reporter", "handler", "colleague", "unrelated", "class_teacher", "other_teacher")


class Cast(School):
    """The school of incidents, and everybody else whom a row of the matrix means, all of them there from the start:
    nothing that a test compares is changed by somebody who joins."""

    def __init__(self) -> None:
        self.everybody_leading()
        self.extra: dict[str, User] = {name: UserFactory(role=Role.STAFF) for name in STAFF[2:]}
        for name in (*STAFF[:2], "governor", "office"):
            getattr(self, name)
        self.panel = UserFactory(role=Role.GOVERNOR)
        self.dpo = UserFactory(role=Role.DPO)
        self.own_parent, self.other_parent = UserFactory(role=Role.PARENT), UserFactory(role=Role.PARENT)
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        self.former_staff = UserFactory(role=Role.STAFF, ends_on=yesterday)
        self.former_parent = UserFactory()
        self.pupil: Pupil = PupilFactory(code="3H")
        other: Pupil = PupilFactory(code="5K")
        for pupil, parent in ((self.pupil, self.own_parent), (other, self.other_parent)):
            contact: PupilContact = PupilContactFactory(pupil=pupil)
            PupilContact.objects.filter(pk=contact.pk).update(user=parent)
        for code, name in (("3H", "class_teacher"), ("5K", "other_teacher")):
            ClassTeacher.objects.create(school_class=SchoolClassFactory(code=code), user=self.extra[name])

    @property
    def colleague(self) -> User:  # type: ignore[override]
        return self.extra["colleague"]

    def of(self, role: str) -> User | None:
        """Who is meant by a row; None for whoever has no account."""
        if role in WITHOUT_ACCOUNT:
            return None
        found: dict[str, User] = {
            "parent_own": self.own_parent, "parent_other": self.other_parent,
            "staff_unrelated": self.extra["unrelated"],
            "staff_reporter": self.reporter, "staff_handler": self.handler, "staff_subject": self.colleague,
            "class_teacher": self.extra["class_teacher"], "teacher_other_class": self.extra["other_teacher"],
            "dsl": self.dsl, "head": self.head, "head_subject": self.head, "chair": self.chair,
            "chair_subject": self.chair, "governor": self.governor, "governor_panel": self.panel, "clerk": self.clerk,
            "former_staff": self.former_staff, "former_parent": self.former_parent, "office": self.office,
            "dpo": self.dpo,
        }  # fmt: skip
        return User.objects.get(pk=found[role].pk)
