"""What the school itself says to one kind of reader, beside the policy."""

from .models import AudienceNote, Policy
from .words import Audience


def latest_note(policy: Policy, audience: Audience) -> AudienceNote | None:
    """The note that holds for one kind of reader; its text may be empty. None where none was ever written."""
    return policy.notes.filter(audience=audience).order_by("-pk").first()
