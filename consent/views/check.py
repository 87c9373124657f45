"""Can I use this picture? The page on which a teacher lands."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consent import checking
from consent.checking import Use
from consent.class_lists import ClassList, ClassLists, class_lists
from consent.effective import Word
from consent.models import Purpose
from consent.register import Register, register_on
from people import settings as school_settings
from people.http import SignedInRequest
from people.models import Pupil, SchoolYear
from people.permissions import Permission, requires

LAST_PLACES = "picture_places"
GAP = 0.7


@dataclass
class Chosen:
    """Who was chosen, and how many of those sent are not (or no longer) on the list."""

    pupils: list[Pupil]
    unknown: int


@require_safe
@requires(Permission.CONSENT_CHECK)
def check(request: SignedInRequest) -> HttpResponse:
    """Where a picture may go, for the children in it. The address holds no name, so it may be reloaded."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    lists = class_lists(request.user, today, year)
    handles = lists.handles()
    shown = lists.by_code(request.GET.get("class", "")) or (lists.classes[0] if lists.classes else None)
    chosen = _chosen(request.GET, lists, handles)
    register = register_on(chosen.pupils, today, year)
    places = _last_used_first(request, checking.destinations(register))
    use = _use(request.GET, places)
    words = checking.judge(register, chosen.pupils, use) if use else {p.pk: Word.NO for p in chosen.pupils}
    if use and chosen.pupils:
        _remember(request, use.destination)
    context = {
        "places": places, "use": use, "whats": checking.WHAT, "names": checking.NAMES, "lists": lists,
        "shown": shown, "unknown": chosen.unknown, "now": timezone.localtime(),
        **_who(lists, shown, handles, words), **_answer(register, use, lists, chosen.pupils, words),
        **_beside(lists, today),
    }  # fmt: skip
    return render(request, "consent/check.html", context)


def _chosen(sent: QueryDict, lists: ClassLists, handles: dict[str, Pupil]) -> Chosen:
    """The children sent, and a whole class in one tap. What is not on today's list is counted."""
    wanted = dict.fromkeys(sent.getlist("p"))
    pupils = {handles[handle].pk: handles[handle] for handle in wanted if handle in handles}
    whole, nobody = lists.by_code(sent.get("all", "")), lists.by_code(sent.get("clear", ""))
    pupils |= {pupil.pk: pupil for pupil in whole.pupils} if whole else {}
    for pupil in nobody.pupils if nobody else ():
        pupils.pop(pupil.pk, None)
    in_order = [pupil for listed in lists.classes for pupil in listed.pupils if pupil.pk in pupils]
    return Chosen(list(dict.fromkeys(in_order)), sum(handle not in handles for handle in wanted))


def _use(sent: QueryDict, places: list[Purpose]) -> Use | None:
    """What is to be done with the picture. None where the place sent is none of today's."""
    wanted = sent.get("where")
    place = next((p for p in places if wanted is None or p.slug == wanted), None)
    what, names = sent.get("what", "photo"), sent.get("names", "none")
    known = what in checking.WHAT and names in checking.NAMES
    return Use(place, what, names) if place and known else None


def _last_used_first(request: SignedInRequest, places: list[Purpose]) -> list[Purpose]:
    used = request.session.get(LAST_PLACES, [])
    return sorted(places, key=lambda p: used.index(p.slug) if p.slug in used else len(used))


def _remember(request: SignedInRequest, place: Purpose) -> None:
    used = request.session.get(LAST_PLACES, [])
    if used[:1] != [place.slug]:
        request.session[LAST_PLACES] = [place.slug, *(slug for slug in used if slug != place.slug)][:10]


def _who(
    lists: ClassLists, shown: ClassList | None, handles: dict[str, Pupil], words: dict[int, Word]
) -> dict[str, Any]:
    """The tiles of the class, and the tray: those chosen from other classes."""
    handle_of = {pupil.pk: handle for handle, pupil in handles.items()}
    here = shown.pupils if shown else []
    apart = checking.called_apart(here)
    tiles = [
        {"handle": handle_of[p.pk], "name": apart[p.pk], "chosen": p.pk in words, "word": words.get(p.pk)} for p in here
    ]
    tray = [
        {"handle": handle_of[p.pk], "name": name, "chosen": True, "word": words[p.pk]}
        for p, name in _called(lists, [p for p in lists.pupils.values() if p.pk in words and p not in here])
    ]
    return {"tiles": tiles, "tray": tray, "all_chosen": bool(tiles) and all(tile["chosen"] for tile in tiles)}


def _called(lists: ClassLists, pupils: list[Pupil]) -> list[tuple[Pupil, str]]:
    """What the chosen are called: told apart within each class, with the class where they are of several."""
    apart: dict[int, str] = {}
    for listed in lists.classes:
        apart = checking.called_apart(listed.pupils) | apart
    classes = {pupil.pk: lists.class_of(pupil) for pupil in pupils}
    several = len(set(classes.values())) > 1
    return [(p, f"{apart[p.pk]} ({classes[p.pk]})" if several else apart[p.pk]) for p in pupils]


def _answer(
    register: Register, use: Use | None, lists: ClassLists, pupils: list[Pupil], words: dict[int, Word]
) -> dict[str, Any]:
    rows = [{"name": name, "word": words[pupil.pk]} for pupil, name in _called(lists, pupils)]
    answer = {"rows": rows, "bar": _bar(list(words.values())), "is_loaded": bool(register.asked)}
    if use is None:
        return answer
    names = [str(row["name"]) for row in rows]
    also = checking.works_for_all(register, pupils, use)
    return answer | {
        "say": checking.sentence(use, names, [words[pupil.pk] for pupil in pupils]),
        "also": also,
        "all_of_them": checking.all_of_them(len(rows), names[0] if names else ""),
        "not_asked": checking.joined(checking.not_asked(register, use)) if pupils else "",
    }


def _bar(words: list[Word]) -> list[dict[str, Any]]:
    """The pieces of the bar: yes, no and ask the office, as wide as there are children, in per cent."""
    pieces, start = [], 0.0
    present = [(word, words.count(word)) for word in (Word.YES, Word.NO, Word.ASK) if word in words]
    room = 100 - GAP * (len(present) - 1)
    for word, count in present:
        width = room * count / len(words)
        pieces.append({"word": word, "x": f"{start:.1f}%", "width": f"{width:.1f}%"})
        start += width + GAP
    return pieces


def _beside(lists: ClassLists, today: dt.date) -> dict[str, Any]:
    """What stands beside the answer: how old the list is, the school's advice, when answers are expected."""
    own = school_settings.read_all()
    age = (today - timezone.localtime(lists.updated_at).date()).days if lists.updated_at else None
    try:
        expected = dt.date.fromisoformat(own[school_settings.Key.SURVEY_EXPECTED])
    except ValueError:
        expected = None
    return {"list_age": age, "advice": own[school_settings.Key.PICTURE_ADVICE], "expected": expected}
