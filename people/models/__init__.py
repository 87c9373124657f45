"""Users and their roles; pupils, classes and parents; the lists they come from."""

from .pupils import ClassMembership, Pupil, PupilContact
from .rolls import RollImport, RollMapping
from .school import ClassTeacher, SchoolClass, SchoolSetting, SchoolYear
from .users import RoleAssignment, User

__all__ = [
    "ClassMembership",
    "ClassTeacher",
    "Pupil",
    "PupilContact",
    "RoleAssignment",
    "RollImport",
    "RollMapping",
    "SchoolClass",
    "SchoolSetting",
    "SchoolYear",
    "User",
]
