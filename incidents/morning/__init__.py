"""What stands in the morning mail of incidents, complaints, panels and data breaches: references and days alone.

Everything is asked of the one table of relations for each person at that moment (`Act.MAILED`), so nobody hears of what
is about them, by a line or by a number.
"""

from collections.abc import Iterator

from people.models import User
from people.morning import Lines, MailDay, Waits

from .breaches import breaches_of
from .cases import Concerned, cases_of, questions_of
from .panels import panels_of_day
from .rights import requests_of

__all__ = ["waiting_of_cases"]


def waiting_of_cases(day: MailDay) -> Lines:
    """The lines of a person. Whoever owns nothing and was given nothing is asked for in no query of their own."""
    concerned, panels = Concerned.on(day), panels_of_day(day)

    def lines(user: User) -> Iterator[Waits]:
        yield from cases_of(user, day, concerned)
        yield from breaches_of(user)
        yield from requests_of(user, day)
        if day.is_school_day:
            yield from panels(user)
            yield from questions_of(user)

    return lines
