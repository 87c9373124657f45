"""Which connections this process makes: every one passes a hook that Python itself calls."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
MEANT = pytest.StashKey[set[str]]()  # what a test itself connects to, to show that it would be noticed
_listening: list[set[str]] = []
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple) -> None:
    if _listening and event in EVENTS:
        where = arguments[0] if event in {"socket.getaddrinfo", "socket.gethostbyname"} else arguments[1]
        for found in _listening:
            found.add(str(where))


@contextmanager
def connections() -> Iterator[set[str]]:
    """Every place that is looked up or connected to meanwhile. A hook stays for ever, so there is one."""
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    found: set[str] = set()
    _listening.append(found)
    try:
        yield found
    finally:
        _listening.remove(found)
