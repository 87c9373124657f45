"""A portal that is killed in the middle of its work and started again, and somebody who reports to it all the while."""

import http.client
import json
import os
import re
import signal
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from tests.journeys.portal import WEB, Portal, manage

Answer = TypeVar("Answer")
PASSWORD = "seven ponds and a heron"
PEOPLE = f"""
from people.models import RoleAssignment, User
from people.roles import Role
for role in (Role.HEAD, Role.DSL, Role.CHAIR, Role.STAFF):
    user = User.objects.create_user(f"{{role}}@school.example", "{PASSWORD}", forename="Robin", surname=role.label)
    RoleAssignment.objects.create(user=user, role=role)
"""
# What stands in the database of each report: one of everything that its transaction writes.
KEPT = """
import json
from audit.models import AuditEvent, Verb
from incidents.models import Case, CaseStep, Incident, ReportDraft, TimelineEntry
from people.models import Notification
print(json.dumps({
    "keys": [str(key) for key in Case.objects.values_list("form_key", flat=True)],
    "whole": [
        Case.objects.count(), Incident.objects.count(), TimelineEntry.objects.count(), Notification.objects.count(),
        AuditEvent.objects.filter(verb=Verb.INCIDENT_REPORTED).count(),
        CaseStep.objects.values("case").distinct().count(),
    ],
    "drafts_of_what_was_sent": ReportDraft.objects.filter(form_key__in=Case.objects.values("form_key")).count(),
}))
"""
INTEGRITY = """
from django.db import connection
print(connection.cursor().execute("PRAGMA integrity_check").fetchone()[0])
"""


class Mortal(Portal):
    """`kill` ends every process of the web server at once, as a power cut does; `revive` starts it again."""

    def populate(self) -> None:
        manage(self.environment, "shell", "-v0", "-c", PEOPLE)

    def kill(self) -> None:
        for number in (*self.answering(), self.running[0].pid):
            os.kill(number, signal.SIGKILL)
        self.running[0].wait(20)

    def revive(self) -> float:
        """How many seconds until it answers again."""
        began = time.monotonic()
        self.running = [self._start(WEB)]
        self._wait()
        return time.monotonic() - began

    def kept(self) -> dict:
        return json.loads(manage(self.environment, "shell", "-v0", "-c", KEPT))

    def integrity(self) -> str:
        return manage(self.environment, "shell", "-v0", "-c", INTEGRITY).strip()


@dataclass
class Reporter:
    """Reports one thing after the other over its own connection. `acknowledged`: the portal said that it has it."""

    portal: Portal
    acknowledged: list[uuid.UUID] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sent: int = 0  # answers to what was posted, each a promise that it is kept
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = ""  # as a proxy names it, where the portal trusts one

    def sign_in(self) -> None:
        self._ask("GET", "/accounts/login/")
        self._ask("POST", "/accounts/login/", {"login": "staff@school.example", "password": PASSWORD})
        page = self._ask("GET", "/incidents/new/")[2]
        assert "Report an incident" in page

    def report_until(self, over: threading.Event) -> None:
        """Until it is over. What was begun is sent again after the portal came back, as a person does."""
        while not over.is_set():
            self.report()

    def report(self, key: uuid.UUID | None = None) -> None:
        key = key or uuid.uuid4()
        day = time.strftime("%Y-%m-%d")
        what = {
            "form_key": key,
            "child_at_risk": "no",
            "kind": "photo_shared",
            "words": f"Report {key}",
            "place": "online",
        }
        self._press("/incidents/new/", {**what, "happened_on": day})
        self._press(f"/incidents/new/{key}/people/", {"onward": "1", "is_nobody": "on"})
        where = self._press(f"/incidents/new/{key}/check/", {"send": "1", "seen": self.seen(key)})
        if where.endswith(f"{key}/sent/"):
            self.acknowledged.append(key)
        else:
            self.wrong.append(f"{key}: {where}")

    def seen(self, key: uuid.UUID) -> str:
        """Who reads it, as the page of the last step says; the same for every report of this kind."""
        if not hasattr(self, "_seen"):
            page = self._ask("GET", f"/incidents/new/{key}/check/")[2]
            found = re.search(r'name="seen" value="([^"]+)"', page)
            assert found, page[:2000]
            self._seen = found[1]
        return self._seen

    def _press(self, path: str, typed: dict[str, object]) -> str:
        """Until there is an answer: whoever is cut off presses again."""
        answer = self._until(lambda: self._ask("POST", path, typed), None)
        if answer is None:
            return f"no answer from {path}"
        status, where, _page = answer
        self.sent += status == 302
        return where if status == 302 else f"{status} from {path}"

    @staticmethod
    def _until(ask: Callable[[], Answer], instead: Answer) -> Answer:
        for _ in range(2400):  # two minutes: a machine that is busy takes long to start again
            try:
                return ask()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        return instead

    def _ask(self, method: str, path: str, typed: dict[str, object] | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("localhost", self.portal.port, timeout=30)
        try:
            token = self.cookies.get("csrftoken", "")
            body = urlencode({**(typed or {}), "csrfmiddlewaretoken": token}) if typed else None
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(
                method, path, body, headers | ({"X-Forwarded-For": self.address} if self.address else {})
            )
            answer = connection.getresponse()
            page = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
            return answer.status, answer.headers.get("Location", ""), page
        finally:
            connection.close()


def synced(trace: Path) -> int:
    """How many times the traced processes asked for their writes to be on the disk."""
    return len(re.findall(r"\b(?:fdatasync|fsync)\(", trace.read_text()))
