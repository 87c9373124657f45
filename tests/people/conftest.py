"""The fixtures that stand in helper modules of this folder."""

from tests.people.new_years import in_july, school
from tests.people.tablets import tuesday_morning

__all__ = ["in_july", "school", "tuesday_morning"]
