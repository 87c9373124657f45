"""How many requests the public page takes: from one address, and in all. Counted here, by nobody else."""

import hashlib
import hmac

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

FROM_ONE, WITHIN = 5, 10 * 60
IN_ALL, WITHIN_ALL = 60, 60 * 60


def is_too_much(request: HttpRequest) -> bool:
    """Count one more request. True where its address, or everybody together, sent too many within the time.

    The address is never kept: what counts is a keyed digest of it, forgotten within ten minutes.
    """
    address = get_adapter(request).get_client_ip(request)
    digest = hmac.new(settings.DATA_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    one = _count(f"photos:{digest}", WITHIN) > FROM_ONE
    return _count("photos:all", WITHIN_ALL) > IN_ALL if not one else True


def _count(name: str, within: int) -> int:
    key = f"{name}:{int(timezone.now().timestamp()) // within}"
    count = cache.get(key, 0) + 1
    cache.set(key, count, within)
    return count
