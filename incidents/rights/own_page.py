"""What somebody signed in reads about their own data: which kinds are held, and where their requests stand."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from consent.own import own_contacts
from incidents.models import DataBundle, DataRequest
from people.about_person import Person
from people.models import User

from .gathering import SECTIONS
from .leading import may_fetch_own
from .page import Clock, clock_of

# Of a child, and of a grown-up: the headings that concern each. Cases and deeds are said in words on the page.
OF_CHILD = ("pupil", "classes", "contacts", "marks", "answers", "decisions", "checks", "posts", "removals", "looked")


# Found by comparing every name that somebody typed: said in words on the page instead.
NOT_ASKED = ("photo-requests",)


@dataclass(frozen=True)
class OwnRequest:
    """One request of theirs, and what there is to fetch."""

    request: DataRequest
    clock: Clock
    bundles: list[DataBundle]


def own_data(user: User) -> dict[str, Any]:
    """What stands on the page. As many queries for many requests as for few; those headings that hold anything."""
    person = Person(user=user, contacts=tuple(user.contact_of.select_related("pupil")))
    asked = (section for section in SECTIONS if section.key not in NOT_ASKED)
    held = [section.title for section in asked if next(iter(section.rows(person)), None) is not None]
    children = own_contacts(user, timezone.localdate()).exists()
    requests = list(DataRequest.objects.own(user).prefetch_related("bundles"))
    today = timezone.localdate()
    return {
        "held": held,
        "of_child": [section.title for section in SECTIONS if section.key in OF_CHILD] if children else [],
        "requests": [OwnRequest(one, clock_of(one, today), _to_fetch(user, one)) for one in requests],
    }


def _to_fetch(user: User, request: DataRequest) -> list[DataBundle]:
    there = [one for one in request.bundles.all() if one.is_there]
    return there if there and may_fetch_own(user, request) else []
