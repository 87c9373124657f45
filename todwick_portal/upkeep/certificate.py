"""How long the certificate of the portal's own address is still good for. Asked by the worker, once a day."""

import datetime as dt
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

from .finding import Finding

PATIENCE = 10
FEWEST_DAYS = 14
ENDS = "The certificate of {} ends in {} days, on {:%-d %B %Y}. It should have been renewed by now."
UNTRUSTED = "The certificate of {} is not trusted: {}."
SILENT = "Nothing answers at {} on port {}: {}."


def has_certificate() -> bool:
    """Whether people reach the portal over TLS."""
    return bool(settings.SITE_URL.startswith("https://"))


def look_at_certificate(now: dt.datetime, trusted: ssl.SSLContext | None = None) -> Finding:
    """Ask as a browser would: days left, and what is wrong with it. `trusted` says whom to trust, else the system."""
    where = urlsplit(settings.SITE_URL)
    host, port = where.hostname or "", where.port or 443
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as plain:
            context = trusted or ssl.create_default_context()
            with context.wrap_socket(plain, server_hostname=host) as secured:
                held = secured.getpeercert() or {}
    except ssl.SSLError as fault:
        return Finding(0, UNTRUSTED.format(host, getattr(fault, "verify_message", "") or fault.reason))
    except OSError as fault:
        return Finding(0, SILENT.format(host, port, fault.strerror or "no answer"))
    ends = dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(str(held["notAfter"])), dt.UTC)
    days = max((ends - now).days, 0)
    return Finding(days, ENDS.format(host, days, ends) if days < FEWEST_DAYS else "")
