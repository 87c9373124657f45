"""The portal for gunicorn: `gunicorn todwick_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from .guard import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "todwick_portal.settings")

application = get_wsgi_application()
refuse_unsafe_start()
