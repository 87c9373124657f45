"""The portal with every view read: a web server that loads this once hands it to each process that answers."""

from django.urls import get_resolver

from todwick_portal.wsgi import application

__all__ = ["application"]
assert get_resolver().url_patterns
