"""Who was chosen for a picture, and what is to be done with it: the check page's state, as it is sent and addressed.

Children stand in it by their handles (`ClassLists.handles`): no name is ever part of an address.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from people.models import Pupil

from .checking import NAMES, WHAT, Use
from .class_lists import ClassList, ClassLists
from .models import Purpose


@dataclass(frozen=True)
class Chosen:
    """The children in the picture. `left_out` were taken out of it because of the answer; `unknown` is how many of
    those sent are not (or no longer) on the list. `handle_of` is by row number."""

    pupils: list[Pupil]
    left_out: list[Pupil]
    unknown: int
    handle_of: dict[int, str]

    def handles(self, pupils: list[Pupil]) -> list[str]:
        return [self.handle_of[pupil.pk] for pupil in pupils]


def chosen(sent: QueryDict, lists: ClassLists) -> Chosen:
    """The children sent, those a button adds or takes out, and a whole class in one tap. Each stands once.

    Sent are: `p` the chosen, `left` those left out before, `add` and `out` what a button does to some, `without`
    whom the answer leaves out, `all` and `clear` a class. What is not on today's list is counted.
    """
    by_handle = lists.handles()
    wanted = dict.fromkeys([*sent.getlist("p"), *_several(sent, "add")])
    pupils = {by_handle[handle].pk for handle in wanted if handle in by_handle}
    whole, nobody = lists.by_code(sent.get("all", "")), lists.by_code(sent.get("clear", ""))
    pupils |= {pupil.pk for pupil in whole.pupils} if whole else set()
    pupils -= {pupil.pk for pupil in nobody.pupils} if nobody else set()
    without = _several(sent, "without")
    pupils -= {by_handle[handle].pk for handle in (*_several(sent, "out"), *without) if handle in by_handle}
    left = {by_handle[handle].pk for handle in (*sent.getlist("left"), *without) if handle in by_handle} - pupils
    return Chosen(
        lists.in_order(pupils),
        lists.in_order(left) if pupils else [],
        sum(handle not in by_handle for handle in wanted),
        {pupil.pk: handle for handle, pupil in by_handle.items()},
    )


def _several(sent: QueryDict, name: str) -> list[str]:
    """What a button sends: one handle, or several with commas between them."""
    return [handle for value in sent.getlist(name) for handle in value.split(",") if handle]


def wanted_use(sent: QueryDict, places: list[Purpose], every_place: list[Purpose]) -> Use | None:
    """What is to be done with the picture: the first of `places` if none was sent, None if there is no such one."""
    wanted = sent.get("where")
    place = next(iter(places), None) if wanted is None else next((p for p in every_place if p.slug == wanted), None)
    what, names = sent.get("what", "photo"), sent.get("names", "none")
    known = what in WHAT and names in NAMES
    return Use(place, what, names) if place and known else None


def as_query(who: Chosen, use: Use | None, shown: ClassList | None) -> str:
    """The page's state for its address. It holds handles and words of the page, never a name or what was typed."""
    sent: dict[str, object] = {}
    if use:
        sent |= {"where": use.destination.slug, "what": use.what, "names": use.names}
    if shown:
        sent["class"] = shown.code
    return urlencode(sent | {"p": who.handles(who.pupils), "left": who.handles(who.left_out)}, doseq=True)
