"""Many incidents at once: the list, its files, figures."""

from typing import Any

urlpatterns: list[Any] = []
