"""Reading a spreadsheet file: the one door through which an uploaded table comes in."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from . import refusals, wire
from .limits import DEFAULT_LIMITS, Limits
from .table import UnreadableFile, Workbook

_ROOT = Path(__file__).resolve().parents[2]
_NEEDED_BY_PYTHON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")


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
    answer = _ask_child(content, limits)
    try:
        return wire.receive(answer)
    except (ValueError, KeyError, TypeError):
        raise UnreadableFile(refusals.DAMAGED) from None


def surroundings() -> dict[str, str]:
    """The environment of the child: what Python needs to start, and none of the portal's keys."""
    return {key: os.environ[key] for key in _NEEDED_BY_PYTHON if key in os.environ}


def _ask_child(content: bytes, limits: Limits) -> bytes:
    """What the child process answers. A child that was stopped or broke down is an UnreadableFile as well."""
    request = json.dumps(asdict(limits)).encode() + b"\n" + content
    child = subprocess.Popen(
        [sys.executable, "-E", "-s", "-m", "people.spreadsheets.child"],
        cwd=_ROOT,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        try:
            answer, _ = child.communicate(request, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise UnreadableFile(refusals.TOO_SLOW) from None
    if child.returncode == -signal.SIGXCPU:
        raise UnreadableFile(refusals.TOO_SLOW)
    if child.returncode:
        raise UnreadableFile(refusals.TOO_MUCH)
    return answer
