"""The incidents of the world to walk through: one about pupils, given to the teacher, asked of the governors."""

import uuid
from typing import Any

from django.utils import timezone

from incidents.actions.dealing import assign_case
from incidents.actions.notes import add_note
from incidents.actions.referring import ask_governor, refer_case
from incidents.actions.reporting import Linked, Reported, report_incident
from incidents.kinds import Kind, Place
from incidents.models import CasePerson
from incidents.walls import Standing
from people.models import User
from people.roles import Role

_OF = (
    "incident", "about-me", "note-new", "words-new", "step-new", "state", "assignment-new", "person-new", "correction",
    "rules", "safeguarding", "out-of-hours", "bullying", "closing", "reopening", "referral-new",
    "referral-withdrawal", "file", "blacking-out",
)  # fmt: skip
_OF_REFERRALS = ("referral", "referral-governor", "referral-decision")


def incidents_of(users: dict[Role, User]) -> dict[str, dict[str, Any]]:
    """Arguments of every address about one incident."""
    teacher, head, chair = users[Role.STAFF], users[Role.HEAD], users[Role.CHAIR]
    reported = Reported(
        title="Words in a group chat", words="Several messages about a coat were sent in a group chat.",
        kind=Kind.BULLYING, happened_on=timezone.localdate(), place=Place.ONLINE, child_at_risk=False,
        people=[Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, "A child of Year 6")],
    )  # fmt: skip
    case = report_incident(reported=reported, form_key=uuid.uuid4(), by=teacher)
    given = assign_case(case=case, user=teacher, by=head)
    add_note(case=case, text="Spoke to both children.", form_key=uuid.uuid4(), by=head)
    referral = refer_case(case=case, reason="It goes on.", bundle="Messages were sent in a group chat.", by=head)
    for role in (Role.GOVERNOR, Role.VICE_CHAIR):
        ask_governor(referral=referral, user=users[role], by=chair)
    of_case = {"public_id": case.public_id}
    step, person = of_case | {"step": case.steps.first().public_id}, of_case | {"person": case.people.get().public_id}
    return {
        **{f"incidents:{name}": of_case for name in _OF},
        **{f"incidents:{name}": step for name in ("step", "step-tick")},
        **{f"incidents:{name}": person for name in ("person-removal", "parents-told")},
        **{f"incidents:{name}": {"public_id": referral.public_id} for name in _OF_REFERRALS},
        "incidents:assignment-ending": of_case | {"pk": given.user_id},
        "incidents:letter": of_case | {"kind": "removal"},
        "incidents:letter-wording": {"kind": "removal"},
    }
