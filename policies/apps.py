from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from .defaults import ensure_defaults


class PoliciesConfig(AppConfig):
    """The school's policies as rules, and what hangs on them."""

    name = "policies"

    def ready(self) -> None:
        post_migrate.connect(_fill_platforms, sender=self)


def _fill_platforms(using: str, **kwargs: Any) -> None:
    """`apps` are those of the state that was migrated to: an earlier one may not have the table yet."""
    ensure_defaults(kwargs.get("apps", apps), using)
