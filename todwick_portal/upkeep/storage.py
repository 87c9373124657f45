"""Does the place of uploads answer? Asked by the pages of upkeep and by `/health/`, at most every twenty seconds."""

from typing import Any

from django.core.cache import caches

from people.stores import uploads

KEY = "storage-answers"
SECONDS = 20


def storage_fault() -> str:
    """What is wrong with the storage of uploads; empty where it answers. Names no file, no key and no address."""
    known: str | None = caches["process"].get(KEY)
    if known is not None:
        return known
    fault = _looked()
    caches["process"].set(KEY, fault, SECONDS)
    return fault


def _looked() -> str:
    store: Any = uploads()
    try:
        store.look()
    except OSError as fault:
        return f"{store.place_in_words} does not answer ({fault.strerror or 'no reason given'})"
    return ""
