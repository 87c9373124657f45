"""The stylesheet of a school with colours of its own: that of the portal, the school's tokens behind it, one file.

One file, so that a phone asks for no more than it does of a school without colours (performance, P15).
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from people.look import Look, stylesheet

SHEET = settings.BASE_DIR / "static" / "css" / "portal.css"


@dataclass(frozen=True)
class OwnSheet:
    """As it is sent. The digest stands in its address, so that a browser keeps it for good."""

    digest: str
    plain: bytes
    packed: bytes


@lru_cache(maxsize=8)
def own_sheet(look: Look) -> OwnSheet | None:
    """The whole sheet; None where no colour is chosen, and the portal's own is used. Made once for each process."""
    tokens = stylesheet(look)
    if not tokens:
        return None
    plain = SHEET.read_bytes() + b"\n" + tokens.encode()
    return OwnSheet(hashlib.sha256(plain).hexdigest()[:16], plain, gzip.compress(plain, 9, mtime=0))
