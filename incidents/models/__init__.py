"""Cases and who is in them; incidents, their timeline, what was decided."""

from .breaches import BreachAbout, BreachEntry, BreachPupil, DataBreach, Risk, Told
from .bundles import BundlePart, DataBundle
from .campaigns import Campaign
from .cases import OPEN_STATES, Case, State
from .complaint_letters import ComplaintLetter
from .complaints import Complaint, DateRevision, StageAnswer, Understanding
from .contact_plans import ContactPlan
from .data_requests import DataRequest, DataRequestEntry, RequestState, Right
from .destruction import EvidenceDestruction
from .evidence import CaseLetterWording, EvidenceFile
from .hearings import Hearing, OfferedDate
from .incidents import CitedRule, Incident, OutOfHoursTest
from .legal import AskedGovernor, LegalDecision, LegalReferral, LegalWithdrawal
from .links import CaseAssignment, CasePerson, PanelMember
from .receipts import ComplaintDraft, DraftFile, MailedCode, Receipt
from .reports import ConfidentialPart, GovernorsReport, ReportWords
from .timeline import CaseClosure, CaseOutcome, CaseStep, EntryText, ReportDraft, TimelineEntry
from .waiting import WaitingBlackout

__all__ = [
    "OPEN_STATES",
    "AskedGovernor",
    "BreachAbout",
    "BreachEntry",
    "BreachPupil",
    "BundlePart",
    "Campaign",
    "Case",
    "CaseAssignment",
    "CaseClosure",
    "CaseLetterWording",
    "CaseOutcome",
    "CasePerson",
    "CaseStep",
    "CitedRule",
    "Complaint",
    "ComplaintDraft",
    "ComplaintLetter",
    "ConfidentialPart",
    "ContactPlan",
    "DataBreach",
    "DataBundle",
    "DataRequest",
    "DataRequestEntry",
    "DateRevision",
    "DraftFile",
    "EntryText",
    "EvidenceDestruction",
    "EvidenceFile",
    "GovernorsReport",
    "Hearing",
    "Incident",
    "LegalDecision",
    "LegalReferral",
    "LegalWithdrawal",
    "MailedCode",
    "OfferedDate",
    "OutOfHoursTest",
    "PanelMember",
    "Receipt",
    "ReportDraft",
    "ReportWords",
    "RequestState",
    "Right",
    "Risk",
    "StageAnswer",
    "State",
    "TimelineEntry",
    "Told",
    "Understanding",
    "WaitingBlackout",
]
