"""How many requests the public page takes: from one address, and in all. Counted here, by nobody else."""

import hashlib
import hmac

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from consent.models import PhotoRequest

FROM_ONE, WITHIN = 5, 10 * 60
IN_ALL, WITHIN_ALL = 60, 60 * 60
STOPS_IN_ALL = 600  # *stop* has numbers of its own, so that no flood of other requests shuts it


def seconds_to_wait(request: HttpRequest, kind: PhotoRequest.Kind) -> int:
    """Count one more request. 0, or how long until one is taken again: its address, or all together, sent too many.

    The address is never kept: what counts is a keyed digest of it, forgotten within ten minutes.
    """
    address = get_adapter(request).get_client_ip(request)
    digest = hmac.new(settings.DATA_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    stops = kind == PhotoRequest.Kind.STOP
    name, most = ("stop", STOPS_IN_ALL) if stops else ("other", IN_ALL)
    return _wait(f"photos:{name}:{digest}", FROM_ONE, WITHIN) or _wait(f"photos:{name}:all", most, WITHIN_ALL)


def _wait(name: str, most: int, within: int) -> int:
    """Take the next free number of this stretch of time; where none is free, the seconds until the next stretch.

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
