"""What incidents, complaints, data breaches and earlier requests hold about one person.

Each case is a part of its own (`incidents/rights/case_part.py`), looked through by whoever reads that case, and so is
each data breach: here stand their tables, and the section of what the person asked for before.
"""

from collections.abc import Iterator

from django.db.models import Q

from people.about_person import Person, Row, Section, choice

from . import models
from .models import BreachEntry, DataBreach, DataRequest

# Told in the part of a case.
OF_A_CASE = (
    models.Case, models.CasePerson, models.Incident, models.CitedRule, models.OutOfHoursTest, models.TimelineEntry,
    models.EntryText, models.CaseStep, models.CaseClosure, models.LegalReferral, models.LegalDecision,
    models.LegalWithdrawal, models.EvidenceFile, models.EvidenceDestruction, models.Complaint, models.Understanding,
    models.StageAnswer, models.DateRevision, models.Hearing, models.ContactPlan, models.ComplaintLetter,
)  # fmt: skip
OF_A_BREACH = (models.DataBreach, models.BreachPupil, models.BreachEntry)

_DEED = "names who did it: a deed in the school’s service, told under “What this person did in the portal”"
_WORK = "says who deals with a case of somebody else, in the school’s service: it is data of that case"
NOT_TOLD = {
    "incidents.CaseAssignment": _WORK,
    "incidents.PanelMember": _WORK,
    "incidents.AskedGovernor": _WORK,
    "incidents.OfferedDate": "days offered for a meeting; the day chosen is told with the case",
    "incidents.Campaign": _DEED + "; each complaint in it is told by itself",
    "incidents.CaseOutcome": "repeats the last closure, which is told",
    "incidents.CaseLetterWording": _DEED,
    "incidents.ReportDraft": "a report not sent: its writer alone reads it, on their own page, and it goes by itself",
    "incidents.Receipt": "the digest of an access code, by which nobody can be found",
    "incidents.MailedCode": "the digest of a code by mail that ran out",
    "incidents.GovernorsReport": "numbers without a name, checked for names before it is released",
    "incidents.ReportWords": "words beside those numbers, checked for names before they are released",
    "incidents.ConfidentialPart": "what governors are told in confidence, by numbers and without a name",
    "incidents.WaitingBlackout": "names of somebody destroyed that are still to be blacked out: sealed, read by nobody",
    "incidents.BundlePart": "is this bundle itself, or an earlier one",
    "incidents.DataBundle": "is this bundle itself, or an earlier one",
}


def rows_of_breach(breach: DataBreach) -> Iterator[Row]:
    """One data breach in which the child's data were. Notes of those who judged it stay with the school's own record:
    they are about the breach, not about the child."""
    yield {
        "Reference": breach.reference, "What": breach.title, "Happened on": breach.happened_on,
        "The school knew on": breach.aware_at, "Risk": choice(breach, "risk"),
        "Reported to the ICO on": breach.reported_at, "People told": choice(breach, "told"),
        "Closed on": breach.closed_at,
    }  # fmt: skip
    facts = breach.entries.filter(kind=BreachEntry.Kind.FACTS).first()
    for name in ("which", "went_to", "cause", "done"):
        if facts and facts.said.get(name):
            yield {"What is known of it": str(facts.said[name])}


def _asked(person: Person) -> Iterator[Row]:
    """Earlier requests of or about them."""
    found = Q(about_pupil=person.pupil) if person.pupil else Q(pk__in=[])
    if person.user:
        found |= Q(about_user=person.user) | Q(asked_by=person.user)
    if person.contacts:
        found |= Q(about_contact__in=person.contact_keys)
    for one in DataRequest.objects.filter(found):
        yield {
            "Reference": one.reference, "Asked for": choice(one, "right"), "Received on": one.received_on,
            "Came": choice(one, "way"), "Asked by": one.asker_name, "Words": one.words, "Stands": choice(one, "state"),
            "Answered on": one.answered_on,
        }  # fmt: skip


SECTIONS = (Section("asked", "What was asked about these data", (DataRequest, models.DataRequestEntry), _asked),)
