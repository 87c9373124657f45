from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from .triggers import install, remove_wording


class AuditConfig(AppConfig):
    """The record of everything. Installs the triggers that keep it append-only, and agreed policies as they are."""

    name = "audit"

    def ready(self) -> None:
        pre_migrate.connect(_loosen_triggers, sender=self)
        post_migrate.connect(_install_triggers, sender=self)


def _loosen_triggers(using: str, **kwargs: object) -> None:
    """SQLite renames no table while a trigger asks one that is just being made anew."""
    remove_wording(using)


def _install_triggers(using: str, **kwargs: object) -> None:
    install(using)
