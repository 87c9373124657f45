"""The floor page for gunicorn: fifty rows of one query in one template, without a person and without middleware."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "tests.bench.incidents_floor"
application = get_wsgi_application()
