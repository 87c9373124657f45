"""How large a spreadsheet may be, before and after unpacking."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one file may cost (security 2.4). Sizes in bytes, `seconds` of clock and of processor time alike.

    `ratio` (unpacked to packed) is judged only above `ratio_from_bytes`: small workbooks pack very well.
    `memory_bytes` is all the address space of the child process that reads the file.
    `cells` counts the rectangle that a sheet spans, empty cells in it included.
    """

    upload_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 50 * MEGABYTE
    members: int = 1000
    ratio: int = 100
    ratio_from_bytes: int = 20 * MEGABYTE
    rows: int = 100_000
    cells: int = 1_500_000
    cell_characters: int = 100_000
    memory_bytes: int = 288 * MEGABYTE
    seconds: int = 20

    @classmethod
    def large(cls) -> "Limits":
        """The limits of the commands' `--large`: 100 MB packed, 200 MB unpacked (contract 2)."""
        return cls(
            upload_bytes=100 * MEGABYTE,
            unpacked_bytes=200 * MEGABYTE,
            rows=1_048_576,
            cells=20_000_000,
            memory_bytes=4096 * MEGABYTE,
            seconds=120,
        )


DEFAULT_LIMITS = Limits()
