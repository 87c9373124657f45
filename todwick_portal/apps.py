from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """The project itself: start pages, the demo, the commands that need every app."""

    name = "todwick_portal"

    def ready(self) -> None:
        post_migrate.connect(_make_cache_table, sender=self)


def _make_cache_table(using: str, **kwargs: object) -> None:
    """Throttles are shared between processes through a cache in the database."""
    call_command("createcachetable", database=using, verbosity=0)
