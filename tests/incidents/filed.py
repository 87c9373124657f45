"""Files for incidents in tests: safe ones without the child, and what is sent to a page."""

import hashlib
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from incidents import evidence_store
from incidents.actions.evidence import add_evidence
from incidents.evidence.kinds import FileKind
from incidents.evidence.reading import SafeFile
from incidents.models import Case, EvidenceFile
from people.models import User

from .hostile_pictures import PNG
from .made import School, again

ANYBODY = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter", "handler", "colleague")


def safe(content: bytes = b"It was in the class chat.\n", name: str = "chat.txt") -> SafeFile:
    """A file as the child gives it."""
    return SafeFile(name, FileKind.TEXT, content, hashlib.sha256(b"sent" + content).hexdigest())


def added(case: Case, by: User, content: bytes = b"It was in the class chat.\n", **more: Any) -> EvidenceFile:
    """A file of a case."""
    add_evidence(case=case, files=[safe(content)], note="Seen on Monday.", form_key=uuid.uuid4(), by=by, **more)
    return EvidenceFile.objects.filter(case=case).latest("pk")


def on_the_disk() -> list[str]:
    """The names of everything that lies in the store."""
    try:
        return sorted(evidence_store.store().listdir(evidence_store.FOLDER)[1])
    except FileNotFoundError:
        return []


def send(client: Client, case: Case, *files: tuple[str, bytes], **typed: Any) -> Any:
    """Post files to the page."""
    sent = [SimpleUploadedFile(name, content) for name, content in files or [("chat.png", PNG)]]
    data = {"evidence": sent, "note": "Seen on Monday.", "form_key": str(uuid.uuid4())} | typed
    return client.post(reverse("incidents:evidence-new", args=[case.public_id]), data)


def address(evidence: EvidenceFile, what: str = "evidence") -> str:
    return reverse(f"incidents:{what}", args=[evidence.public_id])


def statuses_of(client: Client, school: School, url: str, *, post: bool = False) -> dict[str, int]:
    """What everybody in turn gets of an address."""
    found = {}
    for name in ANYBODY:
        client.force_login(again(getattr(school, name)))
        found[name] = (client.post(url) if post else client.get(url)).status_code
    return found


def reached(statuses: dict[str, int], *more: int) -> set[str]:
    """Who got there; nobody got anything else than the page, a no, or what is named."""
    assert set(statuses.values()) <= {200, 403, 404, *more}
    return {name for name, status in statuses.items() if status not in {403, 404}}
