"""Can this picture be used? What is meant to be done with it, and the answer in words (requirements 6.1).

Pure: a register in, words out. The answer never says that somebody may post: permission is one condition
of several. Whatever is not known to be permitted is a no.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from people.models import Pupil

from .effective import Word
from .models import Purpose
from .register import Register

FILM, NAME = "video", "name_with_photo"
WHAT = {"photo": "Photo", "film": "Film"}
NAMES = {"none": "None", "first": "First", "full": "Full"}
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PLACES = {
    ("website", "Website"): "on the website",
    ("facebook", "Facebook"): "on Facebook",
    ("x_twitter", "X (Twitter)"): "on X\N{NO-BREAK SPACE}(Twitter)",
    ("instagram", "Instagram"): "on Instagram",
    ("newsletter", "Newsletter"): "in the newsletter",
    ("prospectus", "Prospectus"): "in the prospectus",
    ("display", "Display"): "on display",
    ("press", "Press"): "in the press",
}
NAMED_IN_FULL = 6
OUT_WORDS = {Word.NO: "No", Word.ASK: "Ask the office first"}


@dataclass(frozen=True)
class Use:
    """What is to be done with a picture: where it goes, whether it is a film, which names stand with it."""

    destination: Purpose
    what: str = "photo"
    names: str = "none"

    @property
    def conditions(self) -> tuple[str, ...]:
        """The slugs of the conditions that this use involves."""
        film = (FILM,) if self.what != "photo" else ()
        return film + ((NAME,) if self.names != "none" else ())

    @property
    def manner(self) -> str:
        """How it is used, as the end of a sentence: nothing for a photo without a name."""
        film = " in a film" if self.what != "photo" else ""
        return film + {"none": "", "first": " with first names"}.get(self.names, " with full names")


@dataclass(frozen=True)
class Sentence:
    """The answer. `child` begins it where it is about one child alone; `leave_out` are those to leave out.

    Where they are too many for a sentence, `leave_out` is empty, `count_out` says how many, and `out` names them.
    """

    text: str
    child: str = ""
    leave_out: str = ""
    last: str = ""
    count_out: int = 0
    out: tuple["Named", ...] = ()


@dataclass(frozen=True)
class Named:
    """Those of one word, by name: whom to leave out, or about whom to ask first."""

    word: Word
    names: str


def destinations(register: Register) -> list[Purpose]:
    """Where a picture may go that day, in the school's order. Retired places are none."""
    return [p for p in register.purposes if p.kind == Purpose.Kind.DESTINATION and p.is_active_on(register.day)]


def offered(register: Register) -> tuple[list[Purpose], list[str]]:
    """The places that a survey of the year asked about, and the names of those that none asked about.

    What was not asked is permitted by nobody (requirements 1.3), so it is no choice like the others. Before the
    year's survey is in, there is nothing to tell them apart by: all are offered, and the answer is a no.
    A platform on which the school has no account is neither (policy A4): see `without_account`.
    """
    places = [p for p in destinations(register) if p.pk not in register.closed]
    asked = {purpose.pk for purpose in register.asked}
    if not asked:
        return places, []
    return [p for p in places if p.pk in asked], [in_a_list(p.label) for p in places if p.pk not in asked]


def without_account(register: Register) -> list[Purpose]:
    """The platforms on which the school has no account in use, so that nothing goes out there (policy A4).

    None are before the school has entered its first account: then nothing is known, and the check is not taken away.
    """
    return [p for p in destinations(register) if p.pk in register.closed]


def no_account_in_words(places: Sequence[Purpose]) -> str:
    """Why nothing goes out on these platforms, as one sentence; empty for none.

    >>> no_account_in_words([Purpose(label="Instagram")])
    'Instagram: the school has no account there, so nothing goes out on it (A4).'
    >>> no_account_in_words([Purpose(label="Instagram"), Purpose(label="Facebook")])
    'Instagram and Facebook: the school has no account there, so nothing goes out on them (A4).'
    """
    it = "it" if len(places) == 1 else "them"
    names = joined([place.label for place in places])
    return f"{names}: the school has no account there, so nothing goes out on {it} (A4)." if places else ""


def judge(register: Register, pupils: Sequence[Pupil], use: Use) -> dict[int, Word]:
    """The word for each pupil, by row number. A no for all: a condition that the school does not have, a place that
    is retired, a platform on which the school has no account (policy A4)."""
    needed = involved(register, use)
    if not register.goes_out(use.destination) or len(needed) < 1 + len(use.conditions):
        return {pupil.pk: Word.NO for pupil in pupils}
    return {pupil.pk: register.word(pupil, needed) for pupil in pupils}


def involved(register: Register, use: Use) -> list[Purpose]:
    """What a use needs a yes for: its destination, and of its conditions those that the school has that day."""
    conditions = [p for p in register.purposes if p.slug in use.conditions and p.kind == Purpose.Kind.CONDITION]
    return [use.destination, *(p for p in conditions if p.is_active_on(register.day))]


