"""A value of a row as JSON and as a cell of CSV. Each can be read back as what it was."""

import base64
import datetime as dt
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

# What a spreadsheet takes for a formula, also in wide letters; and the mark itself, so that it can be taken off again.
DANGEROUS = tuple("=+-@\t\r\n'＝＋－＠")
MARK = "'"


def as_json(value: Any) -> Any:
    """Moments in UTC, days and times as ISO 8601 writes them, bytes as base64, all else as it is.

    >>> as_json(dt.datetime(2026, 11, 30, 9, 5, tzinfo=dt.UTC)), as_json(dt.date(2026, 9, 1)), as_json(b"ab")
    ('2026-11-30T09:05:00+00:00', '2026-09-01', 'YWI=')
    """
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def as_cell(value: Any) -> str:
    """A cell of CSV: nothing for nothing, `true` and `false`, lists and objects as JSON; a text that a spreadsheet
    could take for a formula has an apostrophe before it, and so has one that begins with an apostrophe.

    >>> as_cell("=1+1"), as_cell("'tis"), as_cell(-5), as_cell(None), as_cell(True), as_cell(["R", "1"])
    ("'=1+1", "''tis", '-5', '', 'true', '["R", "1"]')
    """
    plain = as_json(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int | float):
        return str(plain)
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
    return f"{MARK}{text}" if text.startswith(DANGEROUS) else text


def text_of(cell: str) -> str:
    """The text of a cell, without the apostrophe.

    >>> text_of("'=1+1"), text_of("plain")
    ('=1+1', 'plain')
    """
    return cell.removeprefix(MARK)
