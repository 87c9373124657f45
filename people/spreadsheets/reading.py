"""Reading a spreadsheet file: the one door through which an uploaded table comes in."""

import json
from dataclasses import asdict

from . import refusals, wire
from .asking import answer_of
from .limits import DEFAULT_LIMITS, Limits
from .table import UnreadableFile, Workbook

CHILD = "people.spreadsheets.child"


def read(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS, what: str = refusals.ANSWERS) -> Workbook:
    """The visible sheets of a .csv, .xlsx, .xls or .ods file.

    What the file is, is judged by its content, never by its `name`. Text cells stay as they are ("007"), a
    whole number becomes an int, an empty cell None. In .xlsx a formula without a stored result and an error
    value become a Mark; in .xls and .ods they cannot be told from an empty cell and are None: never a yes.
    Hidden rows are read and, except in .xls, counted; hidden sheets are left out.

    The work is done by a child process with little memory and time, and without the portal's secrets.
    Raises UnreadableFile with a sentence that says what to do, in the words of `what` is to be loaded.
    Source: domain 5.1 and 5.2, security 2.4.
    """
    with refusals.about(what):
        return _read(content, limits)


def _read(content: bytes, limits: Limits) -> Workbook:
    if len(content) > limits.upload_bytes:
        raise refusals.too_large(limits.upload_bytes)
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableFile(refusals.EMPTY)
    request = json.dumps(asdict(limits)).encode() + b"\n" + content
    too_slow, too_much = UnreadableFile(refusals.TOO_SLOW), UnreadableFile(refusals.TOO_MUCH)
    answer = answer_of(CHILD, request, limits.seconds, too_slow=too_slow, too_much=too_much)
    try:
        return wire.receive(answer)
    except (ValueError, KeyError, TypeError):
        raise UnreadableFile(refusals.DAMAGED) from None
