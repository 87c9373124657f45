"""The cookies that the portal sets, by the names of the settings. A test compares them with those really set."""

from dataclasses import dataclass

from django.conf import settings

from incidents.models.receipts import DRAFT_KEPT
from people import devices
from people.settings import Key, number
from todwick_portal import messages
from todwick_portal.papers.documents import Document, Part, grid, points, words
from todwick_portal.papers.periods import Own

HOUR = 60 * 60


@dataclass(frozen=True)
class Cookie:
    """One cookie: its name here, who gets it and when, what it is for, for how long."""

    name: str
    who: str
    purpose: str
    stays: str


def cookies(own: Own) -> list[Cookie]:
    """All of them. Each is strictly necessary for what somebody asked for, so none waits for a button."""
    signed_in = number(dict(own), Key.SIGNED_IN_HOURS)
    writing, otherwise = int(DRAFT_KEPT.total_seconds()) // HOUR, settings.SESSION_COOKIE_AGE // HOUR
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "Whoever signs in, or fills in a form of several pages, such as a complaint",
            "Keeps you signed in, and what you typed beside the right browser. It holds a number by chance.",
            f"It opens nothing after {_hours(signed_in)} of being signed in, and is gone when you sign out. Without an "
            f"account, whatever the school has set: {_hours(writing)} where you write a complaint, else "
            f"{_hours(otherwise)}",
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "Whoever opens a page with a form",
            "Makes sure that a form that is sent comes from this site, and from nobody else’s",
            "A year, or until you delete it",
        ),
        Cookie(
            messages.COOKIE,
            "Whoever has just sent a form",
            "Carries a sentence such as “Saved” to the next page",
            "Until that page is shown",
        ),
        Cookie(
            devices.COOKIE,
            "A class tablet of the school, once it is set up",
            "Lets the tablet ask for Yes, No or Ask the office. Nobody is signed in there.",
            "Until the end of the school year",
        ),
    ]


def _hours(count: int) -> str:
    return f"{count} hour{'' if count == 1 else 's'}"


def document(own: Own) -> Document:
    """The statement."""
    rows = [(one.name, one.who, one.purpose, one.stays) for one in cookies(own)]
    return Document(
        "Cookies",
        "Who only reads the public pages gets none.",
        (
            Part("short", "In short", [points(*SHORT)]),
            Part("each", "Each cookie", [grid(("Name", "Who gets it", "What it is for", "How long it stays"), rows)]),
            Part("refuse", "If you refuse them", words(REFUSE)),
        ),
    )


SHORT = (
    "Only cookies without which a page could not do what you ask of it. So there is no question to click away.",
    "None counts visits, follows you, or belongs to anybody else.",
    "Scripts cannot read them, and they are sent to this site alone.",
    "Nothing else is kept in your browser: no storage of the browser is used.",
)
REFUSE = (
    "You can refuse all cookies in your browser. The public pages work without them. Signing in and forms do not: "
    "telephone or write to the school office instead, and it does the same for you."
)
