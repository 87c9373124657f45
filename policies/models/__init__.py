"""The school's policies: their versions, areas and rules, and what hangs on them."""

from .acknowledgements import Acknowledgement, AcknowledgementDuty, AcknowledgementReminder, ReadingNotice
from .documents import RelatedDocument
from .imports import PolicyImport
from .policies import Policy
from .registers import AudienceNote, GapOwner, Platform, Statute
from .rules import Rule, RuleVersion
from .sections import CommunicationMethod, OpenPoint, Section
from .staff import ConfidentialityLetter, PrivacyCheckup
from .steps import DraftComment, VersionStep
from .uses import Feature, RuleUse
from .versions import PolicyVersion

__all__ = [
    "Acknowledgement",
    "AcknowledgementDuty",
    "AcknowledgementReminder",
    "AudienceNote",
    "CommunicationMethod",
    "ConfidentialityLetter",
    "DraftComment",
    "Feature",
    "GapOwner",
    "OpenPoint",
    "Platform",
    "Policy",
    "PolicyImport",
    "PolicyVersion",
    "PrivacyCheckup",
    "ReadingNotice",
    "RelatedDocument",
    "Rule",
    "RuleUse",
    "RuleVersion",
    "Section",
    "Statute",
    "VersionStep",
]
