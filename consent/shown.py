"""What an answer looked like on a page, as a stamp that the page carries: so that it can say later what changed.

A stamp holds digests beside the handles that the page's address has anyway: no name, and no word about a child.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from people.models import Pupil, SchoolYear, User

from . import checking
from .checking import Use
from .class_lists import ClassLists, class_lists
from .effective import Word
from .register import Register, register_on

SHORT = 12


@dataclass(frozen=True)
class Judged:
    """An answer by what holds at this moment: for whom, by which list and permissions, each child's word."""

    use: Use
    lists: ClassLists
    pupils: list[Pupil]
    register: Register
    words: dict[int, Word]

    @property
    def stamp(self) -> str:
        handles = {pupil.pk: handle for handle, pupil in self.lists.handles().items()}
        return stamp_of(self.use, {handles[number]: word for number, word in self.words.items()})


def judge_now(user: User, numbers: Iterable[int], use: Use) -> Judged:
    """The answer for the pupils of these row numbers. Whoever is not on today's list any more is not in it."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    lists = class_lists(user, today, year)
    pupils = lists.in_order(set(numbers))
    register = register_on(pupils, today, year)
    place = next((p for p in register.purposes if p.pk == use.destination.pk), use.destination)
    use = Use(place, use.what, use.names)
    return Judged(use, lists, pupils, register, checking.judge(register, pupils, use))


def stamp_of(use: Use, words: Mapping[str, Word]) -> str:
    """The stamp of an answer about the children of these handles."""
    children = (f"{handle}-{_digest(use, handle, word)}" for handle, word in sorted(words.items()))
    return ".".join([_digest(use), *children])


def changed_since(stamp: str, use: Use, words: Mapping[str, Word]) -> set[str]:
    """The handles of children whose word is another than when `stamp` was made for the same use.

    Children who were not in it have not changed; of another use, or of what is no stamp, nothing can be told.
    """
    asked, *children = stamp.split(".")
    if asked != _digest(use):
        return set()
    then = dict(child.split("-", 1) for child in children if "-" in child)
    return {handle for handle, word in words.items() if then.get(handle, now := _digest(use, handle, word)) != now}


def _digest(use: Use, handle: str = "", word: str = "") -> str:
    said = "|".join([use.destination.slug, use.what, use.names, handle, word])
    return hashlib.sha256(said.encode()).hexdigest()[:SHORT]
