"""Cases and who is in them; incidents, their timeline, what was decided."""

from .cases import OPEN_STATES, Case, State
from .evidence import CaseLetterWording, EvidenceDestruction, EvidenceFile
from .incidents import CitedRule, Incident, OutOfHoursTest
from .legal import AskedGovernor, LegalDecision, LegalReferral
from .links import CaseAssignment, CasePerson, PanelMember
from .timeline import CaseClosure, CaseStep, EntryText, ReportDraft, TimelineEntry

__all__ = [
    "OPEN_STATES",
    "AskedGovernor",
    "Case",
    "CaseAssignment",
    "CaseClosure",
    "CaseLetterWording",
    "CasePerson",
    "CaseStep",
    "CitedRule",
    "EntryText",
    "EvidenceDestruction",
    "EvidenceFile",
    "Incident",
    "LegalDecision",
    "LegalReferral",
    "OutOfHoursTest",
    "PanelMember",
    "ReportDraft",
    "State",
    "TimelineEntry",
]
