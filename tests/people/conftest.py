"""The fixtures that stand in helper modules of this folder."""

from tests.people.account_register import account, full, holders
from tests.people.new_years import in_july, school
from tests.people.tablets import tuesday_morning

__all__ = ["account", "full", "holders", "in_july", "school", "tuesday_morning"]
