"""What every template knows: the school, the person, the navigation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from people import settings as school_settings
from people.settings import Key

from .demo_people import DEMO_PEOPLE
from .navigation import acting_as, navigation


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. One query for the settings, one for the roles of a signed-in person."""
    user = getattr(request, "user", None)
    own = school_settings.read_for(request)
    return {
        "school": {"name": own[Key.SCHOOL_NAME], "phone": own[Key.OFFICE_PHONE]},
        "today": timezone.localdate(),
        "demo_mode": settings.DEMO,
        "demo_people": _bar(user) if settings.DEMO else [],
        "navigation": navigation(request),
        "acting_as": acting_as(request),
    }


def _bar(user: Any) -> list[dict[str, Any]]:
    email = getattr(user, "email", "")
    people = [{"key": p.key, "label": p.label, "present": p.email == email} for p in DEMO_PEOPLE]
    nobody = not email
    return [*people, {"key": "nobody", "label": "Nobody (public)", "present": nobody}]
