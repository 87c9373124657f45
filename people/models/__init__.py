"""Users and their roles; pupils, classes and parents; the calendar; mail; the lists they come from."""

from .access import RoleProposal
from .assessments import AssessmentApproval, AssessmentWords, DataAssessment
from .calendar import Closure, Term
from .contacts import PupilContact
from .devices import SharedDevice, TabletUser
from .mail import Notification
from .marks import MarkPeriod
from .namesakes import Namesake
from .new_year import NewYear
from .pupils import ClassMembership, Pupil
from .rolls import RollImport, RollMapping
from .school import ClassTeacher, SchoolClass, SchoolSetting, SchoolYear
from .school_accounts import SchoolAccount
from .users import RoleAssignment, User

__all__ = [
    "AssessmentApproval",
    "AssessmentWords",
    "ClassMembership",
    "ClassTeacher",
    "Closure",
    "DataAssessment",
    "MarkPeriod",
    "Namesake",
    "NewYear",
    "Notification",
    "Pupil",
    "PupilContact",
    "RoleAssignment",
    "RoleProposal",
    "RollImport",
    "RollMapping",
    "SchoolAccount",
    "SchoolClass",
    "SchoolSetting",
    "SchoolYear",
    "SharedDevice",
    "TabletUser",
    "Term",
    "User",
]
