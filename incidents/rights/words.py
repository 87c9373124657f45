"""What was done with a request about data, in words: the answers of each form by their names."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from incidents.models import DataRequest


class Ground(TextChoices):
    """Why a request is refused (article 12(5); 12(6); 15(4))."""

    MAY_NOT = "may_not", "They may not ask this for that person"
    IDENTITY = "identity", "They did not show who they are"
    EXCESSIVE = "excessive", "It is excessive, such as the same again within weeks"
    UNFOUNDED = "unfounded", "It is manifestly unfounded"
    EXEMPT = "exempt", "The law does not give this right here"


class Mended(TextChoices):
    """What became of something that was to be put right (article 16)."""

    DONE = "done", "It was put right"
    BESIDE = "beside", "It stays, and what they say stands beside it"
    NO = "no", "It is right as it stands"


class AfterRestriction(TextChoices):
    """What holds for pictures of a child once a restriction of use has ended."""

    AS_ANSWERED = "answered", "What the parents answered counts again"
    NEVER = "never", "The child stays not to be published, until headteacher or safeguarding lead takes the mark off"


LABELS = {
    "on": "On",
    "what": "What is meant, or asked for",
    "how": "How",
    "may": "They may ask",
    "reason": "Why",
    "child": "The child was asked",
    "told_on": "They were told on",
    "scope": "Of which data",
    "pictures": "Pictures of the child",
    "came_to": "What became of it",
    "ground": "Ground",
    "to": "To whom",
    "text": "Words",
    "who": "Whose data",
    "parts": "Parts",
    "sha256": "SHA-256 of the file",
}
CHOICES: dict[str, type[TextChoices]] = {"ground": Ground, "came_to": Mended, "pictures": AfterRestriction}
IDENTITIES = dict(DataRequest.Identity.choices)


def said_in_words(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The answers of one entry with what they are called; nothing of an empty one."""
    return [(LABELS[name], _value(name, said[name])) for name in LABELS if said.get(name) not in (None, "")]


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name in ("on", "told_on"):
        return f"{dt.date.fromisoformat(value):%-d %B %Y}"
    return str(IDENTITIES.get(value, value)) if name == "how" else str(value)
