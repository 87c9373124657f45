"""The floor page for gunicorn: fifty rows of one query in one template, without a person and without middleware."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler


def bare() -> WSGIHandler:
    """The application; only gunicorn calls it, since it takes the settings of its process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")
    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "tests.bench.incidents_floor"
    return WSGIHandler()
