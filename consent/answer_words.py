"""The answer to "can this picture be used?" in words (requirements 6.1).

The answer never says that somebody may post: permission is one condition of several.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .checking import Use
from .effective import Word
from .models import Purpose

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


def no_account_in_words(places: Sequence[Purpose]) -> str:
    """Why nothing goes out on these platforms, as one sentence; empty for none.

    >>> no_account_in_words([Purpose(label="Instagram")])
    'Instagram: the school has no account there, so nothing goes out on it.'
    >>> no_account_in_words([Purpose(label="Instagram"), Purpose(label="Facebook")])
    'Instagram and Facebook: the school has no account there, so nothing goes out on them.'
    """
    it = "it" if len(places) == 1 else "them"
    names = joined([place.label for place in places])
    return f"{names}: the school has no account there, so nothing goes out on {it}." if places else ""


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
