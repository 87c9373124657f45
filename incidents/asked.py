"""What somebody looked for, kept in their session: in an address it would stand in histories and on other screens."""

import secrets
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

KEPT = "incident_searches"
MOST_KEPT = 20
MOST_CHARACTERS = 200


def keep_search(session: SessionBase, text: str) -> str:
    """Keep what was typed, and give the key by which an address may name it. The oldest go."""
    known = dict(session.get(KEPT, {}))
    key = secrets.token_urlsafe(9)
    kept = [*known.items(), (key, text)][-MOST_KEPT:]
    session[KEPT] = dict(kept)
    return key


def kept_search(session: SessionBase, key: str) -> str | None:
    """What was typed; None for a key of another session or one that is gone."""
    known: dict[str, Any] = session.get(KEPT, {})
    return known.get(key)


def tidy(text: str) -> str:
    """What was typed, without what no word needs."""
    return " ".join(text.replace("\0", " ").split())[:MOST_CHARACTERS]
