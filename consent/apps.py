from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .defaults import ensure_defaults


class ConsentConfig(AppConfig):
    """Photo permission: the survey import, answers, what is effective, the check."""

    name = "consent"

    def ready(self) -> None:
        post_migrate.connect(_fill_purposes, sender=self)


def _fill_purposes(using: str, **kwargs: object) -> None:
    ensure_defaults(using)
