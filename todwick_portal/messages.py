"""The sentence such as *Saved* on its way to the next page: in a cookie of this host alone, else in the session."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

COOKIE = "messages" if settings.DEMO else "__Host-messages"


class HostCookieStorage(CookieStorage):
    """The framework's, under a name for which a browser asks for https, this host and the whole of it: no other host
    of the school's domain puts a sentence into a page of ours. Secure, as the cookie of the session is."""

    cookie_name = COOKIE


class MessageStorage(FallbackStorage):
    """The cookie first, and what it has no room for in the session. Named in `MESSAGE_STORAGE`."""

    storage_classes = (HostCookieStorage, SessionStorage)
