from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """The incident log and the official complaints: cases, who is in them, what was done and decided."""

    name = "incidents"
