"""Users and their roles; pupils, classes and parents; the calendar; mail; the lists they come from."""

from .access import RoleProposal
from .assessments import AssessmentApproval, AssessmentWords, DataAssessment
from .calendar import Closure, Term
from .contacts import PupilContact
from .devices import SharedDevice, TabletUser
from .disposal import DestructionRecord, DestructionRequest, Ground, KeepOrder, RetentionPeriod
from .mail import Notification
from .marks import MarkPeriod
from .namesakes import Namesake
from .new_year import NewYear
from .own_settings import SchoolLogo, SettingChange
from .pupils import ClassMembership, Pupil
from .restrictions import DataRestriction
from .rolls import RollImport, RollMapping
from .school import ClassTeacher, SchoolClass, SchoolSetting, SchoolYear
from .school_accounts import SchoolAccount
from .upkeep import BackupCopy, RestoreDrill, UpkeepCheck
from .users import RoleAssignment, User

__all__ = [
    "AssessmentApproval",
    "AssessmentWords",
    "BackupCopy",
    "ClassMembership",
    "ClassTeacher",
    "Closure",
    "DataAssessment",
    "DataRestriction",
    "DestructionRecord",
    "DestructionRequest",
    "Ground",
    "KeepOrder",
    "MarkPeriod",
    "Namesake",
    "NewYear",
    "Notification",
    "Pupil",
    "PupilContact",
    "RestoreDrill",
    "RetentionPeriod",
    "RoleAssignment",
    "RoleProposal",
    "RollImport",
    "RollMapping",
    "SchoolAccount",
    "SchoolClass",
    "SchoolLogo",
    "SchoolSetting",
    "SchoolYear",
    "SettingChange",
    "SharedDevice",
    "TabletUser",
    "Term",
    "UpkeepCheck",
    "User",
]
