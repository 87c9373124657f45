"""The fixtures that stand in helper modules of this folder."""

from tests.people.tablets import tuesday_morning

__all__ = ["tuesday_morning"]
