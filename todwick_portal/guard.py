"""Production refuses to start with what only a demo may have (contract 1).

`settings.py` already refuses missing or short keys, open host names and a site without https. What needs the
database or several settings together is here: as a system check, so that every command stops, and again when
the web server loads the portal.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from people.stores import is_bucket, uploads

from .demo_people import DEMO_EMAILS

KEYS = ("SECRET_KEY", "AUDIT_KEY", "DATA_KEY")
FEWEST_DIFFERENT_SIGNS = 10


def faults() -> list[str]:
    """What stands in the way of production, each with what to do. In demo mode a bucket that strangers read alone."""
    if settings.DEMO:
        return public_bucket()
    return [*_unsafe_keys(), *_unsafe_addresses(), *_demo_accounts(), *public_bucket()]


def _unsafe_keys() -> list[str]:
    found = [
        f"{name} repeats a few signs. Set it to 50 or more random ones."
        for name in KEYS
        if len(set(getattr(settings, name))) < FEWEST_DIFFERENT_SIGNS
    ]
    if len({getattr(settings, name) for name in KEYS}) < len(KEYS):
        found.append(f"{', '.join(KEYS)} must differ from one another. Make one for each.")
    kept = [settings.VAR_DIR / f"{name.lower()}.txt" for name in KEYS]
    made = {path.read_text() for path in kept if path.is_file()}
    found += [
        f"{name} is the key that the demo made in {settings.VAR_DIR}. Make a new one."
        for name in KEYS
        if getattr(settings, name) in made
    ]
    return found


def _unsafe_addresses() -> list[str]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    if not any(host == name or (name[:1] == "." and host.endswith(name)) for name in settings.ALLOWED_HOSTS):
        return [f"SITE_URL is {settings.SITE_URL}, but ALLOWED_HOSTS does not name {host}. Add it."]
    return []


def public_bucket() -> list[str]:
    """Whether strangers could read the uploads, as far as the bucket tells. One that does not answer is no reason not
    to start: everything else works, and `/health/` says so."""
    if not is_bucket():
        return []
    store: Any = uploads()
    try:
        why = store.why_public()
    except OSError:
        return []
    return [f"Strangers can read the bucket {store.bucket_name}: {why}. Make it private, then start."] if why else []


def _demo_accounts() -> list[str]:
    """Their password is public. A database without tables yet holds none."""
    user = get_user_model()
    try:
        if user._meta.db_table not in connection.introspection.table_names():
            return []
        held = sorted(user.objects.filter(email__in=DEMO_EMAILS).values_list("email", flat=True))
    except DatabaseError:
        return ["The database does not answer. See whether it runs and whether DATABASE_URL is right."]
    if not held:
        return []
    return [
        f"The database holds the demo account {', '.join(held)}, whose password everybody knows. "
        "Start production with a new, empty database."
    ]


def production_is_safe(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The same as a system check: commands stop with these words."""
    return [checks.Error(fault, id="todwick_portal.E001") for fault in faults()]


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, with everything that is wrong, before the first request is answered."""
    if found := faults():
        raise ImproperlyConfigured(" ".join(found))
