"""The day of the tests that are about days: a Wednesday in term. Used with the fixture `that_wednesday`."""

import datetime as dt

TODAY = dt.date(2026, 9, 16)
MONDAY = dt.date(2026, 9, 14)
DAY = dt.timedelta(days=1)
MORNING = dt.datetime(2026, 9, 16, 9, tzinfo=dt.UTC)
