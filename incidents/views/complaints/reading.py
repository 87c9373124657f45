"""*This will be read by ...*, while somebody chooses: worked out by the same function that keeps the complaint."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from incidents.actions.complaining import where_it_goes
from incidents.actions.faults import NobodyLeft
from incidents.complaint_readers import Readers, readers_in_words
from incidents.complaints.abouts import About
from people.models import User
from people.permissions import public

from .browser import whoever_complains


@dataclass(frozen=True)
class Said:
    """Who would read it; or that nobody could."""

    readers: Readers | None = None
    nobody: bool = False


def readers_said(about: object, name: object = "", author: User | None = None) -> Said:
    """What stands under the choice. Nothing where none was made. `author`: whoever complains, signed in."""
    if about not in About.values:
        return Said()
    try:
        way = where_it_goes(About(str(about)), str(name or "")[:300], author)
    except NobodyLeft:
        return Said(nobody=True)
    return Said(readers_in_words(way.wall, way.owner))


def all_readers(author: User | None = None) -> dict[str, str]:
    """Beside each choice who would read it, if no name says otherwise."""
    found = {about.value: readers_said(about.value, author=author) for about in About}
    return {key: one.readers.by if one.readers else "nobody here" for key, one in found.items()}


@public
@require_POST
def complaint_reader(request: HttpRequest) -> HttpResponse:
    """The sentence alone, for a page that asks again when the choice or the name changes."""
    said = readers_said(request.POST.get("about"), request.POST.get("about_name"), whoever_complains(request))
    return render(request, "incidents/complaints/new/_reads.html", {"readers": said})
