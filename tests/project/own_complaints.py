"""What the demo's parent complained of, signed in: the world to walk through knows it."""

from typing import Any

from people.models import User
from tests.incidents.complaints.made import complain
from tests.project.access import OF_ONES_COMPLAINT


def own_complaint_of(parent: User) -> dict[str, dict[str, Any]]:
    """One complaint, as it was sent."""
    case = complain(by=parent)
    return {f"incidents:complaint-mine{end}": {"public_id": case.public_id} for end in OF_ONES_COMPLAINT}
