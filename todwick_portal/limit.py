"""What an honest limit says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """Somebody who has what they should not have: what they get, what they do not, what the school does first."""

    key: str
    who: str
    gets: tuple[str, ...]
    not_gets: tuple[str, ...]
    first: tuple[str, ...]
    proofs: tuple[str, ...]
