"""What the governors are asked about legal action, and what they decide."""

from typing import Any

urlpatterns: list[Any] = []
