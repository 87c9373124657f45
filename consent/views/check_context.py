"""What stands on the check page: tiles, answer, who was found, and what stands beside them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils import timezone

from consent import answer_words, checking
from consent.checking import Use
from consent.choosing import Chosen
from consent.class_lists import ClassList, ClassLists, days_old
from consent.effective import Word
from consent.finding import MOST_SHOWN, Found
from consent.models import Purpose
from consent.namesakes import called, called_apart, called_in_class, called_in_full
from consent.nowhere import nowhere
from consent.register import Register
from consent.shown import changed_since, stamp_of
from people.models import Pupil
from people.settings import Key

GAP = 0.7
SHOWN_AT_ONCE = 5  # places; on a phone the others are folded, so that the first children show


@dataclass(frozen=True)
class Asked:
    """A request to the check page, read: who and what for, by which lists and permissions, and who was looked for.

    `stamp` is that of the answer which stood on the page that sent it; empty where none did.
    """

    day: dt.date
    lists: ClassLists
    shown: ClassList | None
    who: Chosen
    register: Register
    places: list[Purpose]
    unasked: list[str]
    use: Use | None
    found: Found | None
    stamp: str = ""

    @property
    def words(self) -> dict[int, Word]:
        """The word of each child chosen, by row number. Without a place it is a no."""
        if self.use is None:
            return {pupil.pk: Word.NO for pupil in self.who.pupils}
        return checking.judge(self.register, self.who.pupils, self.use)

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to record: a place, children, and this year's survey."""
        return self.use is not None and bool(self.who.pupils) and bool(self.register.asked)


def context_of(asked: Asked, own: Mapping[Key, str]) -> dict[str, Any]:
    """Everything that the template needs: a child is a handle, a name, a class and a word here, nothing more. `own`:
    the settings of the school."""
    words = asked.words
    return {
        **_use(asked), **_who(asked, words), **_found(asked, words), **_answer(asked, words), **_leaving(asked, words),
        **_recording(asked, words), **_beside(asked, own),
    }  # fmt: skip


def _use(asked: Asked) -> dict[str, Any]:
    """The chips. A place that was not asked about stands among them only where it was sent all the same."""
    places, use = asked.places, asked.use
    if use and use.destination not in places:
        places = [use.destination, *places]
    return {
        "places": places,
        "more_places": places[SHOWN_AT_ONCE:],
        "unasked": answer_words.joined([label[:1].upper() + label[1:] for label in asked.unasked]),
        "no_account": answer_words.no_account_in_words(checking.without_account(asked.register)),
        "use": use,
        "whats": checking.WHAT,
        "names": checking.NAMES,
    }


def _tile(asked: Asked, pupil: Pupil, name: str, words: dict[int, Word]) -> dict[str, Any]:
    handle = asked.who.handle_of[pupil.pk]
    return {"handle": handle, "name": name, "chosen": pupil.pk in words, "word": words.get(pupil.pk)}


def _who(asked: Asked, words: dict[int, Word]) -> dict[str, Any]:
    """The tiles of the class, and the tray: those chosen from other classes, with their class."""
    here = asked.shown.pupils if asked.shown else []
    apart = called_apart(here)
    tiles = [_tile(asked, pupil, apart[pupil.pk], words) for pupil in here]
    away = called_in_class(asked.lists, [pupil for pupil in asked.who.pupils if pupil not in here])
    tray = [_tile(asked, pupil, name, words) | {"class": code} for pupil, name, code in away]
    return {
        "lists": asked.lists,
        "shown": asked.shown,
        "tiles": tiles,
        "tray": tray,
        "unknown": asked.who.unknown,
        "all_chosen": bool(tiles) and all(tile["chosen"] for tile in tiles),
    }


def _found(asked: Asked, words: dict[int, Word]) -> dict[str, Any]:
    """Who was found, by name and class, and whether they are chosen."""
    if asked.found is None:
        return {"found": None}
    fitting = called_in_full(asked.lists, asked.found.pupils)
    tiles = [_tile(asked, pupil, name, words) | {"class": code} for pupil, name, code in fitting]
    return {"found": asked.found, "found_tiles": tiles, "most_shown": MOST_SHOWN}


def _answer(asked: Asked, words: dict[int, Word]) -> dict[str, Any]:
    pupils, register, use = asked.who.pupils, asked.register, asked.use
    rows = [{"name": name, "word": words[pupil.pk]} for pupil, name in called(asked.lists, pupils)]
    answer = {
        "rows": rows,
        "bar": _bar(list(words.values())),
        "is_loaded": bool(register.asked),
        "now": timezone.localtime(),
    }
    if use is None:
        return answer
    names = [str(row["name"]) for row in rows]
    return answer | {
        "say": answer_words.sentence(use, names, [words[pupil.pk] for pupil in pupils]),
        "also": checking.works_for_all(register, pupils, use),
        "all_of_them": answer_words.all_of_them(len(rows), names[0] if names else ""),
        "not_asked": answer_words.joined(checking.not_asked(register, use)) if pupils else "",
        "nowhere": nowhere(register, checking.wanted_for(register, use)),
    }


def _leaving(asked: Asked, words: dict[int, Word]) -> dict[str, Any]:
    """Whom one tap takes out of the picture, and who was taken out so before.

    The tap names the children of this answer: whoever becomes a no in the meantime stays and is seen.
    """
    out = [pupil for pupil in asked.who.pupils if words[pupil.pk] is not Word.YES]
    left = [name for _, name in called(asked.lists, asked.who.left_out)]
    can_go_on = asked.use is not None and bool(asked.register.asked) and 0 < len(out) < len(asked.who.pupils)
    return {
        "out": ",".join(asked.who.handles(out)) if can_go_on else "",
        "left": asked.who.handles(asked.who.left_out),
        "left_names": answer_words.joined(left),
    }


def _recording(asked: Asked, words: dict[int, Word]) -> dict[str, Any]:
    """What the button that records sends: this answer's stamp and a key of its own. And whose answer is another
    than the page showed before."""
    if asked.use is None or not asked.is_answered:
        return {"stamp": ""}
    by_handle = {asked.who.handle_of[number]: word for number, word in words.items()}
    changed = changed_since(asked.stamp, asked.use, by_handle)
    pupils = [pupil for pupil in asked.who.pupils if asked.who.handle_of[pupil.pk] in changed]
    return {
        "stamp": stamp_of(asked.use, by_handle),
        "key": uuid4(),
        "chosen": ",".join(by_handle),
        "changed": pupils,
        "changed_names": answer_words.joined([name for _, name in called(asked.lists, pupils)]),
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


def _beside(asked: Asked, own: Mapping[Key, str]) -> dict[str, Any]:
    """What stands beside the answer: how old the list is, the school's advice, when answers are expected."""
    age = days_old(asked.lists.updated_at, asked.day)
    try:
        expected = dt.date.fromisoformat(own[Key.SURVEY_EXPECTED])
    except ValueError:
        expected = None
    return {"list_age": age, "advice": own[Key.PICTURE_ADVICE], "expected": expected}
