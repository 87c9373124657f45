from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """The incident log and the official complaints. Not built yet: the app keeps its place in the layers."""

    name = "incidents"
