"""What one look of the worker found."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Finding:
    """How much was looked at, what is wrong (empty where nothing is), and what the next look compares with."""

    seen: int
    fault: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
