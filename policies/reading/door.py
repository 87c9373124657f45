"""The one door through which the file of a policy comes in."""

import json
from dataclasses import asdict

from people.spreadsheets.asking import answer_of
from people.spreadsheets.limits import DEFAULT_LIMITS, Limits

from . import refusals
from .document import Document, heard
from .refusals import NotAPolicy

CHILD = "policies.reading.child"


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
    request = json.dumps({"limits": asdict(limits), "name": name}).encode() + b"\n" + content
    too_slow, too_much = NotAPolicy(refusals.TOO_SLOW), NotAPolicy(refusals.TOO_MUCH)
    answer = answer_of(CHILD, request, limits.seconds, too_slow=too_slow, too_much=too_much)
    try:
        values = json.loads(answer)
        if "refused" in values:
            raise NotAPolicy(str(values["refused"]))
        return heard(values)
    except (ValueError, KeyError, TypeError):
        raise NotAPolicy(refusals.DAMAGED) from None
