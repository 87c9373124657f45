"""Files that belong to an incident."""

from typing import Any

urlpatterns: list[Any] = []
