"""Reporting an incident, what was begun, and one's own reports."""

from typing import Any

urlpatterns: list[Any] = []
