"""The school's policies: their versions, areas and rules, and the documents they lean on."""

from .documents import RelatedDocument
from .policies import Policy
from .rules import Rule, RuleVersion
from .sections import CommunicationMethod, OpenPoint, Section
from .versions import PolicyVersion

__all__ = [
    "CommunicationMethod",
    "OpenPoint",
    "Policy",
    "PolicyVersion",
    "RelatedDocument",
    "Rule",
    "RuleVersion",
    "Section",
]
