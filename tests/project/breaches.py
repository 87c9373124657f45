"""The data breaches of the world to walk through: one opened by hand, and an incident out of which one can be."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from incidents.actions.breaching import Opened, open_breach
from incidents.kinds import Kind
from people.models import User
from people.roles import Role
from tests.incidents.made import report


def breaches_of(users: dict[Role, User]) -> dict[str, dict[str, Any]]:
    """Arguments of every address about one data breach."""
    aware = timezone.now() - dt.timedelta(hours=5)
    breach = open_breach(opened=Opened("A list left on a bus", aware), form_key=uuid.uuid4(), by=users[Role.DPO])
    case = report(users[Role.STAFF], kind=Kind.PHOTO_UNPERMITTED)
    of_breach = {"public_id": breach.public_id}
    return {
        **{f"incidents:{name}": of_breach for name in ("breach", "breach-children")},
        "incidents:breach-entry": of_breach | {"part": "facts"},
        "incidents:incident-breach": {"public_id": case.public_id},
    }
