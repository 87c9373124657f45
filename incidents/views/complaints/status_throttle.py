"""How often a reference and a code may be tried: from one address, for one reference, in all."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest

from incidents.actions.complaint_codes import plain_reference
from people.throttle import address_digest, next_free

TRIES, WITHIN = 10, 10 * 60
MAILS, WITHIN_FOR_MAILS = 5, 60 * 60  # codes sent to one address given, so that nobody's mailbox is filled
IN_ALL = 3000  # far more than parents ever need: others are not locked out by one who tries codes


def seconds_to_wait(request: HttpRequest, reference: str) -> int:
    """Count one more try of a code. 0, or how long until one is taken again."""
    return _seconds(request, "try", reference, TRIES, WITHIN)


def seconds_to_wait_for_mail(request: HttpRequest, reference: str) -> int:
    """The same for one more code by mail."""
    return _seconds(request, "mail", reference, MAILS, WITHIN_FOR_MAILS)


def seconds_to_wait_of_office(request: HttpRequest) -> int:
    """The same for new codes made by one person in the office."""
    return next_free(f"complaint:renew:{request.user.pk}", TRIES, WITHIN)


def _seconds(request: HttpRequest, name: str, reference: str, most: int, within: int) -> int:
    """The address first: who is stopped there uses up nothing of the others."""
    kept = plain_reference(reference).encode()
    of = hmac.new(settings.DATA_KEY.encode(), kept, hashlib.sha256).hexdigest()
    return (
        next_free(f"complaint:{name}:from:{address_digest(request)}", TRIES, WITHIN)
        or next_free(f"complaint:{name}:of:{of}", most, within)
        or next_free(f"complaint:{name}:all", IN_ALL, WITHIN)
    )


def in_minutes(seconds: int) -> str:
    """Rounded up, so that it is never too early."""
    minutes = -(-seconds // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
