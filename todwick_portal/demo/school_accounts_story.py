"""The demo school's accounts on social media: two in use, one of which nobody has looked at for long, and a closed one.

It has none on Instagram, so nothing goes out there.
"""

import datetime as dt

from consent.actions import serve_places
from consent.models import Purpose
from people.actions.school_accounts import Entry, close_account, record_review, register_account
from people.models import SchoolAccount, User
from people.school_year import first_day, school_year_of

RECOVERY = "office@todwick.example"


def register_accounts(people: dict[str, User], today: dt.date) -> None:
    """By the office, as the school came to have them; only their present state shows."""
    office, begun = people["office"], first_day(school_year_of(today))
    facebook = Entry(
        platform="Facebook", handle="Todwick Primary School", purpose="News for families, and pictures of what we do.",
        address="https://facebook.example/todwickprimary", first_holder=people["head"], second_holder=office,
        recovery_contact=RECOVERY, opened_on=_years_before(begun, 6),
    )  # fmt: skip
    x = Entry(
        platform="X (Twitter)", handle="@TodwickPrimary", purpose="What happens in class, day by day.",
        address="https://x.example/TodwickPrimary", first_holder=people["teacher"], second_holder=office,
        recovery_contact=RECOVERY, opened_on=_years_before(begun, 8),
    )  # fmt: skip
    old = Entry(
        platform="X (Twitter)", handle="@TodwickYear6", purpose="The residential trip of Year 6.",
        first_holder=people["dsl"], opened_on=_years_before(begun, 5),
    )  # fmt: skip
    _enter(facebook, ["facebook"], people, looked_at=begun)
    _enter(x, ["x_twitter"], people, looked_at=_years_before(begun, 2))
    close_account(account=_enter(old, [], people), on=_years_before(begun, 1), by=office)


def _enter(entry: Entry, serves: list[str], people: dict[str, User], looked_at: dt.date | None = None) -> SchoolAccount:
    account = register_account(entry=entry, by=people["office"])
    if serves:
        serve_places(account=account, purposes=Purpose.objects.filter(slug__in=serves), by=people["office"])
    if looked_at:
        record_review(account=account, by=people["head"], on=looked_at)
    return account


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years)
