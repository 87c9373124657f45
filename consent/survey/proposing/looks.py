"""What the cells of one column look like, whatever its heading says."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from people.spreadsheets.table import Cell, Mark

from ..answers import read_answer
from ..dates import read_moment
from ..entry import Reading
from .hints import RollHints, fold_name
from .words import plain

SAMPLE = 20_000
JUDGED = 800  # different cells of a column that are looked at closely
_EMAIL = re.compile(r"^\S+@\S+\.\S+$")
_UPN = re.compile(r"^[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]$", re.IGNORECASE)
_PHONE = re.compile(r"^\+?[\d\s()-]{9,16}$")
_CLASS = re.compile(
    r"^(?:(?:year|yr|y|class|form)?\s*(?:[0-6]|1[0-3])(?:\s*/\s*[0-6])?\s*[a-z]{0,3}"
    r"|y?r(?:ec(?:eption)?)?[a-z]{0,2}"
    r"|reception|nursery|fs[12]|f2|eyfs|n[12])(?:\s*[-(].*)?$",
    re.IGNORECASE,
)
_COMMA_NAME = re.compile(r"^[^\d,]{2,60},\s*[^\d,]{2,60}$")
_TITLED = re.compile(r"^(?:mr|mrs|miss|ms|dr|mx)\.?\s+\S+", re.IGNORECASE)
_NAME = re.compile(r"^[^\W\d_][^\d@:;?!=]{0,60}$")
_RELATIONS = frozenset(
    [
        "mum",
        "dad",
        "mother",
        "father",
        "parent",
        "carer",
        "guardian",
        "nan",
        "gran",
        "grandma",
        "grandmother",
        "grandad",
        "grandfather",
        "stepmum",
        "stepdad",
        "aunt",
        "uncle",
        "mummy",
        "daddy",
        "mam",
        "foster",
        "childminder",
    ]
)
_SERIALS = (36526, 60000)  # 2000 to 2064, as a spreadsheet counts days


@dataclass(frozen=True)
class Look:
    """Shares are of the filled cells, 0 to 1. `values` are the distinct texts with how often they stand."""

    filled: int = 0
    shares: dict[str, float] = field(default_factory=dict)
    values: Counter[str] = field(default_factory=Counter)
    years: tuple[int, int] | None = None

    @property
    def dated(self) -> bool:
        """Mostly dates, or day numbers as a spreadsheet counts them."""
        return self.share("date") + self.share("serial") >= 0.5

    @property
    def birthdays(self) -> bool:
        """Dates from three years or more: a survey is answered in a few weeks, a school is not born in"
        " them."""
        return self.share("date") >= 0.5 and self.years is not None and self.years[1] - self.years[0] >= 3

    def share(self, kind: str) -> float:
        return self.shares.get(kind, 0.0)

    @property
    def mean_words(self) -> float:
        words = sum(len(text.split()) * times for text, times in self.values.items())
        return words / max(self.filled, 1)

    @property
    def answers(self) -> bool:
        """Mostly clear yes or no."""
        return self.share("answer") >= 0.5

    @property
    def free_text(self) -> bool:
        """Sentences that people typed: several words, and few of them alike."""
        varied = len(self.values) >= max(2, 0.2 * self.filled) or self.mean_words >= 6
        return not self.answers and self.mean_words >= 2.5 and varied and self.share("date") < 0.5


def look_at(cells: Sequence[Cell], hints: RollHints | None) -> Look:
    """Look at up to 20,000 filled cells of a column."""
    filled = [cell for cell in cells if not is_empty(cell)][:SAMPLE]
    times = Counter((type(cell), cell) for cell in filled)
    counts: Counter[str] = Counter()
    values: Counter[str] = Counter()
    years: set[int] = set()
    judged = 0
    for place, ((_, cell), number) in enumerate(times.items()):
        text = as_text(cell)
        values[text] += number
        if place >= JUDGED:
            continue
        judged += number
        year = _year_of(cell)
        if year:
            years.add(year)
        counts.update(dict.fromkeys(_kinds_of(cell, text, hints) | ({"date"} if year else set()), number))
    return Look(
        len(filled),
        {kind: n / judged for kind, n in counts.items()},
        values,
        (min(years), max(years)) if years else None,
    )


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or isinstance(cell, Mark) else " ".join(str(cell).split())


def _kinds_of(cell: Cell, text: str, hints: RollHints | None) -> set[str]:
    kinds = _typed_kinds(cell)
    if read_answer(cell) in {Reading.YES, Reading.NO}:
        kinds.add("answer")
    if plain(text) in {"anonymous", "anonymous user"}:
        kinds.add("anonymous")
    tests = {"email": _EMAIL, "upn": _UPN, "phone": _PHONE, "class": _CLASS, "comma": _COMMA_NAME}
    tests |= {"titled": _TITLED, "name": _NAME}
    kinds |= {kind for kind, pattern in tests.items() if pattern.match(text)}
    if set(plain(text).split()) & _RELATIONS and len(text.split()) <= 2:
        kinds.add("relation")
    if hints is not None:
        kinds |= hints.kinds_of(fold_name(text), text)
    return kinds


def _typed_kinds(cell: Cell) -> set[str]:
    if isinstance(cell, (bool, Mark)):
        return set()
    if isinstance(cell, dt.time):
        return {"time"}
    if isinstance(cell, (int, float)):
        return {"number", "serial"} if _SERIALS[0] <= cell <= _SERIALS[1] else {"number"}
    if not isinstance(cell, str):
        return set()
    if re.fullmatch(r"\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?\s*", cell, re.IGNORECASE):
        return {"time"}
    return {"number"} if re.fullmatch(r"\s*\d+(?:\.0+)?\s*", cell) else set()


def _year_of(cell: Cell) -> int | None:
    """The year of a cell that is a date; bare numbers are not taken for dates here."""
    if isinstance(cell, dt.date):
        return cell.year
    if not isinstance(cell, str) or len(cell) > 60 or sum(sign.isdigit() for sign in cell) < 3:
        return None
    if re.fullmatch(r"[\s\d.]+", cell) and cell.count(".") < 2:
        return None
    moment = read_moment(cell, None, False) or read_moment(cell, "mdy", False)
    return moment.at.year if moment else None
