"""The one door through which the file of a policy comes in."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from people.spreadsheets.limits import DEFAULT_LIMITS, Limits
from people.spreadsheets.reading import surroundings

from . import refusals
from .document import Document, heard
from .refusals import NotAPolicy

_ROOT = Path(__file__).resolve().parents[2]


def read_document(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The paragraphs of a `.docx`, `.txt` or `.md` file, in order.

    What the file is, is judged by its content; `name` only tells Markdown from plain text. The work is done by a
    child process with little memory and time and without the portal's secrets. Raises NotAPolicy with a sentence
    that says what to do. Source: security 2.4.
    """
    if len(content) > limits.upload_bytes:
        raise refusals.too_large(limits.upload_bytes)
    if not content.strip(b"\0 \t\r\n"):
        raise NotAPolicy(refusals.EMPTY)
    answer = _ask_child(content, name, limits)
    try:
        values = json.loads(answer)
        if "refused" in values:
            raise NotAPolicy(str(values["refused"]))
        return heard(values)
    except (ValueError, KeyError, TypeError):
        raise NotAPolicy(refusals.DAMAGED) from None


def _ask_child(content: bytes, name: str, limits: Limits) -> bytes:
    """What the child process answers. A child that was stopped or broke down is a refusal as well."""
    request = json.dumps({"limits": asdict(limits), "name": name}).encode() + b"\n" + content
    child = subprocess.Popen(
        [sys.executable, "-E", "-s", "-m", "policies.reading.child"],
        cwd=_ROOT,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        try:
            answer, _ = child.communicate(request, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise NotAPolicy(refusals.TOO_SLOW) from None
    if child.returncode == -signal.SIGXCPU:
        raise NotAPolicy(refusals.TOO_SLOW)
    if child.returncode:
        raise NotAPolicy(refusals.TOO_MUCH)
    return answer
