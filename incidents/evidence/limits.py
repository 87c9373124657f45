"""How large a file of a case may be, before and after it was made safe."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class EvidenceLimits:
    """What one file may cost (security 2.4). Sizes in bytes, `seconds` of processor time.

    `kept_bytes` is what a picture may come to when it was drawn anew. `memory_bytes` is all the address space of the
    child process: a picture of `pixels` lies in it twice, one in WEBP five times. A picture
    that is to be shown small is kept no larger than `shown_width` by `shown_height`, in WEBP; 0 keeps it as it is.
    """

    file_bytes: int = 10 * MEGABYTE
    kept_bytes: int = 40 * MEGABYTE
    pixels: int = 40_000_000
    side: int = 30_000
    pages: int = 300
    parts: int = 100_000
    unpacked_bytes: int = 100 * MEGABYTE
    memory_bytes: int = 960 * MEGABYTE
    seconds: int = 20
    shown_width: int = 0
    shown_height: int = 0


DEFAULT_LIMITS = EvidenceLimits()
