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
