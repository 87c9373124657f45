"""The requests about data of the world to walk through: one that waits to be looked through, one with its bundle."""

from typing import Any

from incidents.models import BundlePart, DataBundle, DataRequest
from incidents.rights.part_page import names_of
from people.models import User
from people.roles import Role


def requests_of(users: dict[Role, User]) -> dict[str, dict[str, Any]]:
    """Arguments of every address about one request, out of the demo: the letter, whose parts wait."""
    letter = DataRequest.objects.filter(way=DataRequest.Way.LETTER, parts__isnull=False).distinct().get()
    lists = letter.parts.get(kind=BundlePart.Kind.LISTS)
    of_request, of_part = {"public_id": letter.public_id}, {"public_id": lists.public_id}
    names = ("", "-person", "-gathering", "-reminder", "-bundle")
    number = next(number for number, piece in enumerate(lists.pieces) if "spans" in piece)
    mothers = DataBundle.objects.filter(request__asked_by=users[Role.PARENT], part=None).get()
    return {
        **{f"incidents:data-request{name}": of_request for name in names},
        "incidents:data-request-entry": of_request | {"part": "notes"},
        "incidents:data-request-file": {"public_id": mothers.request.public_id},
        "incidents:own-data-file": {"public_id": mothers.public_id},
        **{f"incidents:bundle-part{name}": of_part for name in ("", "-release", "-check", "-file", "-handing")},
        "incidents:bundle-part-name": of_part | {"sign": names_of(lists)[0].sign},
        **{f"incidents:bundle-part-{name}": of_part | {"number": number} for name in ("piece", "evidence")},
    }
