"""Asking a child process that opens a file from outside, or makes one.

It has little memory and time, and none of the portal's secrets.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_ROOT = Path(__file__).resolve().parents[2]
_NEEDED_BY_PYTHON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")


def answer_of(
    child: str,
    request: bytes,
    seconds: float,
    *,
    too_slow: Exception,
    too_much: Exception,
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """What the module `child` answers to `request` within `seconds` by the clock, on its own in a process.

    `more` is what its environment needs besides.
    Raises `too_slow` for one that used up its seconds, `too_much` for one that broke down: out of memory, mostly.
    Source: security 2.4.
    """
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-E", "-s", "-m", child],
        cwd=_ROOT,
        env={**surroundings(), **more},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            answer, _ = process.communicate(request, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise too_slow from None
    if process.returncode == -signal.SIGXCPU:
        raise too_slow
    if process.returncode:
        raise too_much
    return answer


def surroundings() -> dict[str, str]:
    """The environment of the child: what Python needs to start, and none of the portal's keys."""
    return {key: os.environ[key] for key in _NEEDED_BY_PYTHON if key in os.environ}
