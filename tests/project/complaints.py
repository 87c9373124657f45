"""The complaints of the world to walk through: one about the school as a whole, given to the teacher, with a file; one
with a panel, and one that a panel has decided."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_going_on import ask_next_stage
from incidents.actions.complaint_lettering import make_letter
from incidents.actions.evidence import seal_evidence
from incidents.actions.panel_bundle import send_papers
from incidents.actions.panel_naming import Outside, name_panel
from incidents.complaint_author import Author
from incidents.complaints.letter_kinds import ComplaintLetterKind
from incidents.complaints.stages import Stage
from incidents.models import Campaign, Case, Complaint, ContactPlan
from incidents.panel_seating import sitting
from people.models import User
from people.roles import Role
from tests.incidents.complaints.answered import answered, closed
from tests.incidents.complaints.made import complain
from tests.incidents.filed import added

_OF = (
    "", "-acknowledgement", "-talk", "-looking", "-answer", "-closing", "-reopening", "-next-stage", "-date", "-letter",
    "-dealing", "-person", "-sorting", "-redirection", "-already", "-incident", "-evidence-new", "-words", "-note",
    "-about-me", "-blacking-out", "-letters", "-plan",
)  # fmt: skip


def complaints_of(users: dict[Role, User]) -> dict[str, dict[str, Any]]:
    """Arguments of every address about one complaint."""
    head, teacher = users[Role.HEAD], users[Role.STAFF]
    case = complain(about_name="", words="The gate was open again on Monday.")
    given = give_complaint(case=case, user=teacher, knows_who=False, by=head)
    file = added(case, head)
    sealed = seal_evidence(evidence=added(case, head, b"A picture of somebody at the gate.\n"), by=head)
    person = case.people.create(part="witness", standing="other", name="Somebody at the gate", added_by=head)
    of_case = {"public_id": case.public_id}
    letter = make_letter(
        case=case, kind=ComplaintLetterKind.THANKS, text="Thank you.", is_offered=True, form_key=uuid4(), by=head
    )
    of_letter = of_case | {"letter": letter.entry.public_id}
    plan = ContactPlan.objects.create(
        complaint=case.complaint, contact="The office.", frequency="Once a week.", reason="As agreed.",
        review_on=timezone.localdate() + dt.timedelta(days=90), made_by=head,
    )  # fmt: skip
    of_plan = of_case | {"plan": plan.public_id}
    group = Campaign.objects.create(title="The gate", made_by=head)
    Complaint.objects.filter(pk=case.pk).update(campaign=group)
    of_group = {"group": group.public_id}
    return {
        **{f"incidents:complaint-group{name}": of_group for name in ("", "-add", "-answer", "-words")},
        "incidents:complaint-group-removal": of_group | of_case,
        "incidents:complaint-wording": {"kind": "received"},
        "incidents:complaint-letter-new": of_case | {"kind": "received"},
        "incidents:complaint-letter-made": of_letter,
        "incidents:complaint-letter-pdf": of_letter,
        "incidents:complaint-plan-review": of_plan,
        "incidents:complaint-plan-ending": of_plan,
        **{f"incidents:complaint{name}": of_case for name in _OF},
        **{f"incidents:complaint-evidence{more}": {"public_id": file.public_id} for more in ("", "-sealing")},
        **{
            f"incidents:complaint-evidence-destruction{more}": {"public_id": sealed.public_id}
            for more in ("", "-confirmation")
        },
        "incidents:complaint-dealing-ending": of_case | {"pk": given.user_id},
        "incidents:complaint-person-removal": of_case | {"person": person.public_id},
        **_of_panels(users),
    }


_OF_A_PANEL = (
    "", "-naming", "-leaving", "-days", "-day", "-papers", "-without-papers", "-decision", "-words",
)  # fmt: skip


def _of_panels(users: dict[Role, User]) -> dict[str, dict[str, Any]]:
    """One that a panel deals with, on which the governor sits, and one that a panel has decided."""
    head, clerk = users[Role.HEAD], users[Role.CLERK]
    case = answered(complain(about_name="", words="The gate was open a third time."), head)
    ask_next_stage(author=Author(case), why="Nobody looked at the gate.", form_key=uuid4())
    case = Case.objects.select_related("complaint").get(pk=case.pk)
    outside = [Outside(name, "Anston Brook School") for name in ("Ida Quill", "Kit Marsh")]
    governors = [users[Role.GOVERNOR]]
    name_panel(case=case, governors=governors, outside=outside, form_key=uuid4(), by=clerk)
    send_papers(case=case, text="The gate was open.", why_late="", form_key=uuid4(), by=head)
    done = answered(complain(about_name="", words="The gate was open at night."), head, stage=Stage.TWO)
    of_panel = {"public_id": case.public_id}
    return {
        **{f"incidents:complaint-panel{name}": of_panel for name in _OF_A_PANEL},
        "incidents:complaint-panel-removal": of_panel | {"sign": sitting(case)[0].sign},
        "incidents:complaint-papers": of_panel,
        "incidents:complaint-panel-letter": {"public_id": closed(done).public_id},
    }
