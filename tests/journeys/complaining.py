"""Somebody without an account who complains to a portal that may be killed, or whose disk may be full."""

import json
import re
import sqlite3
import threading
import uuid
from dataclasses import dataclass, field

from tests.journeys.mortal import Mortal, Reporter
from tests.journeys.portal import DATABASE, manage

NEW = "/complaints/new/"
SENT = f"{NEW}sent/"
CODE = re.compile(r'id="code"[^>]*>\s*([2-9A-HJ-NP-Z ]{29})')
REFERENCE = re.compile(r"CMP-\d{4}-[0-9A-Z]{4}")
# What stands in the database of each complaint: one of everything that its transaction writes, and two mails. The
# words are asked here: to a code alone they are not shown.
KEPT = """
import json
from audit.models import AuditEvent, Verb
from incidents.models import Case, Complaint, ComplaintDraft, Receipt, TimelineEntry
from people.models import Notification
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT COUNT(*) FROM incidents_casesearch")
    found = cursor.fetchone()[0]
print(json.dumps({
    "words": {case.reference: case.complaint.words for case in Case.objects.select_related("complaint")},
    "whole": [
        Case.objects.count(), Complaint.objects.count(), Receipt.objects.count(), TimelineEntry.objects.count(), found,
        AuditEvent.objects.filter(verb=Verb.COMPLAINT_SENT).count(),
        Notification.objects.filter(user=None).count(), Notification.objects.exclude(user=None).count(),
    ],
    "drafts_of_what_was_sent": ComplaintDraft.objects.filter(form_key__in=Case.objects.values("form_key")).count(),
}))
"""


class Asked(Mortal):
    """A portal behind a proxy that names each browser's address."""

    def __enter__(self) -> "Asked":
        self.environment["TRUSTED_PROXIES"] = "1"
        super().__enter__()
        return self

    def complaints(self) -> dict:
        return json.loads(manage(self.environment, "shell", "-v0", "-c", KEPT))

    def forget_how_many(self) -> None:
        """An hour goes by for the throttle: more are sent here than a school gets in a year."""
        with sqlite3.connect(self.folder / DATABASE, timeout=30) as database:
            database.execute("DELETE FROM portal_cache")


@dataclass
class Complainant(Reporter):
    """Complains of one thing after the other, each in a browser of its own. `shown`: reference, code and words of each
    whose receipt was on the screen."""

    shown: list[tuple[str, str, str]] = field(default_factory=list)

    def complain_until(self, over: threading.Event) -> None:
        while not over.is_set():
            self.complain()

    def begin(self) -> None:
        """Another browser, at an address of its own, in which a form was opened."""
        chance = uuid.uuid4().int
        self.cookies, self.address = {}, f"10.{chance % 250}.{chance // 250 % 250}.{chance // 62500 % 250}"
        self.page(f"{NEW}you/?way=complaint")

    def complain(self, words: str = "") -> None:
        words = words or f"Complaint {uuid.uuid4()}"
        self.begin()
        where = self.write(words) or self._press(f"{NEW}check/", {"send": "1", "seen": self.reader()})
        if where != SENT:
            self.wrong.append(f"{words}: {where}")
            return
        self.receipt(words)

    def write(self, words: str) -> str:
        """Every page up to the last; where one of them did not lead on, what it said."""
        for page, typed in self.pages(words):
            where = self._press(f"{NEW}{page}/", typed)
            if not where.startswith(NEW) or "undone" in where:
                return f"{page}: {where}"
        return ""

    @staticmethod
    def pages(words: str) -> list[tuple[str, dict[str, object]]]:
        return [
            ("you", {"way": "complaint", "name": "Nadia Ferrier", "reach_by": "email",
                     "email": "nadia.ferrier@example.org"}),
            ("what", {"words": words, "happened_when": "last week"}),
            ("who", {"about": "school"}),
            ("tried", {"wish": "That it is put right."}),
        ]  # fmt: skip

    def reader(self) -> str:
        """Who reads it, as the last page says; the same for each."""
        if not hasattr(self, "_reader"):
            found = re.search(r'name="seen" value="([^"]+)"', self.page(f"{NEW}check/"))
            assert found, "the last page says nobody who reads it"
            self._reader = found[1]
        return self._reader

    def receipt(self, words: str) -> None:
        """What the screen shows after it was sent."""
        page = self.page(SENT)
        code, reference = CODE.search(page), REFERENCE.search(page)
        if code and reference:
            self.shown.append((reference[0], code[1], words))
        else:
            self.wrong.append(f"{words}: no receipt")

    def opens(self, reference: str, code: str) -> str:
        """The page that the code of a receipt opens."""
        self.begin()
        self._press("/complaints/status/", {"reference": reference, "code": code})
        return self.page("/complaints/status/mine/")

    def page(self, path: str) -> str:
        """Until there is an answer, as a person loads it again."""
        return self._until(lambda: self._ask("GET", path)[2], "")
