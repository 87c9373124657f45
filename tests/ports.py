"""Ports for the servers that tests start.

They lie below those that the machine gives to whoever calls out. A server that is killed and started again leaves its
port free for a moment: a port of the other kind could be somebody's by then, and the server would not start.
"""

import socket
from pathlib import Path
from random import SystemRandom

LOWEST = 12_000
_CALLERS = Path("/proc/sys/net/ipv4/ip_local_port_range")
_CHANCE = SystemRandom()  # tests that run beside each other have one seed, and must not draw the same port


def free_port() -> int:
    """A port that nobody listens on now. Raises OSError where there is none."""
    callers = int(_CALLERS.read_text().split()[0]) if _CALLERS.exists() else 32_768
    for port in _CHANCE.sample(range(LOWEST, max(callers, LOWEST + 1_000)), 200):
        with socket.socket() as found:
            try:
                found.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("None of two hundred ports is free.")
