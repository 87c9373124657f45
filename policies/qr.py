"""An address as a square code that a phone's camera reads, drawn as one path: no picture file, no style.

The matrix is made by the library that also draws the code of the second step (requirements.in names it for this).
"""

from dataclasses import dataclass
from itertools import groupby

import qrcode

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True)
class Code:
    """A square code: its side in modules with the white around it, and the dark modules as the path of an SVG."""

    side: int
    path: str


def code_of(address: str) -> Code:
    """The code of an address. It is still read with fifteen percent of it worn away, as on a sheet in the rain."""
    made = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(address)
    made.make(fit=True)
    rows = made.get_matrix()
    return Code(len(rows), "".join(_row(number, row) for number, row in enumerate(rows)))


def _row(number: int, row: list[bool]) -> str:
    """The dark runs of one row.

    >>> _row(3, [False, True, True, False, True])
    'M1 3h2v1h-2zM4 3h1v1h-1z'
    """
    at, found = 0, []
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            found.append(f"M{at} {number}h{length}v1h-{length}z")
        at += length
    return "".join(found)