def not_asked(register: Register, use: Use) -> list[str]:
    """What this use needs and no survey of the year asked about, as people read it."""
    asked = {purpose.slug for purpose in register.asked}
    labels = {FILM: "Film", NAME: "Name with photo"} | {p.slug: p.label for p in register.purposes}
    needed = (use.destination.slug, *use.conditions)
    return [in_a_list(labels.get(slug, use.destination.label)) for slug in needed if slug not in asked]


def works_for_all(register: Register, pupils: Sequence[Pupil], use: Use) -> list[str]:
    """The other places where all of `pupils` can go, used in the same manner."""
    others = (p for p in destinations(register) if p.pk != use.destination.pk)
    return [
        in_a_list(place.label)
        for place in others
        if pupils and set(judge(register, pupils, Use(place, use.what, use.names)).values()) == {Word.YES}
    ]


def sentence(use: Use, called: Sequence[str], words: Sequence[Word]) -> Sentence:
    """The answer for children `called` so, with their `words` in the same order."""
    out = [name for name, word in zip(called, words, strict=True) if word is not Word.YES]
    count, fine = len(called), len(called) - len(out)
    if not count:
        return Sentence("Choose the children who can be seen in it.")
    if count == 1:
        return _about_one(use, called[0], words[0])
    if not out:
        who = "Both" if count == 2 else f"All {count}"
        return Sentence(f"{who} have permission for {_named(use.destination)}{use.manner} today.")
    place = PLACES.get((use.destination.slug, use.destination.label))
    have = "has" if fine == 1 else "have"
    can = f"can go {place}" if place else f"{have} permission for {_named(use.destination)}"
    who = f"{fine} of {count}" if fine else f"None of the {count}"
    said = f"{who} {can}{use.manner}."
    if not fine:
        return Sentence(said, out=_named_by_word(called, words, Word.ASK))
    if len(out) <= NAMED_IN_FULL:
        return Sentence(said, leave_out=joined(out), count_out=len(out))
    return Sentence(said, count_out=len(out), out=_named_by_word(called, words, Word.NO, Word.ASK))


def in_one_line(said: Sentence) -> str:
    """A sentence as plain text, with everybody it names: what a recorded check keeps."""
    parts = [f"{said.child} {said.text}".strip()]
    if said.leave_out:
        parts.append(f"Leave out {said.leave_out}.")
    elif said.count_out:
        parts.append(f"Leave out these {said.count_out}.")
    parts += [f"{OUT_WORDS[named.word]}: {named.names}." for named in said.out]
    return " ".join([*parts, said.last]).strip()


def _about_one(use: Use, name: str, word: Word) -> Sentence:
    use_in_words = f"permission for {_named(use.destination)}{use.manner}"
    if word is Word.YES:
        return Sentence(f"has {use_in_words} today.", child=name)
    if word is Word.ASK:
        return Sentence(f"has no clear {use_in_words}.", child=name, last="Ask the office.")
    return Sentence(f"has no {use_in_words}.", child=name, leave_out=name)


def _named(place: Purpose) -> str:
    """The place after "for": the website, Facebook. A place of the school's own keeps the school's words."""
    return PLACES.get((place.slug, place.label), f"- {place}").split(" ", 1)[1]


def _named_by_word(called: Sequence[str], words: Sequence[Word], *wanted: Word) -> tuple[Named, ...]:
    """Everybody of each wanted word by name, however many: the first view must say who is not to be seen."""
    of_word = {word: [name for name, said in zip(called, words, strict=True) if said is word] for word in wanted}
    return tuple(Named(word, joined(names)) for word, names in of_word.items() if names)


def all_of_them(count: int, child: str) -> str:
    """Who "all" are, before "can go in".

    >>> all_of_them(6, "Ava"), all_of_them(30, "Ava"), all_of_them(2, "Ava"), all_of_them(1, "Ava")
    ('All six', 'All 30', 'Both', 'Ava')
    """
    if count <= 2:
        return "Both" if count == 2 else child
    return f"All {NUMBERS[count] if count < len(NUMBERS) else count}"


def joined(words: Sequence[str]) -> str:
    """A list as it is read aloud.

    >>> joined(["Ava"]), joined(["Ava", "Ben"]), joined(["Ava", "Ben", "Cy"])
    ('Ava', 'Ava and Ben', 'Ava, Ben and Cy')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def in_a_list(label: str) -> str:
    """A label amid a sentence: small, unless it is a name.

    >>> in_a_list("Newsletter"), in_a_list("X (Twitter)"), in_a_list("Facebook"), in_a_list("Name with photo")
    ('newsletter', 'X (Twitter)', 'Facebook', 'name with photo')
    """
    is_name = label in {"Facebook", "Instagram"} or label[1:] != label[1:].lower()
    return label if is_name else label.lower()
