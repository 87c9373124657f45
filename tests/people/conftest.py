"""The fixtures that stand in helper modules of this folder."""

from tests.people.account_register import account, full, holders
from tests.people.new_years import in_july, school
from tests.people.second_step import guarded, production
from tests.people.stored_mail import clock, server
from tests.people.tablets import tuesday_morning

__all__ = [
    "account",
    "clock",
    "full",
    "guarded",
    "holders",
    "in_july",
    "production",
    "school",
    "server",
    "tuesday_morning",
]
