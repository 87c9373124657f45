"""What the school itself says to one kind of reader, beside the policy."""

from people.settings import Key

from .models import AudienceNote, Policy
from .words import Audience

# Who comes into school from outside and takes pictures there: they have no account, and read one line first.
FROM_OUTSIDE = frozenset({Audience.HELPERS, Audience.VISITORS})


def latest_note(policy: Policy, audience: Audience) -> AudienceNote | None:
    """The note that holds for one kind of reader; its text may be empty. None where none was ever written."""
    return policy.notes.filter(audience=audience).order_by("-pk").first()


def line_for(audience: Audience, own: dict[Key, str]) -> str:
    """What helpers and visitors are asked before they take a picture, in the school's own words (requirements, part 3,
    11). It is not the policy, which may not name them. Empty for other readers."""
    return own[Key.HELPERS_LINE].strip() if audience in FROM_OUTSIDE else ""
