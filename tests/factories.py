"""Factories: the plainest valid object; a trait or argument makes a named variant."""

import factory
from factory.django import DjangoModelFactory

from people.models import ClassMembership, Pupil, PupilContact, RoleAssignment, SchoolClass, User


class UserFactory(DjangoModelFactory):
    """A user without a role. `UserFactory(role=Role.HEAD)` gives one whose role began today."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@school.example")
    forename = "Robin"
    surname = factory.Sequence(lambda n: f"Marlowe{n}")

    @factory.post_generation
    def role(user, create, role, **kwargs):
        if role:
            RoleAssignment.objects.create(user=user, role=role)


class SchoolClassFactory(DjangoModelFactory):
    """Class 3H of 2026/27."""

    class Meta:
        model = SchoolClass
        django_get_or_create = ("school_year", "code")

    school_year = 2026
    code = "3H"
    year_groups = ["3"]


class PupilFactory(DjangoModelFactory):
    """A pupil on the roll. `PupilFactory(code="3H")` puts the pupil into that class of 2026/27."""

    class Meta:
        model = Pupil
        skip_postgeneration_save = True

    admission_number = factory.Sequence(lambda n: f"{5000 + n:06d}")
    legal_forename = factory.Sequence(lambda n: f"Wren{n}")
    legal_surname = "Ashdown"
    year_group = "3"

    @factory.post_generation
    def code(pupil, create, code, **kwargs):
        if code:
            ClassMembership.objects.create(pupil=pupil, school_class=SchoolClassFactory(code=code))


class PupilContactFactory(DjangoModelFactory):
    """A mother with parental responsibility."""

    class Meta:
        model = PupilContact

    pupil = factory.SubFactory(PupilFactory)
    name = factory.Sequence(lambda n: f"Imogen Ashdown{n}")
    email = factory.Sequence(lambda n: f"imogen{n}@families.example")
    relationship = "Mother"
