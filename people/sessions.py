"""Sessions, sealed in the database: what a sign-in keeps meanwhile can be used by nobody who holds a copy of it.

The library stashes the code of a mail, the seed of a phone app being set up, the key of a reset link and the challenge
of a passkey in the session. All of it is sealed with DATA_KEY, like the mails themselves.
"""

import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from people.sealing import CannotUnseal, seal_as_text, unseal_text


class SessionStore(DatabaseStore):
    """Django's sessions in the database, each sealed as a whole. Named in `SESSION_ENGINE`."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal_as_text(json.dumps(session_dict, separators=(",", ":")))

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """The session; an empty one where the bytes were changed or the key is another: its person signs in anew."""
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return json.loads(unseal_text(text))
        except CannotUnseal:
            return {}
