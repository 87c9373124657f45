"""The things that happen to a policy. Each is one transaction and one audit event."""

from .approving import approve_version, publish_version
from .drafting import draft_version
from .faults import SamePerson, WrongDay, WrongStatus
from .importing import import_policy

__all__ = [
    "SamePerson",
    "WrongDay",
    "WrongStatus",
    "approve_version",
    "draft_version",
    "import_policy",
    "publish_version",
]
