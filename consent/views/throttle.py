"""How many requests the public page takes: from one address, and in all."""

from django.http import HttpRequest

from consent.models import PhotoRequest
from people.throttle import address_digest, next_free

FROM_ONE, WITHIN = 5, 10 * 60
IN_ALL, WITHIN_ALL = 60, 60 * 60
STOPS_IN_ALL = 600  # *stop* has numbers of its own, so that no flood of other requests shuts it


def seconds_to_wait(request: HttpRequest, kind: PhotoRequest.Kind) -> int:
    """Count one more request. 0, or how long until one is taken again: its address, or all together, sent too many.

    The address is never kept: what counts is a keyed digest of it, forgotten within ten minutes.
    """
    stops = kind == PhotoRequest.Kind.STOP
    name, most = ("stop", STOPS_IN_ALL) if stops else ("other", IN_ALL)
    one = next_free(f"photos:{name}:{address_digest(request)}", FROM_ONE, WITHIN)
    return one or next_free(f"photos:{name}:all", most, WITHIN_ALL)
