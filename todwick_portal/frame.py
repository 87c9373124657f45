"""What stands around every page and is the same from page to page: the tabs, the foot, the bar of the demonstration.

Each is drawn by its words alone and kept (`people/drawn.py`); what changes with the request, such as the token of the
sign-out button, stands in `base.html` itself.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from incidents.complaint_desk import MOST_ON_TAB
from people.drawn import drawn
from people.permissions import Permission

from .demo_people import DEMO_PEOPLE


class Place(NamedTuple):
    """A tab: where it leads, its word, how many wait there (empty: none), and "page" on the page that it leads to."""

    url: str
    label: str
    waiting: str
    current: str


class Tabs(NamedTuple):
    """All tabs of a page."""

    every_tab: tuple[Place, ...]


class Foot(NamedTuple):
    """The foot: `is_demo` and `has_account` are said or empty."""

    school: str
    phone: str
    is_demo: str
    has_account: str


class Person(NamedTuple):
    """One of the demonstration as whom one may look; `pressed`: "true" for the present one."""

    key: str
    label: str
    pressed: str


class Bar(NamedTuple):
    """The bar of the demonstration."""

    every_person: tuple[Person, ...]


def tabs(entries: Iterable[dict[str, Any]]) -> str:
    """The tabs out of `navigation`."""
    places = tuple(
        Place(one["url"], one["label"], _waiting(one["count"]), "page" if one["current"] else "") for one in entries
    )
    return drawn("components/tabs.html", Tabs(places))


def _waiting(count: int) -> str:
    """The number on a tab. Of more than fit on it the list says how many."""
    return "" if not count else str(count) if count <= MOST_ON_TAB else f"{MOST_ON_TAB}+"


def foot(user: Any, school: str, phone: str, *, is_demo: bool) -> str:
    """The foot for `user`, who has a page of their own where they have an account with a role."""
    has_account = user is not None and user.is_authenticated and user.has_perm(Permission.HOME)
    words = Foot(school, phone, "demo" if is_demo else "", "account" if has_account else "")
    return drawn("components/foot.html", words)


def demo_people(user: Any) -> tuple[Person, ...]:
    """As whom one looks, and as whom one might."""
    email = getattr(user, "email", "")
    people = [Person(one.key, one.label, _pressed(one.email == email)) for one in DEMO_PEOPLE]
    nobody = Person("nobody", "Nobody (public)", _pressed(not email))
    return (*people, nobody)


def demo_bar(people: tuple[Person, ...]) -> str:
    """The bar with these people."""
    return drawn("components/demo_bar.html", Bar(people))


def _pressed(is_pressed: bool) -> str:
    return "true" if is_pressed else "false"
