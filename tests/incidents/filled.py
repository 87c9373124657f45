"""A report typed into the form, step by step, as a browser sends it."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import ReportDraft

SENDING = {"send": "1"}


def what(**changes: Any) -> dict[str, Any]:
    """Step 1: a class picture was shared again, today, online. No child is at risk."""
    plain = {
        "form_key": str(uuid.uuid4()),
        "child_at_risk": "no",
        "kind": "photo_shared",
        "words": "A picture of class 3H was shared again in a group.",
        "happened_on": timezone.localdate().isoformat(),
        "place": "online",
    }
    return {name: value for name, value in {**plain, **changes}.items() if value is not None}


class Reporting:
    """Somebody who reports, with the key of the report."""

    def __init__(self, client: Client, **changes: Any) -> None:
        self.client = client
        self.first = what(**changes)
        self.key = uuid.UUID(self.first["form_key"])

    def begin(self) -> Any:
        return self.client.post(reverse("incidents:new"), self.first)

    def to(self, step: str, **sent: Any) -> Any:
        return self.client.post(self.address(step), sent)

    def look(self, step: str) -> Any:
        return self.client.get(self.address(step))

    def address(self, step: str) -> str:
        return reverse(f"incidents:{step}", args=[self.key])

    def say_who(self, **sent: Any) -> Any:
        """Step 2: nobody in particular, unless said otherwise."""
        return self.to("report-people", onward="1", **(sent or {"is_nobody": "on"}))

    def send(self, **sent: Any) -> Any:
        """Step 3, with who reads it as the page says now."""
        seen = self.look("report-check").context
        return self.to("report-check", seen=seen["seen"] if seen else "", **SENDING, **sent)

    @property
    def draft(self) -> ReportDraft:
        return ReportDraft.objects.get(form_key=self.key)


def send_a_report(client: Client, **changes: Any) -> Reporting:
    """The whole way, about nobody in particular."""
    reporting = Reporting(client, **changes)
    reporting.begin()
    reporting.say_who()
    reporting.send()
    return reporting
