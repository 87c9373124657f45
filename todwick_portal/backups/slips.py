"""The slip of a drill that was held on another machine: what it found, sealed under AUDIT_KEY, as one line of JSON.

Whoever could open the archive and has the keys of the portal makes one; the portal's own machine enters it. So the best
drill, with the copy from elsewhere on a machine that is not the server, stands on the same page as every other.
"""

import datetime as dt
import hashlib
import hmac
import json
from dataclasses import asdict

from django.conf import settings

from people.actions.upkeep import Held

from .faults import CannotRestore

CONTEXT = b"todwick portal, drill, 1\n"
MOST_BYTES = 10_000
MOMENTS = ("at", "made_at")
NO_SLIP = "This is no slip of a restore drill, or it was changed. Take the file that `restore --slip` wrote."


def written(held: Held) -> str:
    """The slip of a drill."""
    said = {
        name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in asdict(held).items()
    }
    return json.dumps({"drill": said, "seal": _seal(said)}, ensure_ascii=True) + "\n"


def read(text: str) -> tuple[Held, str]:
    """What a slip says, and its digest, by which it is known again. Raises CannotRestore for one that does not hold."""
    try:
        outer = json.loads(text[:MOST_BYTES])
        said, seal = outer["drill"], outer["seal"]
        if not hmac.compare_digest(_seal(said), seal):
            raise CannotRestore(NO_SLIP)
        moments = {name: dt.datetime.fromisoformat(said[name]) if said[name] else None for name in MOMENTS}
        return Held(**said | moments), str(seal)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise CannotRestore(NO_SLIP) from fault


def _seal(said: object) -> str:
    exact = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(settings.AUDIT_KEY.encode(), CONTEXT + exact, hashlib.sha256).hexdigest()
