"""How many complaints are begun and sent: from one address, and in all. One form counts once."""

from django.core.cache import cache
from django.http import HttpRequest

from people.throttle import address_digest, next_free

SENT_BY_ONE, WITHIN = 6, 10 * 60
SENT_IN_ALL, WITHIN_ALL = 300, 60 * 60
FILES_BY_ONE = 30  # a file is looked through by a process of its own
BEGUN_BY_ONE, BEGUN_IN_ALL = 60, 3000
TOO_MANY = "Many complaints came in just now. What you wrote is still here. Press the button again in {}."
TOO_MANY_FILES = "You sent many files just now. Add this one in {}. What you wrote is still here."


def wait_to_begin(request: HttpRequest) -> int:
    """Count a draft that is begun. 0, or the seconds to wait."""
    one = next_free(f"complaints:begun:{address_digest(request)}", BEGUN_BY_ONE, WITHIN)
    return one or next_free("complaints:begun:all", BEGUN_IN_ALL, WITHIN_ALL)


def wait_for_files(request: HttpRequest) -> int:
    """Count files that are sent at once. 0, or the seconds to wait."""
    return next_free(f"complaints:files:{address_digest(request)}", FILES_BY_ONE, WITHIN)


def wait_to_send(request: HttpRequest, form_key: str) -> int:
    """Count a form that is sent, once. 0, or the seconds to wait."""
    counted = f"complaints:form:{form_key}"
    if not cache.add(counted, True, WITHIN):
        return 0
    one = next_free(f"complaints:sent:{address_digest(request)}", SENT_BY_ONE, WITHIN)
    wait = one or next_free("complaints:sent:all", SENT_IN_ALL, WITHIN_ALL)
    if wait:
        cache.delete(counted)
    return wait
