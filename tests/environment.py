"""The environment of every test run, set before the settings are read (`-p tests.environment`)."""

import os

os.environ.setdefault("PORTAL_MODE", "demo")
os.environ.setdefault("STATIC_HASHED", "0")
os.environ.setdefault("FAST_PASSWORDS", "1")
os.environ.setdefault("PHOTO_ANSWER_SECONDS", "0")
os.environ.setdefault("TASKS_IN_WORKER", "0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser tests keep an event loop
