"""A pupil or staff list as it came: from the bytes of a file to a table of headings and clean texts."""

import hashlib
import json
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from people.spreadsheets import refusals
from people.spreadsheets.heading import find_table
from people.spreadsheets.limits import DEFAULT_LIMITS, Limits
from people.spreadsheets.reading import read
from people.spreadsheets.table import Line, Table, UnreadableFile

from . import ctf
from .cells import cell_text


@dataclass(frozen=True)
class ListFile:
    """A list that could be read: its cells are texts. `is_partial` is what a transfer file says of itself."""

    table: Table
    sha256: str
    is_partial: bool = False


def open_list(
    content: bytes, name: str, knows: Callable[[str], bool], limits: Limits = DEFAULT_LIMITS, *, what: str
) -> ListFile:
    """Read the file of a list: a spreadsheet, or the transfer file of another school.

    `knows` says whether a text is a heading that we know, by which the heading row is found. Raises
    UnreadableFile with what to do, in the words of `what` is loaded.
    """
    with refusals.about(what):
        return _open(content, name, knows, limits, what)


def _open(content: bytes, name: str, knows: Callable[[str], bool], limits: Limits, what: str) -> ListFile:
    if len(content) > limits.upload_bytes:
        raise refusals.too_large(limits.upload_bytes)
    sha256 = hashlib.sha256(content).hexdigest()
    if ctf.is_xml(content):
        transfer = ctf.read_transfer_file(content)
        return ListFile(_texts(transfer.table), sha256, transfer.is_partial)
    table = find_table(read(content, name, limits, what), knows, what=what)
    if not table.lines:
        raise UnreadableFile(f"There is no row below the headings. Choose {what} with the rows in it.")
    return ListFile(_texts(table), sha256)


def _texts(table: Table) -> Table:
    """The same table with clean texts for cells; rows that are empty then go."""
    lines = [Line(line.record, [cell_text(cell) for cell in line.cells]) for line in table.lines]
    headings = [cell_text(heading) for heading in table.headings]
    return replace(table, headings=headings, lines=[line for line in lines if any(line.cells)])


def pack(listing: ListFile, keep: Collection[int] | None = None) -> bytes:
    """The list as small bytes, for the time until it is saved. With `keep`, only the cells of those columns."""
    lines = [
        [line.record, [text if keep is None or i in keep else "" for i, text in enumerate(line.cells)]]
        for line in listing.table.lines
    ]
    about = {
        "headings": listing.table.headings,
        "epoch_1904": listing.table.epoch_1904,
        "sha256": listing.sha256,
        "is_partial": listing.is_partial,
        "lines": lines,
    }
    return zlib.compress(json.dumps(about, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes | memoryview) -> ListFile:
    """The list that `pack` was given."""
    about = json.loads(zlib.decompress(bytes(packed)))
    lines = [Line(record, cells) for record, cells in about["lines"]]
    table = Table(headings=about["headings"], lines=lines, epoch_1904=about["epoch_1904"])
    return ListFile(table, about["sha256"], about["is_partial"])
