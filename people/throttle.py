"""How often something is taken from one address, and in all, of those who have no account. Counted here, by nobody
else."""

import hashlib
import hmac
import secrets

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


def address_digest(request: HttpRequest) -> str:
    """What counts in place of an address: a keyed digest, so that the address is kept nowhere."""
    address = get_adapter(request).get_client_ip(request)
    return hmac.new(settings.DATA_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()


def next_free(name: str, most: int, within: int) -> int:
    """Take the next free number of this stretch of `within` seconds; where none is free, the seconds until the next.

    `cache.add` gives each number to one request alone. `cache.incr` would not: in the database's cache it reads, then
    writes, and forgets when to run out.
    """
    now = int(timezone.now().timestamp())
    key = f"{name}:{now // within}"
    for number in range(cache.get(key, 0) + 1, most + 1):
        if cache.add(f"{key}:{number}", True, within):
            cache.set(key, number, within)
            return 0
    return within - now % within


def can_count() -> bool:
    """Whether a number can be written at all. Where the disk is full `next_free` says to wait, though nobody has sent
    too much: what there is to say then is that there is no room."""
    return cache.add(f"room:{secrets.token_hex(16)}", True, 1)


def in_minutes(seconds: int) -> str:
    """Rounded up, so that it is never too early.

    >>> in_minutes(20), in_minutes(61)
    ('a minute', '2 minutes')
    """
    minutes = -(-seconds // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
