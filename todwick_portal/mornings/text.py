"""The words of the morning mail: numbers, days, references of cases, addresses. No name, no title (security 2.4)."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from people.morning import Waits

MOST = 40  # references in one mail: whoever has more waiting reads them on the page
GREETING = "Good morning. This waits for you in the school’s portal:"
URGENT = "There is no school today. This does not wait until there is:"
FOOT = "To read any of it, sign in. When this mail comes is yours to say:\n{}\n"


def subject_of(today: dt.date) -> str:
    """The same for everybody, whatever waits."""
    return f"What waits for you, {today:%A %-d %B %Y}"


def body_of(waiting: Sequence[Waits], *, is_school_day: bool) -> str:
    """A paragraph for each kind of thing: how many, by when, the address of its page. What is pressing comes first."""
    left, paragraphs = MOST, [GREETING if is_school_day else URGENT]
    for one in sorted(waiting, key=lambda one: (not one.every_day, not one.presses)):
        paragraphs.append(_paragraph(one, left))
        left = max(left - len(one.each), 0)
    return "\n\n".join([*paragraphs, FOOT.format(address_of(reverse("people:me")))])


def _paragraph(one: Waits, most: int) -> str:
    shown, more = one.each[:most], len(one.each) - most
    lines = [f"{one.words}:", *shown, *([f"and {more} more"] if more > 0 else []), address_of(one.page)]
    return "\n".join(lines)


def address_of(path: str) -> str:
    """A page of the portal as a mail names it."""
    return f"{settings.SITE_URL}{path}"
