"""What the demo's teacher reported and began: the world to walk through knows one of each."""

import uuid
from typing import Any

from incidents.actions.drafts import save_draft
from people.models import User
from tests.incidents.filled import what
from tests.incidents.made import report

_OF_A_DRAFT = ("report-what", "report-danger", "report-stopped", "report-people", "report-check", "draft-dropping")


def own_reports_of(teacher: User) -> dict[str, dict[str, Any]]:
    """A report that is sent, and a draft that has come to its last step."""
    case = report(teacher)
    said = {name: [value] for name, value in what().items() if name != "form_key"}
    draft = save_draft(user=teacher, form_key=uuid.uuid4(), typed={"what": said, "more": {"is_nobody": ["on"]}})
    return {
        **{f"incidents:{name}": {"key": draft.form_key} for name in _OF_A_DRAFT},
        "incidents:report-sent": {"key": case.form_key},
        "incidents:own": {"public_id": case.public_id},
    }
