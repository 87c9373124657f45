"""What every template knows: the school, the person, the navigation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from people import settings as school_settings
from people.look import logo_of, look_of
from people.settings import Key

from . import frame
from .navigation import acting_as, navigation
from .own_sheet import own_sheet


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. One query for the settings, one for the roles of a signed-in person."""
    user = getattr(request, "user", None)
    own = school_settings.read_for(request)
    people, places = frame.demo_people(user) if settings.DEMO else (), navigation(request)
    return {
        "school": {"name": own[Key.SCHOOL_NAME], "phone": own[Key.OFFICE_PHONE], **_look(own)},
        "today": timezone.localdate(),
        "demo_mode": settings.DEMO,
        "demo_people": people,
        "navigation": places,
        "frame": {
            "tabs": frame.tabs(places),
            "foot": frame.foot(user, own[Key.SCHOOL_NAME], own[Key.OFFICE_PHONE], is_demo=settings.DEMO),
            "demo_bar": frame.demo_bar(people) if people else "",
        },
        "acting_as": acting_as(request),
    }


def _look(own: dict[Key, str]) -> dict[str, Any]:
    """The stylesheet of the school's colours and its logo; nothing is asked for where nothing is set."""
    sheet, logo = own_sheet(look_of(own)), logo_of(own)
    return {
        "colours": reverse("look-colours", args=[sheet.digest]) if sheet else "",
        "logo": {
            "url": reverse("look-logo", args=[logo.digest]), "width": logo.width, "height": logo.height,
            "words": own[Key.LOGO_WORDS],
        } if logo else None,
    }  # fmt: skip
