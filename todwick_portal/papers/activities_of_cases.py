"""Incidents, complaints, data breaches and what governors are told of them."""

from .activities_of_pictures import SAFEGUARDING, TASK
from .periods import Kept
from .shape import EVERY, Activity

OFFENCES = (
    f"{SAFEGUARDING} Where it may be an offence: the same public interest, and that of preventing unlawful acts "
    "(Article 10; Schedule 1, paragraphs 10 and 18)."
)
WALLS = ("walls", "record", "append", "mail", "zones")

CASES: tuple[Activity, ...] = (
    Activity(
        key="incidents",
        title="Incidents",
        purpose="To look into what happened online or with a picture, to protect children, and to act on it fairly.",
        basis=f"{TASK} Safeguarding: a legal obligation (Article 6(1)(c); Education Act 2002, section 175; of an "
        "academy Education (Independent School Standards) Regulations 2014, part 3).",
        special=OFFENCES,
        people="Pupils, staff, parents and others to whom it happened, who did it or saw it; who reported and who "
        "deals with it",
        data="What was reported; who is in it and in which part; notes, steps, outcomes; files of evidence made anew, "
        "without place and camera data",
        readers="The owner by whom it is about: headteacher, chair or clerk; safeguarding lead; those who were given "
        "it. Never whom it is about, among those who work or govern here.",
        kept=(Kept.INCIDENTS, Kept.REPORT_DRAFTS, Kept.EVIDENCE),
        measures=(*WALLS, "evidence", "two-people"),
        models=(
            "incidents.Case",
            "incidents.Incident",
            "incidents.CasePerson",
            "incidents.CaseAssignment",
            "incidents.TimelineEntry",
            "incidents.EntryText",
            "incidents.CaseStep",
            "incidents.CaseClosure",
            "incidents.CaseOutcome",
            "incidents.CitedRule",
            "incidents.OutOfHoursTest",
            "incidents.EvidenceFile",
            "incidents.EvidenceDestruction",
            "incidents.ReportDraft",
            "incidents.LegalReferral",
            "incidents.AskedGovernor",
            "incidents.LegalDecision",
            "incidents.LegalWithdrawal",
            "incidents.CaseLetterWording",
        ),
        recipients=EVERY,
    ),
    Activity(
        key="complaints",
        title="Complaints",
        purpose="To answer whoever complains, in the stages and days of the school’s own procedure.",
        basis="A legal obligation (Article 6(1)(c)): Education Act 2002, section 29; of an academy Education "
        "(Independent School Standards) Regulations 2014, part 7; on personal data, Data Protection Act 2018, section "
        "164A.",
        special=OFFENCES,
        people="Whoever complains; the child and those it is about; who deals with it; members of a panel",
        data="What was said and wished; name, relation and how to be reached, or none of it; answers, days, letters, "
        "papers for a panel; files",
        readers="The owner by whom it is about; those who were given it; the panel without names. Whoever complained "
        "reads the answers.",
        kept=(Kept.COMPLAINTS, Kept.COMPLAINT_DRAFTS),
        measures=(*WALLS, "anonymous", "throttle", "evidence"),
        models=(
            "incidents.Complaint",
            "incidents.Understanding",
            "incidents.StageAnswer",
            "incidents.DateRevision",
            "incidents.ContactPlan",
            "incidents.Receipt",
            "incidents.MailedCode",
            "incidents.ComplaintDraft",
            "incidents.DraftFile",
            "incidents.ComplaintLetter",
            "incidents.Hearing",
            "incidents.OfferedDate",
            "incidents.PanelMember",
            "incidents.Campaign",
        ),
        recipients=EVERY,
    ),
    Activity(
        key="data-breaches",
        title="Data breaches",
        purpose="To find, judge and report a data breach within 72 hours, and to keep the record of each.",
        basis="A legal obligation (Articles 6(1)(c), 33 and 34).",
        people="Pupils and others whose data it is; who decided",
        data="What happened, which children, what was decided, who was told",
        readers="Headteacher and data-protection officer, never of one that is about themself; the chair of one about "
        "both",
        kept=(Kept.DATA_BREACHES,),
        measures=("roles", "append", "record", "mail"),
        models=("incidents.DataBreach", "incidents.BreachEntry", "incidents.BreachPupil"),
        recipients=EVERY,
    ),
    Activity(
        key="reports",
        title="Reports to governors",
        purpose="So that governors know how the policy works, in numbers and without names.",
        basis=TASK,
        people="Nobody by name; the headteacher and the clerk as authors",
        data="Numbers by term; small ones are not shown where a person could be worked out from them",
        readers="Governors, clerk, data-protection officer, headteacher",
        kept=(Kept.REPORTS,),
        measures=("small", "append", "roles"),
        models=("incidents.GovernorsReport", "incidents.ReportWords", "incidents.ConfidentialPart"),
        recipients=EVERY,
    ),
)
