"""The leak check: does a text that leaves for the governors name somebody? (requirements part 3, idea 6)

Known are pupils, their contacts and everybody with an account, today's and earlier ones, and nobody else: who is known
to the school only by a complaint is not looked for, or the check would tell whoever writes that there is one.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from people.common_names import COMMON_NAMES
from people.models import Pupil, PupilContact, User
from people.names import fold, without_title

from .tables import Kept

TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr", "mx", "rev", "prof"})
FEWEST_LETTERS = 3
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ‘`´.\-‐‑–][^\W_]+)*")
_OWN = re.compile(r"['’ʼ‘`´]s$", re.IGNORECASE)


@dataclass(frozen=True)
class Leak:
    """A name that was found: in which part of the report, in which of its lines, as it stands there."""

    where: str
    line: int
    words: str

    @property
    def said(self) -> str:
        """For whoever writes it."""
        place = f"{self.where}, line {self.line}" if self.line else self.where
        return f"{place}: “{self.words}” may be somebody’s name. Write it without."


@dataclass
class Known:
    """The names of everybody whom the school knows, folded: whole ones by their first word, single words of them, and
    surnames as they may follow a title. A name that is a word of the language too ("May", "Green") is no sign of a
    person by itself; after a title or beside a surname it is."""

    whole: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    single: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)

    def add(self, forename: str, surname: str) -> None:
        """Somebody of this name, whichever way round it is written."""
        first, last = fold(forename).split(), fold(surname).split()
        for parts in ((*first, *last), (*first[:1], *last), (*first[:1], *last[-1:]), (*last, *first)):
            if len(parts) > 1:
                self.whole[parts[0]].add(parts)
        self.single |= {part for part in (*first, *last) if len(part) >= FEWEST_LETTERS and part not in COMMON_NAMES}
        self.surnames |= {*last[:1], *last[-1:]}


def known_people() -> Known:
    """Everybody by name. Three queries."""
    known = Known()
    pupils = Pupil.objects.order_by().values_list(
        "legal_forename", "legal_surname", "preferred_forename", "preferred_surname"
    )
    for forename, surname, called, called_surname in pupils.iterator():
        known.add(forename, surname)
        known.add(called or forename, called_surname or surname)
    for name in PupilContact.objects.order_by().values_list("name", flat=True).distinct().iterator():
        parts = without_title(name).split()
        known.add(" ".join(parts[:-1]), parts[-1] if parts else "")
    for forename, surname in User.objects.order_by().values_list("forename", "surname").iterator():
        known.add(forename, surname)
    return known


def leaks_in(where: str, text: str, known: Known, *, typed: bool = True) -> Iterator[Leak]:
    """The names in a text, line by line. A text that nobody typed is looked through for whole names and for those
    after a title alone: a word of the portal's own sentences is no name because somebody is called so."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        tokens = [token for token in _tokens(line) if token.folded]
        at = 0
        while at < len(tokens):
            length = _whole_at(tokens, at, known)
            if not length and typed and tokens[at].folded[0] in known.single:
                length = 1
            if length:
                words = " ".join(token.words for token in tokens[at : at + length])
                yield Leak(where, number if len(lines) > 1 else 0, words)
            at += length or 1


@dataclass(frozen=True)
class _Token:
    words: str
    folded: tuple[str, ...]


def _tokens(line: str) -> Iterator[_Token]:
    """The words of a line, signs without width taken out of them first; the parts of "Firth-Gray" one by one."""
    seen = "".join(letter for letter in unicodedata.normalize("NFC", line) if unicodedata.category(letter) != "Cf")
    for found in _TOKEN.finditer(seen):
        for part in re.split(r"[.\-‐‑–]", _OWN.sub("", found.group())):
            yield _Token(part, tuple(fold(part).split())[:1])


def _whole_at(tokens: Sequence[_Token], at: int, known: Known) -> int:
    """How many words from `at` on are a whole name, or a title with a surname; 0 where none are."""
    folded = [token.folded[0] for token in tokens[at : at + 8]]
    if folded[0] in TITLES and len(folded) > 1 and folded[1] in known.surnames:
        return 2
    fitting = [name for name in known.whole.get(folded[0], ()) if tuple(folded[: len(name)]) == name]
    return max(map(len, fitting), default=0)


def leaks_of(content: Kept, known: Known) -> list[Leak]:
    """Every name in a report: in what somebody typed, and in what the policy and the portal say."""
    found = list(leaks_in("Your words", content["words"], known))
    for number, gap in enumerate(content["gaps"], 1):
        text = f"{gap['text']} {gap['waits_for']}"
        found += leaks_in(f"Not settled yet, point {number}", text, known, typed=False)
    for number, question in enumerate(content["questions"], 1):
        text = f"{question['text']} {question['reason']}"
        found += leaks_in(f"Question {number}", text, known, typed=False)
    found += _in_tables(content["tables"], known)
    return found


def _in_tables(tables: Iterable[Kept], known: Known) -> Iterator[Leak]:
    for table in tables:
        for row in table["rows"]:
            text = ". ".join([table["title"], row["label"], row["cell"]["said"]])
            yield from leaks_in(f"The table “{table['title']}”", text, known, typed=False)
