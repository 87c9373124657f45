from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .triggers import install


class AuditConfig(AppConfig):
    """The record of everything. Installs the triggers that keep it append-only."""

    name = "audit"

    def ready(self) -> None:
        post_migrate.connect(_install_triggers, sender=self)


def _install_triggers(using: str, **kwargs: object) -> None:
    install(using)
