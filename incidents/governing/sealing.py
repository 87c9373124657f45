"""How a report is frozen: one text of everything that it says, and the fingerprint of that text. No database."""

import hashlib
import json
from typing import Any


def sealed_text(content: dict[str, Any]) -> str:
    """The one text of a content: the same on every database, and for every order of its parts.

    >>> sealed_text({"b": 1, "a": "é"}) == sealed_text({"a": "é", "b": 1})
    True
    """
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """The fingerprint by which anybody can tell that a report is the one that was released."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> dict[str, Any]:
    """A content out of its text."""
    return json.loads(text)


def in_fours(digest: str) -> str:
    """The first signs of a fingerprint, as people compare them.

    >>> in_fours("8c41f0a277de19b3aa")
    '8c41 f0a2 77de 19b3'
    >>> in_fours("")
    ''
    """
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4)).strip()
