"""Making a file safe: the one door through which a file comes to a case."""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from threading import BoundedSemaphore

from people.spreadsheets.asking import answer_of
from policies.files import given_name

from . import refusals
from .kinds import CONTENT_TYPES, ENDINGS, FileKind
from .limits import DEFAULT_LIMITS, EvidenceLimits
from .refusals import RefusedFile

CHILD = "incidents.evidence.child"
PATIENCE = 40  # seconds by the clock, on a server that is busy with other things
ALONE = {"MALLOC_ARENA_MAX": "2"}
_PLACE = BoundedSemaphore(1)  # one child for each web process: a picture may lie in memory twice


@dataclass(frozen=True)
class SafeFile:
    """A file as it is kept, and the digest of what was sent."""

    name: str
    kind: FileKind
    content: bytes
    sha256_received: str
    size: tuple[int, int] = (0, 0)  # of a picture that is to be shown small

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def sha256_kept(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def made_safe(content: bytes, name: str, limits: EvidenceLimits = DEFAULT_LIMITS) -> SafeFile:
    """The file as it may be kept: a picture drawn anew, a PDF put together anew from its pages, text freed of what
    nobody sees. What it is, is told by its content; the name keeps what people called it, with the ending of its kind.

    The work is done by a child process with little memory and time, and without the portal's secrets.
    Raises RefusedFile with a sentence that says what to do. Source: security 2.4.
    """
    if not content:
        raise RefusedFile(refusals.EMPTY)
    if len(content) > limits.file_bytes:
        raise refusals.too_large(limits.file_bytes)
    if not _PLACE.acquire(timeout=PATIENCE):
        raise RefusedFile(refusals.NOT_NOW)
    try:
        kind, kept, size = _ask_child(content, limits)
    finally:
        _PLACE.release()
    return SafeFile(kept_name(name, kind), kind, kept, hashlib.sha256(content).hexdigest(), size)


def kept_name(name: str, kind: FileKind) -> str:
    """What people called it, without anything that a disk, a header or a reader minds, with the ending of its kind."""
    return given_name(unicodedata.normalize("NFC", name), ENDINGS[kind])


def _ask_child(content: bytes, limits: EvidenceLimits) -> tuple[FileKind, bytes, tuple[int, int]]:
    request = json.dumps(asdict(limits)).encode() + b"\n" + content
    too_slow, too_much = RefusedFile(refusals.TOO_SLOW), RefusedFile(refusals.TOO_MUCH)
    answer = answer_of(CHILD, request, PATIENCE, too_slow=too_slow, too_much=too_much, more=ALONE)
    head, _, kept = answer.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        raise too_much from None
    if "refused" in said:
        raise RefusedFile(said["refused"])
    return FileKind(said["kind"]), kept, (int(said.get("width", 0)), int(said.get("height", 0)))
