from django.apps import AppConfig, apps
from django.core import checks
from django.core.management import call_command
from django.db.models.signals import post_migrate

from .form_errors import speak_plainly
from .guard import production_is_safe


class PortalConfig(AppConfig):
    """The project itself: start pages, the demo, the commands that need every app."""

    name = "todwick_portal"

    def ready(self) -> None:
        speak_plainly()
        checks.register(production_is_safe, checks.Tags.security)
        # The signal is sent for apps with models only, and this one has none.
        post_migrate.connect(_make_cache_table, sender=apps.get_app_config("audit"))


def _make_cache_table(using: str, **kwargs: object) -> None:
    """Throttles and the worker's sign of life are shared between processes through caches in the database."""
    call_command("createcachetable", database=using, verbosity=0)
